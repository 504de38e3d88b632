"""The timeline holds what the record holds: each mark on its day, vague ones over their whole period."""

from __future__ import annotations

import pytest

from mahdar.showing.room import timeline


@pytest.fixture(scope="module")
def drawn(room):
    return room.get("/timeline.json").json()


def sessions(drawn):
    return {one["id"]: one for lane in drawn["lanes"] for one in lane["sessions"]}


def test_a_lane_for_each_process_and_one_for_meetings_of_none(drawn, room):
    assert [lane["process"] for lane in drawn["lanes"]] == ["astana", "geneva", "syrian-constitutional-committee", None]
    assert all(one["process"] == lane["process"] for lane in drawn["lanes"] for one in lane["sessions"])
    assert set(sessions(drawn)) == {one["id"] for one in room.get("/sessions.json").json()}


def test_a_session_stands_on_its_days_and_leads_to_its_page(drawn, room):
    found = sessions(drawn)["astana-round-22"]
    assert (found["date_start"], found["date_end"], found["vague"]) == ("2024-11-11", "2024-11-12", False)
    assert (found["kind"], found["status"], found["name"], found["city"]) == ("round", "held", "round 22", "Astana")
    assert room.get(found["href"]).status_code == 200


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("astana-round-23", "2025-01-01", "2025-06-30"), ("round-2021-11-lavrentiev-mcgurk-vershinin", "2021-11-13", "2021-11-21")],
)
def test_a_vague_date_is_its_whole_period(drawn, name, first, last):
    found = sessions(drawn)[name]
    assert (found["vague"], found["date_start"], found["date_end"]) == (True, first, last)


def test_a_session_without_a_day_is_there_without_one(drawn):
    assert sessions(drawn)["astana-round-undated"]["date_start"] is None


def test_a_promise_is_tied_to_the_session_that_kept_it(drawn, room):
    (plan,) = [one for one in drawn["plans"] if one["session"] == "astana-round-22"]
    assert (plan["date_start"], plan["date_end"], plan["fate"]) == ("2024-07-01", "2024-12-31", "fulfilled")
    assert room.get(plan["href"]).status_code == 200


def test_a_planned_value_that_is_not_shown_is_tied_too(drawn, room):
    planned = {one["dates"]: one for one in drawn["plans"] if one["session"] == "astana-round-17"}
    assert set(planned) == {"2021-12", "2021-12-20", "2021-12-21/2021-12-22"}
    assert planned["2021-12-20"]["commitment"] is None
    assert room.get(planned["2021-12-20"]["href"]).status_code == 200


def test_a_change_of_unknown_day_stands_on_the_day_of_its_first_report_and_says_so(drawn):
    told = {one["id"]: (one["date_start"], one["told"]) for one in drawn["control"]}
    assert told["daraa-took-opposition-factions-2024-12-07"] == ("2024-12-07", False)
    assert told["homs-took-opposition-factions"] == ("2024-12-08", True)


def test_every_statement_of_a_known_day_is_counted_and_found_behind_its_bar(drawn, room):
    assert sum(one["n"] for one in drawn["statements"]) == len(room.get("/statements.json?since=1900-01-01").json()) > 50
    for one in drawn["statements"]:
        assert len(room.get(one["href"].replace("/statements", "/statements.json")).json()) == one["n"]


def test_over_a_short_time_statements_are_counted_by_day(room):
    found = room.get("/timeline.json?since=2024-11-01&until=2024-11-30").json()["statements"]
    assert found
    assert all(one["date_start"] == one["date_end"] for one in found)


def test_filters_leave_what_fits_and_set_the_axis(room):
    drawn = room.get("/timeline.json?process=astana&kind=round&since=2023-01-01&until=2024-06-30").json()
    assert set(sessions(drawn)) == {"astana-round-20", "astana-round-21"}
    assert drawn["reach"] == ["2023-01-01", "2024-06-30"]


def test_the_day_of_the_record_moves_it(room):
    drawn = room.get("/timeline.json?as_of=2023-12-31").json()
    assert "astana-round-22" not in sessions(drawn)
    assert drawn["as_of"] == "2023-12-31"
    assert all("as_of=2023-12-31" in one["href"] for one in sessions(drawn).values())


def test_of_too_many_the_most_told_are_drawn(another, monkeypatch):
    monkeypatch.setattr(timeline, "MOST", 2)
    assert set(sessions(another.get("/timeline.json?words=en").json())) == {"astana-round-20", "astana-round-22"}


def test_it_speaks_the_language_of_the_page(room):
    drawn = room.get("/timeline.json?words=ar").json()
    assert sessions(drawn)["astana-round-22"]["name"] == "جولة 22"
    assert drawn["kinds"]["round"] == "جولة"
    assert not any("a" <= letter <= "z" for word in drawn["words"].values() for letter in word)


def test_a_record_without_anything_in_these_days_has_no_axis(room):
    assert room.get("/timeline.json?since=1990-01-01&until=1990-12-31").json()["reach"] is None


@pytest.mark.parametrize("path", ["/timeline", "/timeline.json"])
def test_a_filter_that_it_does_not_have_is_refused(room, path):
    answer = room.get(f"{path}?colour=red")
    assert answer.status_code == 400
    assert "process" in answer.text


def test_the_page_asks_for_the_drawing_of_the_same_filters_and_day(room):
    page = room.get("/timeline?process=astana&as_of=2024-06-30&words=ar").text
    assert 'data-draw="timeline"' in page
    assert "/timeline.json?as_of=2024-06-30&amp;words=ar&amp;process=astana" in page
