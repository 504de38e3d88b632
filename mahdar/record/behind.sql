-- What stands behind each thing: the lines that tell it, its independent sources, and which of its fields are inferred.
-- thing: the thing of the record
-- kind: kind of the thing {codes: thing; null: never}
-- families: the independent sources that tell of it, sorted
-- sources: the lines that tell of it, as document:line, earliest source first
-- told: the first day on which a source told of it {null: no source that tells of it has a day}
-- inferred: its fields whose chosen value no source says in so many words
CREATE OR REPLACE TABLE behind AS
WITH lines AS (
  SELECT c.thing, c.kind, c.document, min(c.span_start) AS at, list_distinct(list(c.family)) AS families
  FROM claims c SEMI JOIN scratch.touched USING (thing, kind) GROUP BY ALL
), told AS (
  SELECT l.thing, l.kind, list_sort(list_distinct(flatten(list(l.families)))) AS families, min(d.date_start) AS told,
    list(l.document || ':' || (length(left(d.text, l.at)) - length(replace(left(d.text, l.at), chr(10), '')) + 1)
      ORDER BY d.date_start NULLS LAST, l.document) AS sources
  FROM lines l JOIN documents d ON d.id = l.document GROUP BY l.thing, l.kind
), chosen AS (
  SELECT thing, kind, cell, unnest(claims) AS claim FROM cells SEMI JOIN scratch.touched USING (thing, kind) WHERE chosen
), bases AS (
  SELECT e.thing, e.kind, e.cell, bool_and(c.basis <> 'said') AS inferred
  FROM chosen e JOIN claims c ON c.id = e.claim AND c.thing = e.thing GROUP BY ALL
), guessed AS (SELECT thing, kind, list(cell ORDER BY cell) AS inferred FROM bases WHERE inferred GROUP BY ALL)
SELECT t.thing, t.kind, t.families, t.sources, t.told, coalesce(g.inferred, []) AS inferred
FROM told t LEFT JOIN guessed g USING (thing, kind)
ORDER BY t.kind, t.thing;
