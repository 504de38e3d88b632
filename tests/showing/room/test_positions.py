"""The matrix of positions: who holds what on which issue, and when it changed."""

from __future__ import annotations

import itertools
import re

import pytest

from mahdar.showing.room import positions


def row(page, actor):
    """The cells of an actor, each as its turns."""
    rows = re.findall(r"<tr>.*?</tr>", table(page), re.S)
    (found,) = [one for one in rows if f'actor={actor}"' in one.split("</th>")[0]]
    return [re.findall(r'class="turn (\w+)"', cell) for cell in re.findall(r"<td>.*?</td>", found, re.S)]


def table(page):
    return re.search(r'<table class="matrix">.*?</table>', page, re.S)[0]


def test_a_cell_holds_the_turns_of_a_position_in_order(room):
    page, told = room.get("/stances").text, sorted(room.get("/stances.json").json(), key=lambda one: (one["date_start"], one["id"]))
    for actor in {one["actor"] for one in told}:
        own = {one["issue"]: [] for one in told}
        for one in told:
            own[one["issue"]] += [one["stance"]] if one["actor"] == actor else []
        turns = [[stance for stance, _ in itertools.groupby(stances)] for stances in own.values()]
        assert sorted(row(page, actor)) == sorted(turns)
    assert ["support", "demand"] in row(page, "iran")


def test_a_position_told_twice_in_a_row_is_one_turn_that_leads_to_both(room):
    page = table(room.get("/stances?actor=iran&issue=constitutional-committee").text)
    turns = re.findall(r'class="turn (\w+)" href="([^"]+)"', page)
    assert [stance for stance, _ in turns] == ["support", "demand"]
    found = room.get(turns[0][1].replace("&amp;", "&").replace("/stances", "/stances.json")).json()
    assert [one["date_start"] for one in found] == ["2024-01-25", "2024-01-26"]
    assert room.get(turns[1][1].replace("&amp;", "&")).status_code == 200


def test_filters_and_the_day_of_the_record_move_it(room):
    assert row(room.get("/stances?as_of=2024-06-30").text, "russia") == [["support"], ["support"]]
    assert row(room.get("/stances?stance=oppose&since=2024-11-01").text, "russia") == [["oppose"]]


def test_of_too_many_actors_those_with_most_positions_are_shown(another, monkeypatch):
    monkeypatch.setattr(positions, "MOST", 2)
    page, everyone = another.get("/stances").text, {one["actor"] for one in another.get("/stances.json").json()}
    assert table(page).count('<th scope="row">') == 2 < len(everyone)
    assert f"shown, of {len(everyone)}" in page


@pytest.mark.parametrize("words", ["en", "ar"])
def test_the_listing_stands_below(room, words):
    page = room.get(f"/stances?words={words}").text
    assert page.count("<table") == 2


def test_a_matrix_of_nothing_is_not_drawn(room):
    page = room.get("/stances?actor=nobody").text
    assert '<table class="matrix">' not in page
