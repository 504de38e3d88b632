-- What the record is and what it was made from, as keys and values.
-- key: schema, as_of, reader, packs, documents, read, unread, left_out, claims, collection, cite and the like
-- value: as text; counts and lists as JSON
CREATE OR REPLACE TABLE manifest AS
WITH counted AS (
  SELECT count(*) AS documents, count(*) FILTER (read) AS read, sha256(coalesce(string_agg(sha256, ',' ORDER BY sha256, id), '')) AS collection FROM documents
), unread AS (SELECT map_from_entries(list((language, n) ORDER BY language)) AS counts FROM (SELECT coalesce(language, 'und') AS language, count(*) AS n FROM documents WHERE NOT read GROUP BY ALL)),
facts AS (
  SELECT 'schema' AS key, 'mahdar-record/1' AS value
  UNION ALL SELECT key, value FROM about
  UNION ALL SELECT 'as_of', day::VARCHAR FROM as_of
  UNION ALL SELECT 'documents', documents::VARCHAR FROM counted
  UNION ALL SELECT 'read', read::VARCHAR FROM counted
  UNION ALL SELECT 'unread', to_json(counts)::VARCHAR FROM unread
  UNION ALL SELECT 'left_out', to_json(coalesce(list({document: document, because: why_left_out} ORDER BY document), []))::VARCHAR FROM published WHERE NOT counts
  UNION ALL SELECT 'claims', count(*)::VARCHAR FROM claims
  UNION ALL SELECT 'collection', collection FROM counted
  UNION ALL SELECT 'cite', 'Mahdar record of ' || documents || ' documents, as of ' || coalesce((SELECT day::VARCHAR FROM as_of), 'no day') || ', collection ' || left(collection, 12) FROM counted
)
SELECT key, value FROM facts WHERE value IS NOT NULL ORDER BY key;
