-- The day each document was published as the document came or as its text says, most exact first; all count until the day of the record is known.
INSERT INTO published
WITH told AS (
  SELECT c.document, c.plain AS published, c.basis FROM said_claims c JOIN days d ON d.edtf = c.plain WHERE c.kind = 'document' AND c.cell = 'published'
  QUALIFY row_number() OVER (PARTITION BY c.document ORDER BY d.width NULLS LAST, c.span_start, c.id) = 1
)
SELECT s.id, coalesce(s.published, t.published), CASE WHEN s.published IS NULL THEN t.basis ELSE coalesce(s.published_basis, 'metadata') END, true, NULL
FROM said_documents s LEFT JOIN told t ON t.document = s.id;
