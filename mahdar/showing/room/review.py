"""The review: what the reader was least sure of, each with its evidence and with what can be done about it.

The order: fields whose versions have equally many sources or between which nothing decides, names that the world does not know, sessions
that may be one, what only one source wants, what no source says in so many words. Within each the better backed first: more depends on it.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from mahdar.showing.room.pages import page, view
from mahdar.showing.why import evidence

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
SHOWN = 20  # doubts that a page shows
LINES = 2  # of each value
HEARD = 4  # claims of each value of which the lines are looked up: some stand on one line
CLOSE = 3  # days between two sessions that may be one
# A doubt is about a field of a thing, about a name, or about two sessions. What a reader settled is in doubt no more.
_DOUBTS = f"""
WITH settled AS (SELECT DISTINCT thing, kind, cell FROM cells WHERE settled_by IS NOT NULL),
tied AS (
  SELECT subject AS thing, kind, cell, max(backing) AS backing FROM disagreements
  GROUP BY ALL HAVING max(backing) FILTER (NOT chosen) >= max(backing) FILTER (chosen)
), undecided AS (
  SELECT thing, kind, cell, backing FROM cells
  WHERE chosen AND starts_with(reason, 'nothing decides') AND (thing, kind, cell) NOT IN (SELECT (thing, kind, cell) FROM tied)
), unnamed AS (
  SELECT a.id AS thing, sum(c.backing) AS backing FROM actors a JOIN cells c ON c.value = to_json(a.id)::VARCHAR
  WHERE a.kind = 'unknown' AND c.chosen AND c.cell IN ('speaker', 'by', 'signatory', 'actor', 'from_actor', 'addressee', 'target')
  GROUP BY a.id
), alike AS (
  SELECT a.id AS thing, b.id AS other FROM sessions a JOIN sessions b ON a.process = b.process AND a.kind = b.kind AND a.id < b.id
    AND a.date_start <= b.date_end + {CLOSE} AND b.date_start <= a.date_end + {CLOSE}
  WHERE a.date_precision = 'day' AND b.date_precision = 'day' AND coalesce(a.number = b.number, true)
), wanted AS (
  SELECT thing, kind, cell, backing FROM cells
  WHERE cell = 'status' AND chosen AND backing = 1 AND value IN ('"proposed"', '"postponed"', '"suspended"')
), guessed AS (
  SELECT thing, kind, unnest(inferred) AS cell, len(families) AS backing FROM behind WHERE kind NOT IN ('document', 'stance')
), doubts AS (
  SELECT 1 AS place, 'tied' AS doubt, thing, kind, cell, NULL AS other, backing FROM tied
  UNION ALL SELECT 2, 'undecided', thing, kind, cell, NULL, backing FROM undecided
  UNION ALL SELECT 3, 'unnamed', thing, 'name', NULL, NULL, backing FROM unnamed
  UNION ALL SELECT 4, 'alike', thing, 'session', 'dates', other, 0 FROM alike
  UNION ALL SELECT 5, 'wanted', thing, kind, cell, NULL, backing FROM wanted
  UNION ALL SELECT 6, 'guessed', thing, kind, cell, NULL, backing FROM guessed
), open AS (FROM doubts WHERE (thing, kind, cell) NOT IN (SELECT (thing, kind, cell) FROM settled))"""
_PAGE = f"""{_DOUBTS}
FROM open WHERE $doubt IS NULL OR doubt = $doubt ORDER BY place, backing DESC, thing, cell, other LIMIT {SHOWN} OFFSET $first"""
_COUNTS = f"{_DOUBTS} SELECT doubt, count(*) AS n FROM open GROUP BY place, doubt ORDER BY place"
# The values of the fields in doubt; of a name, that name as if it were the value of a field.
_VALUES = f"""
WITH asked AS (SELECT unnest($things) AS thing, unnest($kinds) AS kind, unnest($cells) AS cell)
SELECT thing, kind, cell, value, chosen, backing, families, reason, claims[:{HEARD}] AS claims
FROM cells SEMI JOIN asked USING (thing, kind, cell)
UNION ALL
SELECT plain, 'name', NULL, to_json(plain)::VARCHAR, true, count(DISTINCT family), list(DISTINCT family), NULL,
  list(id ORDER BY document, span_start)[:{HEARD}]
FROM claims WHERE plain IN (SELECT thing FROM asked WHERE kind = 'name') GROUP BY plain
ORDER BY thing, cell, chosen DESC, backing DESC, value"""
_LIKE = """
WITH known AS (
  SELECT id, unnest(flatten(map_values(names::JSON::MAP(VARCHAR, VARCHAR[])))) AS name FROM things
  WHERE class IN ('person', 'state', 'organisation', 'outlet')
), near AS (
  SELECT a.name, k.id, max(jaro_winkler_similarity(a.name, k.name)) AS likeness FROM known k, (SELECT unnest(?) AS name) a GROUP BY ALL
)
SELECT name, list(id ORDER BY likeness DESC, id)[:3] AS ids FROM near WHERE likeness > 0.88 GROUP BY name"""


def review(request: Request) -> HTMLResponse:
    """A page of the review; `doubt` asks for one kind of doubt alone."""
    shown = view(request)
    if strange := set(shown.asked.wanted) - {"doubt"}:
        raise HTTPException(400, f"{', '.join(sorted(strange))}: the review can be filtered by doubt")
    doubt = shown.asked.wanted.get("doubt")
    counts = shown.book.keep(("doubts",), lambda: {row["doubt"]: row["n"] for row in shown.rows(_COUNTS)})
    found = shown.rows(_PAGE, doubt=doubt, first=(shown.asked.page - 1) * SHOWN)
    total = counts.get(doubt, 0) if doubt else sum(counts.values())
    return page(
        request,
        "review.html",
        shown,
        counts=counts,
        doubts=_with_evidence(shown, found),
        total=total,
        last=max(1, math.ceil(total / SHOWN)),
        first=(shown.asked.page - 1) * SHOWN,
        made=shown.rows("FROM corrections ORDER BY number DESC LIMIT 5"),
    )


def _with_evidence(shown: View, doubts: list[Row]) -> list[Row]:
    """Each doubt with its values (of two sessions those of both), their lines, and of a name those that it may stand for."""
    asked = [(thing, row["kind"], row["cell"]) for row in doubts for thing in (row["thing"], row["other"]) if thing]
    things, kinds, cells = (list(column) for column in zip(*asked, strict=True)) if asked else ([], [], [])
    values = shown.rows(_VALUES, things=things, kinds=kinds, cells=cells)
    lines = evidence(shown.connection, [claim for value in values for claim in value["claims"]])
    for value in values:
        value["said"] = json.loads(value["value"])
        own = {(line.document, line.number): line for claim, line in reversed(lines.items()) if claim in value["claims"]}
        value["lines"] = list(reversed(own.values()))[:LINES]
    names = [row["thing"] for row in doubts if row["doubt"] == "unnamed"]
    like = {row["name"]: row["ids"] for row in shown.rows(_LIKE, names)} if names else {}
    return [{**row, "values": [v for v in values if _of(v, row)], "like": like.get(row["thing"], [])} for row in doubts]


def _of(value: Row, doubt: Row) -> bool:
    return (value["kind"], value["cell"]) == (doubt["kind"], doubt["cell"]) and value["thing"] in (doubt["thing"], doubt["other"])


ROUTES = [Route("/review", review)]
