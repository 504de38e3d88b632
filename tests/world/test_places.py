"""Places of the world that comes with Mahdar: where they are, and by whose word."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.engine.pack import load_packs

SYRIA = {"lat": (32.3, 37.4), "lon": (35.6, 42.4)}
TOWNS = {
    "زاكية": "zakiyah",
    "كناكر": "kanaker",
    "سعسع": "saasaa",
    "الكسوة": "al-kiswah",
    "داريا": "darayya",
    "معضمية الشام": "muadamiyat-al-sham",
    "القريتين": "al-qaryatayn",
}


@pytest.fixture(scope="module")
def places() -> list[dict[str, Any]]:
    return [t for t in load_packs().things.values() if t["class"] == "place"]


def named(places: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (place,) = [p for p in places if name in p["names"].get("ar", [])]
    return place


@pytest.mark.parametrize(("name", "place_id"), TOWNS.items(), ids=TOWNS.values())
def test_a_town_of_the_countryside_has_its_place_on_the_map(places: list[dict[str, Any]], name: str, place_id: str) -> None:
    town = named(places, name)
    assert town["id"] == place_id
    assert all(low < town[axis] < high for axis, (low, high) in SYRIA.items())
    assert isinstance(town["geonames"], int)


def test_muadamiyah_of_the_ghouta_is_not_its_namesake_in_the_qalamun(places: list[dict[str, Any]]) -> None:
    assert named(places, "معضمية الشام")["lat"] < 33.5


def test_what_is_located_says_by_whose_word(places: list[dict[str, Any]]) -> None:
    located = [p for p in places if {"geonames", "lat", "lon"} & p.keys()]
    assert len(located) > 300
    assert [p["id"] for p in located if not {"geonames", "lat", "lon", "source"} <= p.keys()] == []


def test_all_that_is_located_in_syria_lies_there(places: list[dict[str, Any]]) -> None:
    syrian = [p for p in places if p["country"] == "SY" and "lat" in p]
    assert [p["id"] for p in syrian if not all(low < p[axis] < high for axis, (low, high) in SYRIA.items())] == []


def test_no_two_places_are_one_town(places: list[dict[str, Any]]) -> None:
    """A town that was renamed may stand under each of its names; apart from those, an identifier belongs to one place."""
    by_id: dict[int, list[str]] = {}
    for place in [p for p in places if "geonames" in p]:
        by_id.setdefault(place["geonames"], []).append(place["id"])
    assert {tuple(sorted(ids)) for ids in by_id.values() if len(ids) > 1} <= {("astana", "nur-sultan")}
