-- Of several texts at one address only the latest version counts: the one published last or, on one day, retrieved last. On a day that was asked
-- for, a version counts from the day it was retrieved, except the first, which counts from the day it was published.
UPDATE published SET counts = false, why_left_out = o.why FROM (
  WITH told AS (
    SELECT s.id, s.url, s.retrieved_at, p.counts, row_number() OVER (PARTITION BY s.url ORDER BY d.latest NULLS FIRST, s.published_at NULLS FIRST, s.retrieved_at NULLS FIRST, s.id) AS version
    FROM said_documents s JOIN published p ON p.document = s.id LEFT JOIN days d ON d.edtf = p.published WHERE s.url IS NOT NULL
  ), known AS (
    SELECT *, counts AND ($day IS NULL OR version = 1 OR coalesce(left(retrieved_at, 10) <= $day, true)) AS there FROM told
  ), last AS (SELECT url, arg_max(id, version) AS id FROM known WHERE there GROUP BY url)
  SELECT k.id, CASE WHEN k.there THEN 'a later version of it counts: ' || l.id ELSE 'this version of it is later' END AS why
  FROM known k JOIN last l USING (url) WHERE k.counts AND k.id <> l.id
) o WHERE o.id = published.document;
