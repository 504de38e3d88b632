"""The calendar: whole days, vague ones marked, and what icalendar reads is what the record says."""

import datetime

import icalendar
import pytest

from tests.showing.exports.made import built, readings, written


def events(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(one["uid"]): one for one in calendar.walk("VEVENT")}


@pytest.fixture(scope="module")
def found(connection, tmp_path_factory):
    return events(written(connection, tmp_path_factory.mktemp("agenda"), "ics"))


def test_every_session_and_due_day_with_bounds_is_an_entry(connection, found):
    query = """SELECT 'session.' || id || '@mahdar' FROM sessions WHERE date_end IS NOT NULL
        UNION ALL SELECT 'commitment.' || id || '@mahdar' FROM commitments WHERE date_end IS NOT NULL"""
    assert {uid for (uid,) in connection.execute(query).fetchall()} == set(found)


def test_a_session_is_of_whole_days_and_ends_the_day_after(found):
    one = found["session.river-talks-round-3@mahdar"]
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (datetime.date(2031, 12, 7), datetime.date(2031, 12, 9))
    assert str(one["summary"]) == "River talks round 3"
    assert (str(one["status"]), str(one["location"]), str(one["class"])) == ("CONFIRMED", "Portville, Norland", "PUBLIC")
    assert one.decoded("dtstamp").isoformat() == "2031-12-10T00:00:00+00:00"


def test_a_vague_one_is_a_span_and_marked(found):
    one = found["session.river-talks-summit-2032@mahdar"]
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (datetime.date(2032, 7, 1), datetime.date(2033, 1, 1))
    assert str(one["summary"]) == "some time within: River talks summit"
    assert [str(c) for c in one["categories"].cats] == ["session", "vague"]
    assert (str(one["x-mahdar-dates"]), str(one["status"])) == ("[2032-07..2032-12]", "TENTATIVE")


def test_what_is_due(found):
    (one,) = [one for uid, one in found.items() if uid.startswith("commitment.")]
    assert str(one["summary"]) == "some time within: due: We met."
    assert (one.decoded("dtstart"), one.decoded("dtend")) == (datetime.date(2032, 7, 1), datetime.date(2032, 8, 1))
    assert "Norland" in str(one["description"])


def test_what_only_marked_sources_tell_is_confidential(found):
    one = found["session.river-talks-summit-2032@mahdar"]
    assert str(one["class"]) == "CONFIDENTIAL"
    assert "sensitivity: internal" in str(one["description"])


def test_without_words_a_promise_is_told_by_its_id(connection, tmp_path):
    (one,) = [one for uid, one in events(written(connection, tmp_path, "ics", text=False)).items() if uid.startswith("commitment.")]
    assert str(one["summary"]).startswith("some time within: due: commitment-")


def test_a_meeting_of_no_process_is_told_by_who_met(tmp_path):
    from tests.reconciling.made import Doc

    doc = Doc("a", "2031-12-08")
    doc.session(None, "bilateral", dates="2031-12-07", who=["norland", "sudland"])
    (one,) = events(written(built([doc.reading()]), tmp_path, "ics")).values()
    assert str(one["summary"]) == "bilateral: Norland, Sudland"


def test_what_a_source_says_adds_no_line(hostile, tmp_path):
    path = written(hostile, tmp_path, "ics")
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(path.read_text(encoding="utf-8"))
    assert len(events(path)) == len(events(written(built(readings()), tmp_path, "ics")))
