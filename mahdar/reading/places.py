"""Towns, capitals, venues and forums: where something is held."""

from __future__ import annotations

from typing import Any

from mahdar.edtf import bounds
from mahdar.engine.cascade import Match, Refused, maker


@maker("city", "c s", "CITY")
def make_city(match: Match) -> dict[str, Any]:
    """A city named as one ("the capital, Doha"), or the capital of a state named only by it."""
    things = match.context.packs.things
    place = match.value("c", "PLACE")
    if place is None:
        place = things.get(match.value("s", "STATE", "NATIONALITY") or "", {}).get("capital")
    if place is None or "country" not in things.get(place, {}):
        raise Refused("no known city")
    return {"CITY": place}


@maker("forum", "", "FORUM CONTEST")
def make_forum(match: Match) -> dict[str, Any]:
    """A forum is an event at whose margins others meet; its own number is no round's."""
    words = match.context.text[match.nodes[0].start : match.nodes[-1].end]
    return {"FORUM": words, "CONTEST": words} if match.rule.fixed.get("contest") else {"FORUM": words}


def country_of(things: dict[str, Any], place: str | None) -> str | None:
    """The ISO 3166-1 code of a place's country."""
    country: str | None = things.get(place or "", {}).get("country")
    return country


def named_then(things: dict[str, Any], place: str, edtf: str | None) -> str:
    """The place by the name that its town had on a day; where the day does not tell, the place as it is."""
    first, last = bounds(edtf)
    town = things[things[place].get("name_of", place)]
    names = town.get("names_by_period", ())
    if not names or first is None or last is None:
        return place
    then = [n["place"] for n in names if n["from"] <= first[: len(n["from"])] and last[: len(n["to"])] <= n["to"]]
    if then:
        return str(then[0])
    apart = all(last[: len(n["from"])] < n["from"] or n["to"] < first[: len(n["to"])] for n in names)
    return str(town["id"]) if apart else place
