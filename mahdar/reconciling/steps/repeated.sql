-- Claims whose words stand in a document that came before, with the voice of their first telling: that of the section it stands in, else of its
-- document. A word that is not there (another day, another number) is the copier's own; of a long span a fifth may be other words.
CREATE OR REPLACE TEMP TABLE repeated AS
WITH concerned AS (SELECT document, place FROM copied UNION SELECT original, there FROM copied),
sentences AS (
  SELECT s.* FROM (
    SELECT id AS document, unnest(range(1, len(sentences) + 1)) AS place, unnest(sentences) AS starts, unnest(list_append(sentences[2:], length(text))) AS ends
    FROM documents WHERE id IN (SELECT document FROM concerned)) s SEMI JOIN concerned USING (document, place)
), originals AS (
  SELECT s.document, s.place, coalesce(x.outlet, v.own) AS voice,
    regexp_extract_all(lower(strip_accents(substring(d.text, s.starts + 1, s.ends - s.starts))), '[\p{L}\p{N}]+') AS words
  FROM sentences s SEMI JOIN copied c ON c.original = s.document AND c.there = s.place JOIN documents d ON d.id = s.document
    JOIN document_voices v ON v.document = s.document LEFT JOIN sections x ON x.document = s.document AND s.starts >= x.span_start AND s.starts < x.span_end
), firsts_told AS (
  SELECT c.document, s.starts, s.ends, c.original, o.words, o.voice
  FROM copied c JOIN sentences s USING (document, place) JOIN originals o ON o.document = c.original AND o.place = c.there
), candidates AS (
  SELECT c.document, c.id, f.original, f.voice, f.words, c.span_end > f.ends AS longer,
    regexp_extract_all(lower(strip_accents(substring(d.text, c.span_start + 1, c.span_end - c.span_start))), '[\p{L}\p{N}]+') AS said
  FROM claims c JOIN documents d ON d.id = c.document JOIN firsts_told f ON f.document = c.document AND c.span_start >= f.starts AND c.span_start < f.ends
)
SELECT document, id, original, voice FROM candidates
WHERE longer OR 5 * len(list_filter(said, lambda w: NOT list_contains(words, w))) <= len(said);
