-- Words of one speaker that several voices quote alike: four fifths of the shorter quotation's runs of three words, and five words.
-- A run in more than 20 of his quotations is compared with the first of them only, so that pairs stay few.
CREATE OR REPLACE TEMP TABLE quoted AS
WITH said AS (
  SELECT c.document, c.id, c.subject, c.span_start, c.span_end, coalesce(s.plain, c.chain[-1]) AS speaker,
    regexp_extract_all(lower(regexp_replace(c.plain, '[\p{M}\x{0640}]', '', 'g')), '[\p{L}\p{N}]+') AS words
  FROM claims c LEFT JOIN claims s ON s.subject = c.subject AND s.kind = 'statement' AND s.cell = 'speaker'
  WHERE c.kind = 'statement' AND c.cell = 'content' AND c.plain IS NOT NULL
), runs AS (
  SELECT DISTINCT document, id, speaker, len(words) - 2 AS size, hash(words[i], words[i + 1], words[i + 2]) AS run
  FROM (SELECT *, unnest(range(1, len(words) - 1)) AS i FROM said WHERE speaker IS NOT NULL AND len(words) >= 5)
), spread AS (
  SELECT speaker, run, count(*) AS many, min(document || ' ' || id) AS first_told FROM runs GROUP BY ALL HAVING many > 1
), placed AS (
  SELECT *, many <= 20 OR document || ' ' || id = first_told AS compared FROM runs JOIN spread USING (speaker, run)
), alike AS (
  SELECT a.document, a.id, b.document AS other FROM placed a JOIN placed b ON b.speaker = a.speaker AND b.run = a.run AND b.document <> a.document
    AND (a.compared OR b.compared)
  GROUP BY a.document, a.id, b.document, b.id, a.size, b.size HAVING count(*) >= 0.8 * least(a.size, b.size)
)
SELECT DISTINCT s.document, s.id, s.subject, s.speaker, s.span_start, s.span_end
FROM said s JOIN alike a USING (document, id) JOIN document_voices v ON v.document = s.document JOIN document_voices w ON w.document = a.other
WHERE v.family <> w.family;
