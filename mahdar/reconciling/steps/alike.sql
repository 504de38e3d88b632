-- For each sentence of a document, the sentence of another that it shares most with: shared hashes, and its own.
CREATE OR REPLACE TEMP TABLE alike AS
WITH paired AS (SELECT a AS n FROM sharing UNION SELECT b FROM sharing),
sentences AS (SELECT n, unnest(range(1, len(shingles) + 1))::INTEGER AS place, unnest(shingles) AS s FROM arrivals SEMI JOIN paired USING (n)),
hashes AS MATERIALIZED (SELECT n, place, len(list_distinct(s))::INTEGER AS size, unnest(list_distinct(s)) AS hash FROM sentences),
wanted AS MATERIALIZED (  -- first the pairs, then the hashes: many documents share a hash that few pairs have
  SELECT p.a, p.b, x.place AS place_a, x.size AS size_a, x.hash FROM sharing p JOIN hashes x ON x.n = p.a
), shared AS (
  SELECT a, b, place_a, y.place AS place_b, size_a, y.size AS size_b, count(*)::INTEGER AS shared FROM wanted w JOIN hashes y ON y.n = w.b AND y.hash = w.hash GROUP BY ALL
), directed AS (
  SELECT a AS n, place_a AS place, b AS other, place_b AS there, size_a AS size, shared FROM shared
  UNION ALL SELECT b, place_b, a, place_a, size_b, shared FROM shared
)
SELECT n, place, other, arg_max(there, (shared, -there)) AS there, max(shared) AS shared, size FROM directed GROUP BY n, place, other, size;
