"""The map shows the last change at each place by the day of the record."""

from __future__ import annotations

import pytest

from mahdar.showing.room import territory


def places(room, **asked):
    return {one["place"]: one for one in room.get("/map.json", params=asked).json()["places"]}


def test_each_place_has_its_last_change(room):
    found = places(room)
    assert {place: (one["change"], one["actor"], one["left"]) for place, one in found.items()} == {
        "aleppo": ("entered", "opposition-factions", False),
        "daraa": ("took", "opposition-factions", False),
        "hama": ("lost", None, True),
        "homs": ("took", "opposition-factions", False),
        "talbiseh": ("took", "opposition-factions", False),
    }
    assert all(32 < one["lat"] < 37.5 and 35 < one["lon"] < 43 for one in found.values())


def test_a_day_that_is_not_told_is_that_of_the_first_report_and_says_so(room):
    found = places(room)
    assert (found["homs"]["day"], found["homs"]["told"]) == ("2024-12-08", True)
    assert (found["talbiseh"]["day"], found["talbiseh"]["told"]) == ("2024-12-06", False)


def test_one_change_leads_to_its_page(room):
    for one in places(room).values():
        assert room.get(one["href"]).status_code == 200


def test_the_filters_of_the_listing_and_the_day_of_the_record_move_the_map(room):
    assert set(places(room, change="lost")) == {"hama"}
    assert set(places(room, since="2024-12-06", until="2024-12-06")) == {"talbiseh"}
    assert places(room, as_of="2024-11-30") == {}


def test_who_comes_up_most_has_the_first_colour(room):
    actors = room.get("/map.json").json()["actors"]
    assert [(one["id"], one["n"]) for one in actors] == [("opposition-factions", 4)]


def test_of_too_many_those_that_changed_last_are_drawn(another, monkeypatch):
    monkeypatch.setattr(territory, "MOST", 1)
    drawn = another.get("/map.json?words=en").json()
    assert ([one["place"] for one in drawn["places"]], drawn["all"]) == (["homs"], 5)


@pytest.mark.parametrize("words", ["en", "ar"])
def test_the_listing_has_the_map_of_the_same_filters(room, words):
    page = room.get(f"/control?change=took&words={words}").text
    assert f"/map.json?words={words}&amp;change=took" in page
    assert "<table" in page


def test_a_filter_that_the_listing_does_not_have_is_refused(room):
    assert room.get("/map.json?colour=red").status_code == 400
