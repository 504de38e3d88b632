-- Pairs of documents of which one copies the other.
-- Half of the shorter one's sentences (chosen, not yet measured on pairs of real copies), and three of them, since one or two may be a quotation.
-- A sentence in more than 20 documents is compared with its first document only, so that pairs stay few.
CREATE OR REPLACE TEMP TABLE copies AS
WITH sentences AS (
  SELECT id AS document, unnest(sentences) AS sentence, len(sentences) AS n, date_start FROM documents
), counted AS (
  SELECT *, count(*) OVER (PARTITION BY sentence) AS spread, row_number() OVER (PARTITION BY sentence ORDER BY date_start NULLS LAST, document) AS place
  FROM sentences
), pairs AS (
  SELECT a.document AS a, b.document AS b, count(*) AS shared, min(least(a.n, b.n)) AS shorter
  FROM counted a JOIN counted b USING (sentence)
  WHERE a.document < b.document AND (a.spread <= 20 OR a.place = 1 OR b.place = 1) GROUP BY ALL
)
SELECT a, b, 'copy: ' || shared || ' of ' || shorter || ' sentences are the same' AS reason, false AS named
FROM pairs WHERE shared >= least(3, shorter) AND 2 * shared >= shorter
UNION ALL
SELECT c.document, d.id, 'copy: it names the address it copies', true
FROM claims c JOIN documents d ON d.url = c.plain AND d.id <> c.document WHERE c.kind = 'document' AND c.cell = 'copy_of_url'
ORDER BY ALL;
