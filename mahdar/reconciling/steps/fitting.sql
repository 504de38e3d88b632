-- The days that all links of a document, and all that its text says and that it was there to be retrieved, allow; the last is open where nothing tells it.
WITH bounded AS (
  SELECT document, max(w.day_from) AS low, least(min(w.day_to), any_value(h.latest)) AS high FROM windows w JOIN hints h USING (document) GROUP BY document
), allowed AS (
  SELECT document, unnest(generate_series(low::TIMESTAMP, high::TIMESTAMP, INTERVAL 1 DAY))::DATE AS day FROM bounded
), fitting AS (
  SELECT a.document, min(a.day) AS first_day, max(a.day) AS last_day, count(*) AS candidates
  FROM allowed a JOIN hints h USING (document)
  WHERE (h.weekday IS NULL OR isodow(a.day) - 1 = h.weekday) AND coalesce(a.day >= h.earliest, true) AND coalesce(a.day <= h.latest, true)
    AND (h.md_first IS NULL OR strftime(a.day, '%m-%d') BETWEEN h.md_first AND h.md_last)
  GROUP BY a.document
  UNION ALL
  SELECT document, low, NULL, 0 FROM bounded JOIN hints h USING (document) WHERE high IS NULL AND h.md_first IS NULL
), causes AS (
  SELECT document, list_sort(list_distinct(list_filter(flatten(list(claims)), lambda c: c IS NOT NULL))) AS claims, min(here) AS here FROM windows GROUP BY document
)
SELECT f.document, s.sha256, f.first_day, f.last_day, f.candidates, c.claims, e.spans
FROM fitting f JOIN causes c USING (document) JOIN said_documents s ON s.id = f.document LEFT JOIN hints h USING (document)
JOIN said_claims e ON e.document = f.document AND e.id = coalesce(h.claim, c.here)
ORDER BY f.document;
