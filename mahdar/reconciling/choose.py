"""Per cell: the candidates, their independent sources, the choice with its reason, and what conflicts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record

if TYPE_CHECKING:
    import duckdb

MANY = "('outcome', 'by', 'signatory', 'content', 'mode')"  # cells that hold several values at once
DATES = "('dates', 'due', 'began', 'published')"
STRICT = "('process', 'kind', 'number', 'dates', 'city', 'country', 'due', 'began', 'published', 'session', 'change', 'actor')"  # only one value can be true
FIRMNESS = """(VALUES ('asserted', 7), ('held', 7), ('under_way', 6), ('cancelled', 5), ('postponed', 4), ('suspended', 4), ('planned', 2), ('proposed', 1),
  ('denied', 0), ('hypothetical', 0)) AS f(modality, firmness)"""
TOOK_PLACE = 6  # firmness from which a clause tells what happened, not what is to come
VAGUE = "(VALUES ('kind', 'meeting')) AS g(cell, plain)"  # words that leave open which of the others is meant

_CANDIDATES = f"""
CREATE OR REPLACE TEMP TABLE candidates AS
WITH said AS (
  SELECT c.thing, c.kind, c.cell, CASE WHEN i.thing IS NULL THEN c.value ELSE to_json(i.thing)::VARCHAR END AS value, c.plain, c.id, c.document, c.family, f.firmness,
    CASE WHEN len(c.chain) = 0 THEN 1 WHEN w.class = 'outlet' THEN 0 ELSE 2 END AS closeness, d.date_end AS told
  FROM claims c LEFT JOIN {FIRMNESS} USING (modality) LEFT JOIN things w ON w.id = c.chain[-1] JOIN documents d ON d.id = c.document
  LEFT JOIN identities i ON i.subject = c.plain AND c.cell IN ('outcome', 'session', 'margins_of')
  WHERE c.thing IS NOT NULL AND c.value IS NOT NULL AND c.cell <> 'participant'
)
SELECT s.thing, s.kind, s.cell, s.value, any_value(s.plain) AS plain, max(coalesce(s.firmness, 7)) AS firmness, max(s.closeness) AS closeness, max(s.told) AS told,
  list_distinct(list(s.family)) AS families, list_distinct(list(s.id)) AS claims, any_value(d.edtf) AS edtf, any_value(d.earliest) AS earliest, any_value(d.latest) AS latest,
  any_value(d.width) AS width, any_value(d.form) AS form, any_value(d.md_first) AS md_first, any_value(d.md_last) AS md_last, any_value(d.date_precision) AS date_precision
