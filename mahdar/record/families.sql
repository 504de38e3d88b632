-- Documents and claims that are one voice. A value's backing counts these, never documents.
-- id: the outlet or agency whose voice it is, the communiqué, or the one document {null: never}
-- reason: why they are one voice {null: never}
-- members: the documents with claims of this voice, sorted
CREATE OR REPLACE TABLE families AS
WITH heard AS (
  SELECT family AS id, reason, document FROM document_voices UNION SELECT family, reason, document FROM claim_voices
)
SELECT id, array_to_string(list_sort(list_distinct(list(reason))), '; ') AS reason, list_sort(list_distinct(list(document))) AS members
FROM heard
WHERE id IN (SELECT family FROM claims) OR id IN (SELECT family FROM documents)
GROUP BY id ORDER BY id;
