-- The choice of every cell: values are ordered by what speaks for them (`merits`, in the order of the policy); the first entry in which two
-- differ is the reason. A value that a finer one refines gives its backing and its firmness to it, and steps back; a plan gives none to what
-- took place, and of a plan that a report of what took place fits around only the voices of such reports count.
-- Sources that copy were counted as one voice before; no source is weighed by how often it was right (see families.py).
CREATE OR REPLACE TEMP TABLE ranked AS
WITH inherited AS (
  SELECT r.thing, r.kind, r.cell, r.finer AS value, max(w.firmness) AS firmness,
    list_distinct(flatten(list(w.families))) AS families, list_distinct(flatten(list(w.firm_families))) AS firm_families, list_distinct(flatten(list(w.claims))) AS claims
  FROM refines r JOIN candidates w ON w.thing = r.thing AND w.kind = r.kind AND w.cell = r.cell AND w.value = r.coarser
    JOIN candidates v ON v.thing = r.thing AND v.kind = r.kind AND v.cell = r.cell AND v.value = r.finer
  WHERE w.firmness >= 6 OR v.firmness < 6 GROUP BY ALL
), coarse AS (SELECT DISTINCT thing, kind, cell, coarser AS value, true AS refined FROM refines),
backed AS (
  SELECT c.* REPLACE (greatest(c.firmness, coalesce(i.firmness, 0)) AS firmness,
      list_sort(list_distinct(list_concat(c.families, i.families))) AS families, list_sort(list_distinct(list_concat(c.claims, i.claims))) AS claims),
    len(CASE WHEN greatest(c.firmness, coalesce(i.firmness, 0)) < 6 THEN list_distinct(list_concat(c.families, i.families))
      ELSE list_distinct(list_concat(c.firm_families, i.firm_families)) END) AS voices,
    i.value IS NOT NULL AS refining, coalesce(o.refined, false) AS refined, many, strict
  FROM candidates c JOIN cell_rules USING (cell) LEFT JOIN inherited i USING (thing, kind, cell, value) LEFT JOIN coarse o USING (thing, kind, cell, value)
), judged AS (
  SELECT *, [(firmness > 0)::BIGINT, (NOT refined)::BIGINT, (firmness >= 6)::BIGINT, firmness, voices, closeness,
    -coalesce(list_position(['day', 'month', 'quarter', 'half', 'year'], date_precision), 9), coalesce(told - DATE '1000-01-01', -1)] AS merits  -- one for each row of the policy but the last
  FROM backed
), ordered AS (  -- the values of each cell, the best first
  SELECT thing, kind, cell, list(value ORDER BY merits DESC, value) AS best_first, list(merits ORDER BY merits DESC, value) AS merits_of, count(*) FILTER (firmness > 0 AND NOT refined) AS rivals
  FROM judged GROUP BY thing, kind, cell
), decided AS (
  SELECT *, list_position(best_first, value) AS place, firmness > 0 AND (place = 1 OR many) AS chosen, merits_of[CASE WHEN place = 1 THEN 2 ELSE 1 END] AS other
  FROM judged JOIN ordered USING (thing, kind, cell)
), compared AS (
  SELECT *, CASE WHEN firmness = 0 THEN 1 WHEN refined AND place > 1 THEN 2
    ELSE coalesce(list_position(list_transform(merits, lambda m, i: m <> other[i]), true), 9) END AS differs FROM decided
)
SELECT c.* EXCLUDE (differs, voices, other, best_first, merits_of, rivals), NULL::VARCHAR AS settled_by, CASE
    WHEN firmness > 0 AND many THEN 'one of several'
    WHEN firmness > 0 AND c.place = 1 AND rivals = 1 AND NOT refining THEN 'the only value'
    WHEN firmness > 0 AND c.place = 1 AND rivals = 1 THEN 'the most exact value; the others fit around it'
    WHEN firmness > 0 AND c.place = 1 THEN m.won ELSE m.lost END AS reason
FROM compared c JOIN merits m ON m.place = c.differs;
