-- The voice of a document is the outlet it repeats, else its outlet, else itself; a copy has the voice of the first of its kind.
-- Its own voice, which counts for what it did not copy, is that of what it names as its original, else the outlet it repeats or its own.
CREATE OR REPLACE TEMP TABLE document_voices AS
WITH own AS (
  SELECT d.id, coalesce(d.reposts, d.outlet, d.id) AS voice, CASE
      WHEN d.reposts IS NOT NULL THEN 'repost: it names its source' WHEN d.outlet IS NOT NULL THEN 'the same outlet' ELSE 'one document' END AS reason
  FROM documents d
)
SELECT o.id AS document, coalesce(f.voice, o.voice) AS family, CASE
    WHEN c.named THEN 'copy: it names the address it copies' WHEN c.original IS NOT NULL THEN 'copy: the same words' ELSE o.reason END AS reason,
  c.original AS copy_of, c.share AS copied,
  CASE WHEN c.named THEN f.voice ELSE o.voice END AS own, CASE WHEN c.named THEN 'copy: it names the address it copies' ELSE o.reason END AS own_reason
FROM own o LEFT JOIN copies c ON c.document = o.id LEFT JOIN own f ON f.id = c.original;
