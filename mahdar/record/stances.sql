-- What an actor supported, opposed or demanded on an issue on a day, with the statement in which it did.
-- id: readable and stable {null: never}
-- actor: whose position it is: the state or body that a speaker served, else the speaker
-- issue: the issue (see the data of the process)
-- stance: what it is {codes: stance; null: never}
-- dates: the day it was said, else the day of the first report of it (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- statement: the statement that says it, the first of several
-- statements: all statements that say it, sorted
CREATE OR REPLACE TABLE stances AS
WITH said AS (
  SELECT thing AS id, max(value ->> '$') FILTER (cell = 'actor') AS actor, max(value ->> '$') FILTER (cell = 'issue') AS issue,
    max(value ->> '$') FILTER (cell = 'stance') AS stance, max(value ->> '$') FILTER (cell = 'dates') AS dates,
    list_sort(list(value ->> '$') FILTER (cell = 'statement')) AS statements
  FROM cells WHERE kind = 'stance' AND chosen GROUP BY thing
), told AS (
  SELECT c.thing AS id, first(d.published ORDER BY d.date_start NULLS LAST, d.id) AS published
  FROM claims c JOIN documents d ON d.id = c.document WHERE c.kind = 'stance' AND c.thing IS NOT NULL GROUP BY c.thing
)
SELECT s.id, s.actor, s.issue, s.stance, coalesce(s.dates, t.published) AS dates, y.earliest AS date_start, y.latest AS date_end,
  coalesce(y.date_precision, 'open') AS date_precision, s.statements[1] AS statement, s.statements
FROM said s LEFT JOIN told t USING (id) LEFT JOIN days y ON y.edtf = coalesce(s.dates, t.published)
WHERE s.stance IS NOT NULL ORDER BY s.id;
