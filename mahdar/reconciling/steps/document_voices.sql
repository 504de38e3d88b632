-- The voice of a document is the outlet it repeats, else its outlet, else itself; a copy has the voice of the first of its kind.
CREATE OR REPLACE TEMP TABLE document_voices AS
WITH own AS (
  SELECT d.id, coalesce(g.root, d.id) AS root, coalesce(d.reposts, d.outlet, d.id) AS voice, g.reason AS copied, CASE
      WHEN d.reposts IS NOT NULL THEN 'repost: it names its source' WHEN d.outlet IS NOT NULL THEN 'the same outlet' ELSE 'one document' END AS reason,
    row_number() OVER (PARTITION BY coalesce(g.root, d.id) ORDER BY d.reposts IS NOT NULL, g.named IS NULL, d.date_start NULLS LAST, d.id) AS place
  FROM documents d LEFT JOIN grouped g ON g.document = d.id
)
SELECT o.id AS document, f.voice AS family, CASE WHEN f.id = o.id THEN o.reason ELSE coalesce(o.copied, o.reason) END AS reason,
  CASE WHEN f.id <> o.id THEN f.id END AS copy_of
FROM own o JOIN own f ON f.root = o.root AND f.place = 1;
