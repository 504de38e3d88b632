"""The review: what the reader was least sure of, each with its evidence and with what can be done about it."""

from __future__ import annotations

import itertools
import json
import math
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from mahdar.showing.room.pages import page, view
from mahdar.showing.why import told

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
SHOWN = 20  # doubts that a page shows
LINES = 2  # of each value
_PAGE = "FROM {doubts} WHERE n > $first AND n <= $last ORDER BY n"
_COUNTS = "SELECT doubt, count(*) AS n FROM {doubts} GROUP BY place, doubt ORDER BY place"
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
    doubts = shown.book.held.table("doubts")
    counts = shown.book.keep(("doubts",), lambda: {row["doubt"]: row["n"] for row in shown.rows(_COUNTS.format(doubts=doubts))})
    total = counts.get(doubt, 0) if doubt else sum(counts.values())
    first = (shown.asked.page - 1) * SHOWN
    before = sum(n for kind, n in itertools.takewhile(lambda kind: kind[0] != doubt, counts.items())) if doubt else 0
    found = shown.rows(_PAGE.format(doubts=doubts), first=before + first, last=before + min(first + SHOWN, total))
    return page(
        request,
        "review.html",
        shown,
        counts=counts,
        doubts=_with_evidence(shown, found),
        total=total,
        last=max(1, math.ceil(total / SHOWN)),
        first=first,
        made=shown.rows("FROM corrections ORDER BY number DESC LIMIT 5"),
    )


def _with_evidence(shown: View, doubts: list[Row]) -> list[Row]:
    """Each doubt with the lines of its values (of two sessions those of both), and of a name those that it may stand for."""
    values = [value for doubt in doubts for value in doubt["values"]]
    lines = told(shown.connection, [place for value in values for place in value["places"]])
    for value in values:
        value["said"] = json.loads(value["value"])
        own = {(lines[place].document, lines[place].number): lines[place] for place in reversed(value["places"])}
        value["lines"] = list(reversed(own.values()))[:LINES]
    names = [row["thing"] for row in doubts if row["doubt"] == "unnamed"]
    like = {row["name"]: row["ids"] for row in shown.rows(_LIKE, names)} if names else {}
    return [{**row, "like": like.get(row["thing"], [])} for row in doubts]


ROUTES = [Route("/review", review)]
