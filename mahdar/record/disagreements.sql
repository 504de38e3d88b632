-- Values that cannot both be true. A plan overtaken by events is history, and a vaguer value is no conflict: neither is here.
-- subject: the thing
-- kind: kind of the thing
-- cell: which cell of it
-- class: different value, contradiction inside one source, or headline against body
-- value: one of the values, as canonical JSON
-- chosen: whether it is the value that the record shows
-- backing: number of independent sources
-- families: the independent sources, sorted
-- claims: the claims behind it, sorted
CREATE OR REPLACE TABLE disagreements AS
WITH said AS (
  SELECT thing, kind, cell, value, unnest(claims) AS claim FROM cells SEMI JOIN conflicts USING (thing, kind, cell, value)
), voices AS (
  SELECT s.thing, s.kind, s.cell, s.value, bool_and(c.role = 'title') AS headline, list(DISTINCT c.document) AS documents
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.thing GROUP BY ALL
), classes AS (
  SELECT thing, kind, cell, CASE WHEN len(list_distinct(flatten(list(documents)))) > 1 THEN 'different value'
    WHEN bool_or(headline) AND NOT bool_and(headline) THEN 'headline against body' ELSE 'contradiction inside one source' END AS class
  FROM voices GROUP BY ALL
)
SELECT c.thing AS subject, c.kind, c.cell, k.class, c.value, c.chosen, c.backing, c.families, c.claims
FROM cells c SEMI JOIN conflicts USING (thing, kind, cell, value) JOIN classes k USING (thing, kind, cell)
ORDER BY c.thing, c.kind, c.cell, c.chosen DESC, c.backing DESC, c.value;
