-- Who took, entered, besieged, left or lost which place, and when.
-- id: readable and stable {null: never}
-- place: the place
-- actor: who
-- from_actor: from whom
-- change: what changed {codes: change}
-- dates: when (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
CREATE OR REPLACE TABLE control AS
SELECT thing AS id, max(value ->> '$') FILTER (cell = 'place') AS place, max(value ->> '$') FILTER (cell = 'actor') AS actor,
  max(value ->> '$') FILTER (cell = 'from_actor') AS from_actor, max(value ->> '$') FILTER (cell = 'change') AS change, max(value ->> '$') FILTER (cell = 'dates') AS dates,
  max(date_start) FILTER (cell = 'dates') AS date_start, max(date_end) FILTER (cell = 'dates') AS date_end, coalesce(max(date_precision) FILTER (cell = 'dates'), 'open') AS date_precision
FROM cells WHERE kind = 'control' AND chosen GROUP BY thing
HAVING change IS NOT NULL ORDER BY thing;
