"""Sources over time, by outlet, on the overview."""

from __future__ import annotations

import duckdb
import pytest
from starlette.testclient import TestClient

from mahdar import building
from mahdar.showing.room import coverage
from mahdar.showing.room.app import application

ARABIC = "بدأت في أستانا الجولة 31 من المحادثات حول سوريا يوم 8 كانون الثاني 2031."
RUSSIAN = "В Астане начался тридцать первый раунд переговоров по Сирии с участием делегаций России, Турции и Ирана и представителей ООН."


@pytest.fixture(scope="module")
def drawn(room):
    return room.get("/coverage.json").json()


def test_every_source_of_a_known_day_is_in_a_bar(drawn, room):
    days = [one["date_start"] for one in room.get("/documents.json").json()]
    assert sum(one["n"] for one in drawn["bars"]) == sum(day is not None for day in days)
    assert drawn["undated"] == sum(day is None for day in days)


def test_over_years_sources_are_counted_by_month(drawn):
    (first,) = [one for one in drawn["bars"] if one["date_start"] < "2018"]
    assert (first["date_start"], first["date_end"], first["n"]) == ("2017-01-01", "2017-01-31", 1)


def test_a_bar_leads_to_its_sources(drawn, room):
    for one in drawn["bars"]:
        found = room.get(one["href"].replace("/documents", "/documents.json")).json()
        own = [row for row in found if one["rank"] < len(drawn["outlets"]) or row["outlet"] not in {o["id"] for o in drawn["outlets"]}]
        assert len(own) == one["n"]


def test_the_outlets_with_most_sources_have_a_colour(drawn):
    assert len(drawn["outlets"]) == coverage.COLOURS
    numbers = [sum(one["n"] for one in drawn["bars"] if one["rank"] == rank) for rank in range(coverage.COLOURS)]
    assert numbers == sorted(numbers, reverse=True)


def test_what_was_not_read_is_apart_and_a_short_time_is_counted_by_week(tmp_path):
    for name, text in (("2031-01-08-one.txt", ARABIC), ("2031-01-09-two.txt", RUSSIAN), ("2031-01-20-three.txt", RUSSIAN + " Итог.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    days = "".join(f'["{path.name}"]\npublished = {path.name[:10]}\n' for path in sorted(tmp_path.glob("*.txt")))
    (tmp_path / "sources.toml").write_text(days, encoding="utf-8")
    building.build([tmp_path], tmp_path / "r.duckdb", jobs=1)
    bars = TestClient(application(tmp_path / "r.duckdb"), base_url="http://127.0.0.1").get("/coverage.json").json()["bars"]
    found = [(one["date_start"], one["read"], one["n"]) for one in bars]
    assert found == [("2031-01-06", True, 1), ("2031-01-06", False, 1), ("2031-01-20", False, 1)]


def test_the_overview_has_the_drawing_of_its_day(room):
    assert 'data-src="/coverage.json?as_of=2023-12-31&amp;words=ar"' in room.get("/?as_of=2023-12-31&words=ar").text
    days = [one["date_start"] for one in room.get("/coverage.json?as_of=2023-12-31").json()["bars"]]
    assert max(days) < "2024"


def test_a_drawing_is_made_once_while_the_record_is_the_same(sample, monkeypatch):
    browser = TestClient(application(sample), base_url="http://127.0.0.1")
    first = browser.get("/coverage.json").content
    monkeypatch.setattr(coverage, "_REACH", "no SQL")
    assert browser.get("/coverage.json").content == first
    with pytest.raises(duckdb.Error):
        browser.get("/coverage.json?as_of=2023-12-31")
