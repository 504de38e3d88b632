-- The dates of one document that its own text leaves open; glued articles have days of their own.
SELECT c.id, c.subject, c.kind, c.cell, c.spans, c.modality, c.chain, c.when_form FROM claims c LEFT JOIN days d ON d.edtf = c.plain
WHERE c.document = $document AND c.when_form IS NOT NULL AND c.kind <> 'document' AND c.article = 0 AND d.width IS NULL
ORDER BY c.span_start, c.id;
