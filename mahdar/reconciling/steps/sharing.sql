-- Pairs of documents that share words: two runs of five words, of the half of all runs that are looked at. A run in more than 20 documents is
-- a formula, or much copied: it pairs them with the first only, so that pairs stay few, and it takes four of them.
CREATE OR REPLACE TEMP TABLE sharing AS
WITH sentences AS (SELECT n, unnest(shingles) AS s FROM arrivals),
runs AS (SELECT n, unnest(s[1:len(s) - 2]) AS head, unnest(s[3:]) AS tail FROM sentences WHERE len(s) >= 3),
shared AS (
  SELECT list_sort(list(DISTINCT n)) AS found FROM runs WHERE head % 2 = 0 GROUP BY head, tail HAVING min(n) < max(n)
), pairs AS (
  SELECT found[1] AS a, unnest(found[2:]) AS b, len(found) <= 20 AS rare FROM shared
  UNION ALL
  SELECT a, unnest(list_filter(found[2:], lambda x: x > a)), true
  FROM (SELECT found, unnest(found[2:]) AS a FROM shared WHERE len(found) BETWEEN 3 AND 20)
)
SELECT a, b FROM pairs GROUP BY a, b HAVING count(*) FILTER (rare) >= 2 OR count(*) >= 4;
