-- Documents that copy another: half of their words stand in it, or they name it. Copies of copies are copies of the first.
CREATE OR REPLACE TEMP TABLE copies AS
WITH RECURSIVE named AS (
  SELECT b.came AS copy, a.came AS original
  FROM claims c JOIN documents d ON d.url = c.plain AND d.id <> c.document JOIN firsts a ON a.document = d.id JOIN firsts b ON b.document = c.document
  WHERE c.kind = 'document' AND c.cell = 'copy_of_url'
), found AS (
  SELECT copy, original, NULL::DOUBLE AS share, true AS named FROM named WHERE original < copy
  UNION ALL
  SELECT b.came, a.came, share, false FROM shares o JOIN firsts b ON b.n = o.n JOIN firsts a ON a.n = o.other WHERE a.came < b.came AND share >= 0.5
), nearest AS (SELECT * FROM found QUALIFY row_number() OVER (PARTITION BY copy ORDER BY named DESC, original) = 1),
walk AS (
  SELECT copy, original, share, named FROM nearest
  UNION ALL
  SELECT w.copy, n.original, w.share, w.named FROM walk w JOIN nearest n ON n.copy = w.original
)
SELECT c.document, o.document AS original, share, named
FROM (FROM walk QUALIFY row_number() OVER (PARTITION BY copy ORDER BY original) = 1) w JOIN firsts c ON c.came = w.copy JOIN firsts o ON o.came = w.original;
