-- The voice of a claim: an agency in the chain, else the communiqué that is its origin, else the section's own outlet, else the document's voice.
CREATE OR REPLACE TEMP TABLE claim_voices AS
WITH agencies AS (SELECT coalesce(list(id), []) AS ids FROM things WHERE class = 'outlet' AND kind = 'agency'),
outcomes_told AS (
  SELECT subject, document, first(plain ORDER BY id) FILTER (cell = 'session') AS session, first(plain ORDER BY id) FILTER (cell = 'dates') AS dates,
    replace(first(plain ORDER BY id) FILTER (cell = 'kind'), '_', '-') AS kind
  FROM claims WHERE kind = 'outcome' GROUP BY subject, document
), issued AS (
  SELECT o.subject, o.document, o.kind,
    lower(coalesce(concat_ws('-', m.process, m.kind, coalesce(m.number::VARCHAR, m.earliest::VARCHAR)), o.dates)) AS meeting
  FROM outcomes_told o LEFT JOIN mentions m ON m.subject = o.session AND coalesce(m.number::VARCHAR, m.earliest::VARCHAR) IS NOT NULL
), heard AS (
  SELECT c.document, c.id, c.chain[-1] AS origin, c.section_outlet, list_filter(c.chain, lambda x: list_contains(a.ids, x))[-1] AS agency FROM claims c, agencies a
), told AS (
  SELECT h.*, min(i.kind || '-of-' || i.meeting) AS communique
  FROM heard h LEFT JOIN issued i ON i.document = h.document AND (i.subject = h.origin OR i.kind = replace(h.origin, '_', '-'))
  GROUP BY ALL
)
SELECT t.document, t.id, coalesce(agency, communique, section_outlet, v.family) AS family, CASE
    WHEN agency IS NOT NULL THEN 'the same agency' WHEN communique IS NOT NULL THEN 'the same communiqué'
    WHEN section_outlet IS NOT NULL THEN 'the same outlet' ELSE v.reason END AS reason
FROM told t JOIN document_voices v USING (document);
