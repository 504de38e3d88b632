-- The choice of every cell: what took place before what was planned, then independent sources, closeness of the origin to the event,
-- exactness, the later report. A value that a finer one refines gives its backing and its firmness to it, and steps back;
-- a plan gives none to what took place.
CREATE OR REPLACE TEMP TABLE ranked AS
WITH inherited AS (
  SELECT r.thing, r.kind, r.cell, r.finer AS value, max(w.firmness) AS firmness,
    list_distinct(flatten(list(w.families))) AS families, list_distinct(flatten(list(w.claims))) AS claims
  FROM refines r JOIN candidates w ON w.thing = r.thing AND w.kind = r.kind AND w.cell = r.cell AND w.value = r.coarser
    JOIN candidates v ON v.thing = r.thing AND v.kind = r.kind AND v.cell = r.cell AND v.value = r.finer
  WHERE w.firmness >= 6 OR v.firmness < 6 GROUP BY ALL
), coarse AS (SELECT DISTINCT thing, kind, cell, coarser AS value, true AS refined FROM refines),
backed AS (
  SELECT c.* REPLACE (greatest(c.firmness, coalesce(i.firmness, 0)) AS firmness,
      list_sort(list_distinct(list_concat(c.families, i.families))) AS families, list_sort(list_distinct(list_concat(c.claims, i.claims))) AS claims),
    i.value IS NOT NULL AS refining, coalesce(o.refined, false) AS refined, many, strict
  FROM candidates c JOIN cell_rules USING (cell) LEFT JOIN inherited i USING (thing, kind, cell, value) LEFT JOIN coarse o USING (thing, kind, cell, value)
), placed AS (
  SELECT *, row_number() OVER best_first AS place, lead(struct_pack(firmness, n := len(families), closeness, width, told)) OVER best_first AS next
  FROM backed WINDOW best_first AS (PARTITION BY thing, kind, cell
    ORDER BY firmness = 0, refined, firmness DESC, len(families) DESC, closeness DESC, width NULLS LAST, told DESC NULLS LAST, value)
), decided AS (
  SELECT *, firmness > 0 AND (place = 1 OR many) AS chosen, max(firmness) FILTER (place = 1) OVER cell_of AS best,
    count(*) FILTER (firmness > 0 AND NOT refined) OVER cell_of AS rivals
  FROM placed WINDOW cell_of AS (PARTITION BY thing, kind, cell)
)
SELECT *, NULL::VARCHAR AS settled_by, CASE
    WHEN firmness = 0 THEN 'denied, or said only as a possibility'
    WHEN many THEN 'one of several'
    WHEN refined AND place > 1 THEN 'a more exact value fits inside it'
    WHEN place = 1 AND rivals = 1 THEN CASE WHEN refining THEN 'the most exact value; the others fit around it' ELSE 'the only value' END
    WHEN place = 1 AND firmness > next.firmness THEN CASE WHEN next.firmness < 6 AND firmness >= 6 THEN 'what took place, not what was planned' ELSE 'the firmer report' END
    WHEN place = 1 AND len(families) > next.n THEN 'more independent sources'
    WHEN place = 1 AND closeness > next.closeness THEN 'its origin is closer to the event'
    WHEN place = 1 AND width IS DISTINCT FROM next.width THEN 'more exact'
    WHEN place = 1 AND told IS DISTINCT FROM next.told THEN 'reported later'
    WHEN place = 1 THEN 'nothing decides between the values: the first in order'
    WHEN firmness < 6 AND best >= 6 THEN 'a plan overtaken by events'
    ELSE 'another value was chosen' END AS reason
FROM decided;
