-- Commitments with what they show.
CREATE OR REPLACE TEMP TABLE promised AS
SELECT thing, coalesce(list_sort(list(value ->> '$') FILTER (cell = 'by')), []) AS "by", max(value ->> '$') FILTER (cell = 'what') AS what,
  max(value ->> '$') FILTER (cell = 'session') AS session, max(value ->> '$') FILTER (cell = 'due') AS due,
  max(date_start) FILTER (cell = 'due') AS date_start, max(date_end) FILTER (cell = 'due') AS date_end,
  coalesce(max(date_precision) FILTER (cell = 'due'), 'open') AS date_precision,
  max(value ->> '$') FILTER (cell = 'place') AS place, max(value ->> '$') FILTER (cell = 'condition') AS condition
FROM cells WHERE kind = 'commitment' AND chosen GROUP BY thing;
