"""Who held which office when, in the world that comes with Mahdar: by whose word, and never two at once where there is one seat."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from mahdar.engine.pack import load_packs
from mahdar.reading.actors import holder

ONE_SEAT = {
    *["king", "emir", "sultan", "supreme-leader", "president", "transitional-president", "prime-minister", "secretary-general"],
    *["foreign-minister", "defence-minister", "foreign-ministry-spokesperson", "presidential-spokesperson", "high-representative"],
}
# Mediators and delegations are told by what they are for as well.
ONE_SEAT_FOR = {"special-envoy", "deputy-special-envoy", "presidential-envoy", "head-of-coalition", "head-of-delegation"}
OFFICES = [
    ("foreign-minister", "kazakhstan", "2017-01-23", "kairat-abdrakhmanov"),
    ("foreign-minister", "kazakhstan", "2019-04-25", "beibut-atamkulov"),
    ("foreign-minister", "kazakhstan", "2023-06-20", "murat-nurtleu"),
    ("foreign-minister", "iran", "2017-09-15", "mohammad-javad-zarif"),
    ("foreign-minister", "turkiye", "2018-03-16", "mevlut-cavusoglu"),
    ("foreign-minister", "turkiye", "2024-11-11", "hakan-fidan"),
    ("foreign-minister", "syria", "2022-06-15", "faisal-mekdad"),
    ("foreign-minister", "united-kingdom", "2019-01-10", "jeremy-hunt"),
    ("president", "russia", "2012-03-01", "dmitry-medvedev"),
    ("head-of-coalition", "national-coalition", "2022-02-01", "salem-al-muslet"),
    ("special-envoy", "united-nations", "2018-05-14", None),  # one for Syria and one for Yemen
]


@pytest.fixture(scope="module")
def things() -> dict[str, dict[str, Any]]:
    return load_packs().things


@pytest.fixture(scope="module")
def held(things: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**h, "person": t["id"]} for t in things.values() if t["class"] == "person" for h in t.get("holds", [])]


def test_every_period_has_a_source(held: list[dict[str, Any]]) -> None:
    periods = [h for h in held if "from" in h or "to" in h]
    assert len(periods) > 130
    assert [h for h in periods if not h.get("source")] == []


def test_a_period_ends_after_it_began(held: list[dict[str, Any]]) -> None:
    closed = [h for h in held if "from" in h and "to" in h]
    assert [h for h in closed if first_day(h["from"]) > last_day(h["to"])] == []


def test_no_two_people_hold_one_seat_at_once(held: list[dict[str, Any]]) -> None:
    """A period is surely held from the last day of its beginning to the first of its end; a day of handing over is shared."""
    by_seat: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for h in [h for h in held if "from" in h and h["office"] in ONE_SEAT | ONE_SEAT_FOR]:
        by_seat.setdefault((h["office"], h["of"], h.get("about", "")), []).append(h)
    pairs = [(a, b) for seat in by_seat.values() for a, b in combinations(seat, 2) if a["person"] != b["person"]]
    assert len(pairs) > 50
    assert [(a["person"], b["person"], a["office"]) for a, b in pairs if sure_together(a, b)] == []


def sure_together(a: dict[str, Any], b: dict[str, Any]) -> bool:
    start = max(last_day(a["from"]), last_day(b["from"]))
    end = min(first_day(a.get("to", "9999")), first_day(b.get("to", "9999")))
    return start < end


def first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def last_day(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date


@pytest.mark.parametrize(("office", "of", "day", "person"), OFFICES)
def test_the_holder_on_a_day(things: dict[str, dict[str, Any]], office: str, of: str, day: str, person: str | None) -> None:
    assert holder(things, office, of, day) == person


def test_an_envoy_is_told_by_what_he_is_for(things: dict[str, dict[str, Any]]) -> None:
    assert holder(things, "special-envoy", "united-nations", "2018-05-14", "syria") == "staffan-de-mistura"
    assert holder(things, "special-envoy", "united-nations", "2018-05-14", "yemen") == "martin-griffiths"
