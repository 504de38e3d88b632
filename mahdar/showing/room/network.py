"""The network: who met whom, and who spoke through whom, with what each two have in common behind the tie."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from mahdar.showing.room.asked import PAGE
from mahdar.showing.room.drawn import answer, asked_for, bound, drawing
from mahdar.showing.room.pages import options, page
from mahdar.showing.words import word

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
MOST = 80  # actors that are drawn: of more, those with the strongest ties
MOST_TIES = 600
TIES = ("met", "spoke")
OPTIONS = ("tie", "since", "until")
_WITHIN = "($since IS NULL OR last_day >= $since::DATE) AND ($until IS NULL OR day <= $until::DATE)"
_SHARED = f"(FROM {{ties}} WHERE {_WITHIN})"
_KIND = "($tie IS NULL OR tie = $tie)"
_ACTORS = f"""SELECT id, count(*) AS n, any_value(class) AS class FROM (SELECT unnest([one, other]) AS id FROM {_SHARED} WHERE {_KIND})
  LEFT JOIN (SELECT id, class FROM things WHERE class IN ('person', 'state', 'organisation', 'outlet')) USING (id)
  GROUP BY id ORDER BY n DESC, id"""
_BETWEEN = f"""SELECT tie, one, other, count(*) AS n FROM {_SHARED}
  WHERE {_KIND} AND list_contains($shown, one) AND list_contains($shown, other)
  GROUP BY ALL ORDER BY n DESC, one, other, tie LIMIT {MOST_TIES}"""
_IN_COMMON = f"""WITH shared AS (
  SELECT *, count(*) OVER () AS total FROM {_SHARED} WHERE {_KIND} AND $one IN (one, other) AND $other IN (one, other)
  ORDER BY day NULLS LAST, thing, tie LIMIT {PAGE} OFFSET $first
), said AS (
  SELECT thing, kind, first(text ORDER BY document, span_start) AS text FROM tellings SEMI JOIN shared USING (thing, kind) GROUP BY ALL)
SELECT s.*, w.text FROM shared s LEFT JOIN said w USING (thing, kind) ORDER BY s.day NULLS LAST, s.thing, s.tie"""
_CLASSES = ("state", "organisation", "person", "outlet", "unknown")
_WORDS = ("met", "spoke", "network_pan", "network_most", "one_actor", "other_actor", "times", *(f"actor_{one}" for one in _CLASSES))


def network(request: Request) -> HTMLResponse:
    """The page of the network."""
    shown = asked_for(request, OPTIONS)
    kinds = options((tie, word("room", tie, shown.asked.tongue)) for tie in TIES)
    return page(request, "network.html", shown, filters={"tie": kinds}, options=("since", "until"), most=MOST)


def ties(request: Request) -> Response:
    """What the network draws."""
    shown = asked_for(request, OPTIONS)
    asked = bound(shown, OPTIONS)
    table = shown.book.held.table("ties")
    actors = shown.rows(_ACTORS.format(ties=table), **asked)
    nodes = [_actor(shown, row) for row in actors[:MOST]]
    found = shown.rows(_BETWEEN.format(ties=table), **asked, shown=[one["id"] for one in nodes])
    return answer(shown, _WORDS, actors=nodes, ties=[_tie(shown, row) for row in found], all=len(actors), most=MOST)


def _actor(shown: View, row: Row) -> Row:
    """An actor leads to the sessions that it took part in; an outlet, which takes part in none, to its reports."""
    where = shown.asked.url("/documents", outlet=row["id"]) if row["class"] == "outlet" else shown.asked.url("/sessions", actor=row["id"])
    return {**row, "name": shown.names(row["id"]), "href": where}


def _tie(shown: View, row: Row) -> Row:
    asked = {**shown.asked.wanted, "one": row["one"], "other": row["other"], "tie": row["tie"]}
    return {**row, "href": shown.asked.url("/network/common", **asked)}


def common(request: Request) -> HTMLResponse:
    """What two actors have in common: the sessions at which they met, the statements of one that came through the other."""
    shown = asked_for(request, (*OPTIONS, "one", "other"))
    asked = bound(shown, (*OPTIONS, "one", "other"))
    if not asked["one"] or not asked["other"]:
        raise HTTPException(400, "one, other: two actors have something in common; name both by their ids")
    found = shown.rows(_IN_COMMON.format(ties=shown.book.held.table("ties")), **asked, first=shown.asked.first)
    total = found[0]["total"] if found else 0
    last = max(1, math.ceil(total / PAGE))
    return page(request, "common.html", shown, rows=found, total=total, last=last, one=asked["one"], other=asked["other"])


ROUTES = [Route("/network", network), drawing("/network.json", ties), Route("/network/common", common)]
