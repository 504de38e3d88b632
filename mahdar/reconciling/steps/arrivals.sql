-- The documents in the order in which they came, as far as days tell it; what another names as its original came first. `instant` is the hour, where
-- metadata give it with its zone and for that day.
CREATE OR REPLACE TEMP TABLE arrivals AS
WITH named AS (
  SELECT d.id, c.document AS by, n.date_start AS day
  FROM claims c JOIN documents d ON d.url = c.plain AND d.id <> c.document JOIN documents n ON n.id = c.document
  WHERE c.kind = 'document' AND c.cell = 'copy_of_url'
), originals AS (SELECT id, min(day) AS day FROM named GROUP BY id),
dated AS (
  SELECT d.id AS document, least(d.date_start, o.day) AS day, o.id IS NULL AS unnamed, d.reposts IS NOT NULL AS reposting,
    NOT coalesce(t.kind = 'agency', false) AS no_agency, d.shingles,
    CASE WHEN left(d.published_at, 10) = d.published AND regexp_matches(d.published_at, 'T.*(Z|[+-]\d\d:\d\d)$') THEN try_cast(d.published_at AS TIMESTAMPTZ) END AS instant
  FROM documents d LEFT JOIN originals o USING (id) LEFT JOIN things t ON t.id = d.outlet AND t.class = 'outlet'
)
SELECT (row_number() OVER (ORDER BY day NULLS LAST, unnamed, reposting, no_agency, document))::INTEGER AS n,
  dense_rank() OVER (ORDER BY day NULLS LAST, unnamed, reposting) AS wave, no_agency, instant, document, len(flatten(shingles)) AS words,
  list_filter(range(1, len(shingles) + 1), lambda i: len(shingles[i]) > 0) AS told, shingles
FROM dated;