FROM said s LEFT JOIN days d ON d.edtf = s.plain AND s.cell IN {DATES}
GROUP BY s.thing, s.kind, s.cell, s.value
"""

# `finer` says more than `coarser` and leaves it true.
_REFINES = f"""
CREATE OR REPLACE TEMP TABLE refines AS
SELECT v.thing, v.kind, v.cell, v.value AS finer, w.value AS coarser
FROM candidates v JOIN candidates w ON v.thing = w.thing AND v.kind = w.kind AND v.cell = w.cell AND v.value <> w.value
WHERE v.edtf IS NOT NULL AND w.edtf IS NOT NULL AND v.firmness > 0 AND (
  (w.form = 'within' AND v.earliest >= w.earliest AND v.latest <= w.latest AND (v.width < w.width OR v.value < w.value))
  OR (w.earliest IS NULL AND try_cast(year(v.earliest) || '-' || w.md_first AS DATE) <= v.earliest AND try_cast(year(v.latest) || '-' || w.md_last AS DATE) >= v.latest
    AND (NOT contains(w.edtf, '/') OR strftime(v.earliest, '%m-%d') || strftime(v.latest, '%m-%d') = w.md_first || w.md_last))
  OR (w.earliest IS NULL AND v.earliest IS NULL AND v.md_first >= w.md_first AND v.md_last <= w.md_last
    AND (v.md_first > w.md_first OR v.md_last < w.md_last OR v.value < w.value))
  OR (w.form = 'open' AND w.md_first IS NULL AND coalesce(w.earliest, w.latest) IS NOT NULL AND v.width IS NOT NULL
    AND v.earliest >= coalesce(w.earliest, v.earliest) AND v.latest <= coalesce(w.latest, v.latest))
  OR (v.form = 'lasted' AND v.date_precision = 'day' AND w.date_precision = 'day' AND v.width > w.width AND v.firmness >= w.firmness
    AND w.earliest >= v.earliest AND w.latest <= v.latest)
)
UNION ALL
SELECT v.thing, v.kind, v.cell, v.value, w.value FROM candidates v JOIN candidates w ON v.thing = w.thing AND v.kind = w.kind AND v.cell = w.cell
JOIN {VAGUE} ON g.cell = w.cell AND g.plain = w.plain
WHERE v.plain <> w.plain AND v.firmness > 0
"""

# The choice: what took place before what was planned, then independent sources, closeness of the origin, precision, the later report.
_RANKED = f"""
CREATE OR REPLACE TEMP TABLE ranked AS
WITH inherited AS (
  SELECT v.thing, v.kind, v.cell, v.value, max(w.firmness) AS firmness, list_distinct(flatten(list(w.families))) AS families, list_distinct(flatten(list(w.claims))) AS claims
  FROM refines r JOIN candidates v ON v.thing = r.thing AND v.kind = r.kind AND v.cell = r.cell AND v.value = r.finer
  JOIN candidates w ON w.thing = r.thing AND w.kind = r.kind AND w.cell = r.cell AND w.value = r.coarser GROUP BY ALL
), backed AS (
  SELECT c.* REPLACE (greatest(c.firmness, coalesce(i.firmness, 0)) AS firmness, list_sort(list_distinct(list_concat(c.families, i.families))) AS families,
    list_sort(list_distinct(list_concat(c.claims, i.claims))) AS claims), i.value IS NOT NULL AS refining,
    EXISTS (FROM refines r WHERE r.thing = c.thing AND r.kind = c.kind AND r.cell = c.cell AND r.coarser = c.value) AS refined
  FROM candidates c LEFT JOIN inherited i USING (thing, kind, cell, value)
), placed AS (
  SELECT *, row_number() OVER cell_of AS place, lead(struct_pack(firmness, n := len(families), closeness, width, told)) OVER cell_of AS next
  FROM backed WINDOW cell_of AS (PARTITION BY thing, kind, cell
    ORDER BY firmness = 0, refined, firmness DESC, len(families) DESC, closeness DESC, width NULLS LAST, told DESC NULLS LAST, value)
), decided AS (
  SELECT *, firmness > 0 AND (place = 1 OR cell IN {MANY}) AS chosen, max(firmness) FILTER (place = 1) OVER (PARTITION BY thing, kind, cell) AS best,
    count(*) FILTER (firmness > 0 AND NOT refined) OVER (PARTITION BY thing, kind, cell) AS rivals
  FROM placed
)
SELECT *, CASE
    WHEN firmness = 0 THEN 'denied, or said only as a possibility'
    WHEN cell IN {MANY} THEN 'one of several'
    WHEN refined AND place > 1 THEN 'a more exact value fits inside it'
    WHEN place = 1 AND rivals = 1 THEN CASE WHEN refining THEN 'the most exact value; the others fit around it' ELSE 'the only value' END
    WHEN place = 1 AND firmness > next.firmness THEN CASE WHEN next.firmness < {TOOK_PLACE} AND firmness >= {TOOK_PLACE}
      THEN 'what took place, not what was planned' ELSE 'the firmer report' END
    WHEN place = 1 AND len(families) > next.n THEN 'more independent sources'
    WHEN place = 1 AND closeness > next.closeness THEN 'its origin is closer to the event'
    WHEN place = 1 AND width IS DISTINCT FROM next.width THEN 'more exact'
    WHEN place = 1 AND told IS DISTINCT FROM next.told THEN 'reported later'
    WHEN place = 1 THEN 'nothing decides between the values: the first in order'
    WHEN firmness < {TOOK_PLACE} AND best >= {TOOK_PLACE} THEN 'a plan overtaken by events'
    ELSE 'another value was chosen' END AS reason
FROM decided
"""

# What conflicts with the chosen value: both tell what happened (or both what is to come), and both cannot be true.
_CONFLICTS = f"""
CREATE OR REPLACE TEMP TABLE conflicts AS
WITH against AS (
  SELECT v.thing, v.kind, v.cell, v.value, b.value AS chosen FROM ranked v JOIN ranked b ON v.thing = b.thing AND v.kind = b.kind AND v.cell = b.cell AND b.chosen
  WHERE v.cell IN {STRICT} AND NOT v.chosen AND NOT v.refined AND v.firmness > 0 AND (v.firmness >= {TOOK_PLACE}) = (b.firmness >= {TOOK_PLACE})
    AND NOT (v.edtf IS NOT NULL AND b.edtf IS NOT NULL AND coalesce(v.earliest <= b.latest AND b.earliest <= v.latest, true)
      AND (v.date_precision <> 'day' OR b.date_precision <> 'day'))
)
SELECT thing, kind, cell, value FROM against UNION SELECT thing, kind, cell, chosen FROM against
"""


def choose(connection: duckdb.DuckDBPyConnection) -> None:
    """Decides every cell and keeps what speaks against the choice."""
    record.make(connection, "participants")
    for step in (_CANDIDATES, _REFINES, _RANKED, _CONFLICTS):
        connection.execute(step)
    record.make(connection, "cells", "disagreements")
