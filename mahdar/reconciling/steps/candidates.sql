-- Every value that any claim gives to a cell, with what ranks it; days that follow from several claims are a value of each of them.
CREATE OR REPLACE TEMP TABLE candidates AS
WITH said AS (
  SELECT c.thing, c.kind, c.cell, CASE WHEN i.thing IS NULL THEN c.value ELSE to_json(i.thing)::VARCHAR END AS value, c.plain, c.id, c.family,
    coalesce(f.firmness, 7) AS firmness, d.date_end AS told, r.dated,
    CASE WHEN len(c.chain) = 0 THEN 1 WHEN w.id IS NOT NULL THEN 0 ELSE 2 END AS closeness  -- someone involved, own reporting, another outlet
  FROM claims c SEMI JOIN scratch.touched t ON t.thing = c.thing AND t.kind = c.kind JOIN cell_rules r USING (cell) JOIN documents d ON d.id = c.document
  LEFT JOIN firmness f USING (modality) LEFT JOIN things w ON w.id = c.chain[-1] AND w.class = 'outlet'
  LEFT JOIN identities i ON i.subject = c.plain AND c.cell IN ('outcome', 'session', 'statement', 'margins_of')
  WHERE c.value IS NOT NULL AND c.cell <> 'participant'
), given AS (
  FROM said UNION ALL SELECT s.* REPLACE (to_json(l.days)::VARCHAR AS value, l.days AS plain) FROM said s JOIN lasted l ON l.thing = s.thing AND l.claim = s.id
)
SELECT s.thing, s.kind, s.cell, s.value, min(s.plain) AS plain, max(s.firmness) AS firmness, max(s.closeness) AS closeness, max(s.told) AS told,
  list_distinct(list(s.family)) AS families, coalesce(list_distinct(list(s.family) FILTER (s.firmness >= 6)), []) AS firm_families, list_distinct(list(s.id)) AS claims, min(d.edtf) AS edtf, min(d.earliest) AS earliest, min(d.latest) AS latest,
  min(d.width) AS width, min(d.form) AS form, min(d.md_first) AS md_first, min(d.md_last) AS md_last, min(d.date_precision) AS date_precision
FROM given s LEFT JOIN days d ON d.edtf = s.plain AND s.dated
GROUP BY s.thing, s.kind, s.cell, s.value;
