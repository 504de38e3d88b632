"""The map of control: who changed what last at each place, by the day of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mahdar.showing.listings import LISTINGS, fitting
from mahdar.showing.room.cells import spaced
from mahdar.showing.room.drawn import answer, asked_for, drawing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
MOST = 400  # places that are drawn: of more, those that changed last
COLOURS = 7  # actors with a colour and a sign of their own, those who come up most; the others share one
# The last change at each place. Of one day, who came counts before who left: the place is his now.
_LAST = """SELECT c.id, c.place, c.actor, c.change, c.dates, c.day, c.date_start IS NULL AS told, p.lat, p.lon, c.changes FROM (
    SELECT *, coalesce(date_end, told) AS day, count(*) OVER (PARTITION BY place) AS changes FROM {fitting} WHERE place IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY place ORDER BY day DESC NULLS LAST, change IN ('withdrew', 'lost'), backing DESC, id) = 1) c
  LEFT JOIN places p ON p.id = c.place ORDER BY c.day DESC NULLS LAST, c.backing DESC, c.place"""
_LEFT = ("withdrew", "lost")
_WORDS = ("first_report", "map_pan", "map_most", "no_coordinates", "no_actor", "other_actors", "left_place")
_FIELDS = ("place", "change", "actor", "dates")


def places(request: Request) -> Response:
    """What the map draws."""
    shown = asked_for(request, [option for option, _ in LISTINGS["control"].options()])
    relation, bound = fitting(shown.connection, LISTINGS["control"], shown.asked.wanted)
    found = [_place(shown, row) for row in shown.rows(_LAST.format(fitting=relation), **bound)]
    known = [one for one in found if one["lat"] is not None]
    unknown = [one for one in found if one["lat"] is None]
    actors = _actors(shown, known)
    return answer(shown, _WORDS, _FIELDS, places=known[:MOST], unknown=unknown[:MOST], actors=actors, all=len(known), most=MOST)


def _place(shown: View, row: Row) -> Row:
    names = shown.names
    said = {"name": names(row["place"]), "who": names(row["actor"]) if row["actor"] else None, "what": names.value(row["change"])}
    when = spaced(row["dates"] or str(row["day"] or ""), names.tongue)
    return {**row, **said, "when": when, "left": row["change"] in _LEFT, **_pages(shown, row)}


def _pages(shown: View, row: Row) -> Row:
    """One change leads to its page, several to their listing."""
    if row["changes"] == 1:
        return {"href": shown.asked.url(f"/control/{row['id']}")}
    return {"href": shown.asked.url("/control", place=row["place"])}


def _actors(shown: View, known: list[Row]) -> list[Row]:
    """The actors that have a colour and a sign of their own, those who come up most first."""
    count: dict[str, int] = {}
    for one in known:
        if one["actor"]:
            count[one["actor"]] = count.get(one["actor"], 0) + 1
    order = sorted(count, key=lambda actor: (-count[actor], actor))
    return [{"id": actor, "name": shown.names(actor), "n": count[actor]} for actor in order[:COLOURS]]


ROUTES = [drawing("/map.json", places)]
