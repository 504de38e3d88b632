-- Values of strict cells that conflict with the chosen one: both tell what happened (or both what is to come), and both cannot be true.
CREATE OR REPLACE TEMP TABLE conflicts AS
WITH against AS (
  SELECT v.thing, v.kind, v.cell, v.value, b.value AS chosen
  FROM ranked v JOIN ranked b ON v.thing = b.thing AND v.kind = b.kind AND v.cell = b.cell AND b.chosen
  WHERE v.strict AND NOT v.chosen AND NOT v.refined AND v.firmness > 0 AND (v.firmness >= 6) = (b.firmness >= 6)
    AND NOT coalesce((v.date_precision <> 'day' OR b.date_precision <> 'day') AND coalesce(v.earliest <= b.latest AND b.earliest <= v.latest, true), false)
)
SELECT thing, kind, cell, value FROM against UNION SELECT thing, kind, cell, chosen FROM against;
