-- Claims whose words stand in a document that came before, with the voice of their first telling: that of the section it stands in, else of its
-- document. A word that is not there (another day, another number) is the copier's own; of a long span a fifth may be other words.
CREATE OR REPLACE TEMP TABLE repeated AS
WITH concerned AS (SELECT document, place FROM copied UNION SELECT original, there FROM copied),
sentences AS (
  SELECT id AS document, unnest(range(1, len(sentences) + 1)) AS place, unnest(sentences) AS starts, unnest(list_append(sentences[2:], length(text))) AS ends
  FROM documents WHERE id IN (SELECT document FROM concerned)
), words AS (
  SELECT s.document, s.place, s.starts, s.ends, regexp_extract_all(lower(strip_accents(substring(d.text, starts + 1, ends - starts))), '[\p{L}\p{N}]+') AS words
  FROM sentences s SEMI JOIN concerned USING (document, place) JOIN documents d ON d.id = s.document
), firsts_told AS (
  SELECT c.document, w.starts, w.ends, c.original, o.words, coalesce(x.outlet, v.own) AS voice
  FROM copied c JOIN words w USING (document, place) JOIN words o ON o.document = c.original AND o.place = c.there JOIN document_voices v ON v.document = c.original
    ASOF LEFT JOIN sections x ON x.document = o.document AND o.starts >= x.span_start
), candidates AS (
  SELECT c.document, c.id, f.original, f.voice, f.words, c.span_end > f.ends AS longer,
    regexp_extract_all(lower(strip_accents(substring(d.text, c.span_start + 1, c.span_end - c.span_start))), '[\p{L}\p{N}]+') AS said
  FROM claims c JOIN documents d ON d.id = c.document JOIN firsts_told f ON f.document = c.document AND c.span_start >= f.starts AND c.span_start < f.ends
)
SELECT document, id, original, voice FROM candidates
WHERE longer OR 5 * len(list_filter(said, lambda w: NOT list_contains(words, w))) <= len(said);
