-- For each sentence of a document, the sentence of another that it shares most with: shared hashes, and its own.
-- Two documents are alike whatever others there are: pairs that were compared before are looked up.
CREATE OR REPLACE TEMP TABLE alike AS
WITH directed AS (
  SELECT x.n, y.n AS other, x.document, y.document AS other_document
  FROM (SELECT a, b FROM sharing UNION ALL SELECT b, a FROM sharing) s JOIN arrivals x ON x.n = s.a JOIN arrivals y ON y.n = s.b
), earlier AS MATERIALIZED (
  SELECT d.n, c.place, d.other, c.there, c.shared, c.size FROM compared c JOIN directed d ON d.document = c.document AND d.other_document = c.other
), fresh AS MATERIALIZED (SELECT a, b FROM sharing s ANTI JOIN earlier e ON e.n = s.a AND e.other = s.b),
paired AS (SELECT a AS n FROM fresh UNION SELECT b FROM fresh),
sentences AS (SELECT n, unnest(range(1, len(shingles) + 1))::INTEGER AS place, unnest(shingles) AS s FROM arrivals SEMI JOIN paired USING (n)),
hashes AS MATERIALIZED (SELECT n, place, len(list_distinct(s))::INTEGER AS size, unnest(list_distinct(s)) AS hash FROM sentences),
wanted AS MATERIALIZED (  -- first the pairs, then the hashes: many documents share a hash that few pairs have
  SELECT p.a, p.b, x.place AS place_a, x.size AS size_a, x.hash FROM fresh p JOIN hashes x ON x.n = p.a
), shared AS (
  SELECT a, b, place_a, y.place AS place_b, size_a, y.size AS size_b, count(*)::INTEGER AS shared FROM wanted w JOIN hashes y ON y.n = w.b AND y.hash = w.hash GROUP BY ALL
), both_ways AS (
  SELECT a AS n, place_a AS place, b AS other, place_b AS there, size_a AS size, shared FROM shared
  UNION ALL SELECT b, place_b, a, place_a, size_b, shared FROM shared
)
SELECT n, place, other, arg_max(there, (shared, -there)) AS there, max(shared) AS shared, size FROM both_ways GROUP BY n, place, other, size
UNION ALL FROM earlier;
