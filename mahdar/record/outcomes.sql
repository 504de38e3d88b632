-- Every outcome document.
-- id: readable and stable {null: never}
-- kind: which kind {codes: outcome}
-- title: its title
-- session: the session that issued it
-- dates: when it was signed or issued (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- in_force: since when it is in force, or whether it is
-- signatories: who signed it, sorted
-- symbol: its symbol
CREATE OR REPLACE TABLE outcomes AS
WITH issued AS (SELECT DISTINCT value ->> '$' AS id, first(thing ORDER BY thing) OVER (PARTITION BY value) AS session FROM cells WHERE kind = 'session' AND cell = 'outcome' AND chosen)
SELECT c.thing AS id, max(value ->> '$') FILTER (cell = 'kind') AS kind, max(value ->> '$') FILTER (cell = 'title') AS title,
  coalesce(max(value ->> '$') FILTER (cell = 'session'), any_value(i.session)) AS session, max(value ->> '$') FILTER (cell = 'dates') AS dates,
  max(date_start) FILTER (cell = 'dates') AS date_start, max(date_end) FILTER (cell = 'dates') AS date_end,
  coalesce(max(date_precision) FILTER (cell = 'dates'), 'open') AS date_precision, max(value ->> '$') FILTER (cell = 'in_force') AS in_force,
  coalesce(list_sort(list(value ->> '$') FILTER (cell = 'signatory')), []) AS signatories, max(value ->> '$') FILTER (cell = 'symbol') AS symbol
FROM cells c LEFT JOIN issued i ON i.id = c.thing
WHERE c.kind = 'outcome' AND c.chosen GROUP BY c.thing ORDER BY c.thing;
