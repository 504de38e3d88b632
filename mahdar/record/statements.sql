-- What an actor said once; every telling of it is a row of tellings.
-- id: readable and stable {null: never}
-- speaker: who said it; null where several authors did (see by)
-- office: in which office
-- of: of which state or body
-- by: authors of a joint statement, sorted
-- addressee: to whom
-- target: about whom
-- act: what was done by saying it {codes: act}
-- dates: when (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- occasion: where or at what
CREATE OR REPLACE TABLE statements AS
SELECT thing AS id, max(value ->> '$') FILTER (cell = 'speaker') AS speaker, max(value ->> '$') FILTER (cell = 'office') AS office,
  max(value ->> '$') FILTER (cell = 'of') AS "of", coalesce(list_sort(list(value ->> '$') FILTER (cell = 'by')), []) AS "by",
  max(value ->> '$') FILTER (cell = 'addressee') AS addressee, max(value ->> '$') FILTER (cell = 'target') AS target, max(value ->> '$') FILTER (cell = 'act') AS act,
  max(value ->> '$') FILTER (cell = 'dates') AS dates, max(date_start) FILTER (cell = 'dates') AS date_start, max(date_end) FILTER (cell = 'dates') AS date_end,
  coalesce(max(date_precision) FILTER (cell = 'dates'), 'open') AS date_precision, max(value ->> '$') FILTER (cell = 'occasion') AS occasion
FROM cells WHERE kind = 'statement' AND chosen GROUP BY thing ORDER BY thing;
