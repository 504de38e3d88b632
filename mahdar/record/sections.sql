-- The sections of every document: they tile its text.
-- document: the document
-- span_start: where the section starts {unit: code points; null: never}
-- span_end: where it ends {unit: code points; null: never}
-- role: its role {codes: section; null: never}
-- article: which of several glued articles it belongs to; 0 is the document's own
-- outlet: the outlet of the section, where it is another than the document's
CREATE OR REPLACE TABLE sections AS
SELECT document, (s -> '$.span' ->> 0)::INTEGER AS span_start, (s -> '$.span' ->> 1)::INTEGER AS span_end, s ->> '$.role' AS role,
  (s ->> '$.article')::INTEGER AS article, s ->> '$.outlet' AS outlet
FROM (SELECT id AS document, unnest(json_extract(sections, '$[*]')) AS s FROM said_documents WHERE id NOT IN (SELECT document FROM scratch.same_inputs))
ORDER BY document, span_start;
