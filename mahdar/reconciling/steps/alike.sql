-- For each sentence of a document, the sentence of another that it shares most with: shared hashes, and its own.
CREATE OR REPLACE TEMP TABLE alike AS
WITH paired AS (SELECT a AS n FROM sharing UNION SELECT b FROM sharing),
sentences AS (SELECT n, unnest(range(1, len(shingles) + 1))::INTEGER AS place, unnest(shingles) AS s FROM arrivals SEMI JOIN paired USING (n)),
hashes AS (SELECT n, place, len(list_distinct(s))::INTEGER AS size, unnest(list_distinct(s)) AS hash FROM sentences),
shared AS (
  SELECT p.a, p.b, x.place AS place_a, y.place AS place_b, x.size AS size_a, y.size AS size_b, count(*)::INTEGER AS shared
  FROM sharing p JOIN hashes x ON x.n = p.a JOIN hashes y ON y.n = p.b AND y.hash = x.hash GROUP BY ALL
), directed AS (
  SELECT a AS n, place_a AS place, b AS other, place_b AS there, size_a AS size, shared FROM shared
  UNION ALL SELECT b, place_b, a, place_a, size_b, shared FROM shared
)
SELECT n, place, other, arg_max(there, (shared, -there)) AS there, max(shared) AS shared, size FROM directed GROUP BY n, place, other, size;
