-- The day each document was published: as the document came, unless its text says it more exactly; where neither does, by the day it was retrieved.
-- All count until the day of the record is known.
INSERT INTO published
WITH told AS (
  SELECT c.document, c.plain AS published, c.basis, d.earliest, d.latest, d.width FROM said_claims c JOIN days d ON d.edtf = c.plain WHERE c.kind = 'document' AND c.cell = 'published'
  QUALIFY row_number() OVER (PARTITION BY c.document ORDER BY d.width NULLS LAST, c.span_start, c.id) = 1
), known AS (
  SELECT s.id, s.published, coalesce(s.published_basis, 'metadata') AS basis, '[..' || try_cast(left(s.retrieved_at, 10) AS DATE) || ']' AS retrieved, t.published AS told, t.basis AS told_basis,
    s.published IS NULL OR coalesce(t.width < d.width AND t.earliest >= d.earliest AND t.latest <= d.latest, false) AS text_is_better
  FROM said_documents s LEFT JOIN days d ON d.edtf = s.published LEFT JOIN told t ON t.document = s.id
)
SELECT id, CASE WHEN text_is_better THEN coalesce(told, retrieved) ELSE published END,
  CASE WHEN text_is_better AND told IS NULL AND retrieved IS NOT NULL THEN 'retrieved' WHEN text_is_better THEN told_basis ELSE basis END, true, NULL FROM known;
