-- Sentences that stand in a document that came before, with the first that has them. In a document that copies another two fifths of the
-- words of a sentence will do; elsewhere it takes half of them, and eight words, since independent reports share formulas (see families.py).
CREATE OR REPLACE TEMP TABLE copied AS
WITH RECURSIVE close AS (SELECT n, other FROM shares WHERE share >= 0.5),
found AS (
  SELECT b.came, a.place, o.came AS of_came, a.there
  FROM alike a JOIN firsts b ON b.n = a.n JOIN firsts o ON o.n = a.other LEFT JOIN close c ON c.n = a.n AND c.other = a.other
  WHERE o.came < b.came AND CASE WHEN c.n IS NOT NULL THEN a.shared >= 0.4 * a.size ELSE a.shared >= 0.5 * a.size AND a.size >= 6 END
), nearest AS (SELECT * FROM found QUALIFY row_number() OVER (PARTITION BY came, place ORDER BY of_came, there) = 1),
walk AS (
  FROM nearest
  UNION ALL
  SELECT w.came, w.place, n.of_came, n.there FROM walk w JOIN nearest n ON n.came = w.of_came AND n.place = w.there
)
SELECT c.document, w.place, o.document AS original, w.there
FROM (FROM walk QUALIFY row_number() OVER (PARTITION BY came, place ORDER BY of_came) = 1) w JOIN firsts c ON c.came = w.came JOIN firsts o ON o.came = w.of_came;
