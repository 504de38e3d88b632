-- The voice of a claim: the speaker whose words several quote alike, else the outlet that is quoted, else the communiqué that is its origin,
-- else that of the sentence it copies, else the section's own outlet, else the document's own. What tells of the document itself is the document's.
CREATE OR REPLACE TEMP TABLE claim_voices AS
WITH outlets AS (SELECT coalesce(list(id), []) AS ids FROM things WHERE class = 'outlet'),
outcomes_told AS (
  SELECT subject, document, first(plain ORDER BY id) FILTER (cell = 'session') AS session, first(plain ORDER BY id) FILTER (cell = 'dates') AS dates,
    replace(first(plain ORDER BY id) FILTER (cell = 'kind'), '_', '-') AS kind
  FROM claims WHERE kind = 'outcome' GROUP BY subject, document
), issued AS (
  SELECT o.subject, o.document, o.kind,
    lower(coalesce(concat_ws('-', m.process, m.kind, coalesce(m.number::VARCHAR, m.earliest::VARCHAR)), o.dates)) AS meeting
  FROM outcomes_told o LEFT JOIN mentions m ON m.subject = o.session AND coalesce(m.number::VARCHAR, m.earliest::VARCHAR) IS NOT NULL
), heard AS (
  SELECT c.document, c.id, c.kind, c.subject, c.cell, c.chain[-1] AS origin, c.span_start, c.span_end, c.section_outlet,
    list_filter(c.chain, lambda x: list_contains(a.ids, x))[-1] AS quoted_outlet, r.original, r.voice AS copied_voice
  FROM claims c CROSS JOIN outlets a LEFT JOIN repeated r USING (document, id)
), communiques AS (
  SELECT h.document, h.id, min(i.kind || '-of-' || i.meeting) AS communique
  FROM heard h JOIN issued i ON i.document = h.document AND (i.subject = h.origin OR i.kind = replace(h.origin, '_', '-')) GROUP BY h.document, h.id
), speakers AS (
  SELECT h.document, h.id, min(q.speaker) AS speaker
  FROM heard h JOIN quoted q ON q.document = h.document AND h.span_start >= q.span_start AND h.span_end <= q.span_end
    AND (q.id = h.id OR (q.speaker = h.origin AND h.kind <> 'statement'))
  GROUP BY h.document, h.id
), told AS (
  SELECT h.*, communique, speaker FROM heard h LEFT JOIN communiques USING (document, id) LEFT JOIN speakers USING (document, id)
)
SELECT t.document, t.id, CASE
    WHEN t.kind = 'document' THEN v.family ELSE coalesce(speaker, quoted_outlet, communique, copied_voice, section_outlet, v.own) END AS family, CASE
    WHEN t.kind = 'document' THEN v.reason WHEN speaker IS NOT NULL THEN 'the same words of one speaker'
    WHEN quoted_outlet IS NOT NULL THEN CASE WHEN w.kind = 'agency' THEN 'the same agency' ELSE 'the outlet that is quoted' END
    WHEN communique IS NOT NULL THEN 'the same communiqué' WHEN copied_voice IS NOT NULL THEN 'copy: the same words'
    WHEN section_outlet IS NOT NULL THEN 'the same outlet' ELSE v.own_reason END AS reason,
  CASE WHEN coalesce(speaker, quoted_outlet, communique) IS NULL THEN t.original END AS copy_of
FROM told t JOIN document_voices v USING (document) LEFT JOIN things w ON w.id = t.quoted_outlet AND w.class = 'outlet';
