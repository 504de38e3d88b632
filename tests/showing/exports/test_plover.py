"""PLOVER records: its names for its fields and types, CAMEO where it follows, and what is ours under our name."""

import json

import pytest

from mahdar import record
from mahdar.showing.exports.plover import known
from tests.showing.exports.made import HOSTILE, written

# The fields of the codebook 0.8.
FIELDS = {
    "id",
    "has_event",
    "date",
    "time",
    "enddate",
    "endtime",
    "source",
    "recipient",
    "event",
    "event_loc",
    "event_text",
    "quad_code",
    "event_scale",
    "mode",
    "context",
    "link",
    "text",
    "text_info",
    "cite_info",
    "coder",
    "coded_date",
    "coded_time",
    "comment",
}
CITE = {"corpus", "citation", "url", "title", "language", "publication", "license", "copyright", "coder", "codebook", "version"}


def records(connection, folder, **options):
    return [json.loads(line) for line in written(connection, folder, "plover", **options).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def found(connection, tmp_path_factory):
    return {one["id"]: one for one in records(connection, tmp_path_factory.mktemp("plover"))}


def test_every_event_of_known_day_is_a_record(connection, found):
    ids = connection.execute("SELECT kind || ':' || id FROM events WHERE date_end IS NOT NULL").fetchall()
    assert {one for (one,) in ids} == set(found)


def test_the_fields_are_those_of_the_codebook_and_one_of_ours(found):
    for one in found.values():
        assert set(one) - {"mahdar"} <= FIELDS
        assert {"id", "date", "source", "event"} <= set(one)
        assert set(one["cite_info"]) <= CITE
        assert "extensions: REQUEST" in one["cite_info"]["codebook"]


def test_a_meeting(found):
    one = found["session:river-talks-round-3"]
    assert (one["event"], one["quad_code"], one["event_scale"], one["mahdar"]["cameo"]) == (["CONSULT"], 1, 2.1, "04")
    assert [actor["identifier_id"] for actor in one["source"]] == ["norland", "sudland"]
    assert "recipient" not in one
    assert one["source"][0] == {"code": "NOR", "identifier_id": "norland", "identifier_text": "Norland", "side": "norland"}
    assert one["event_loc"] == {"geonameid": "77", "name": "Portville", "latitude": 1.5, "longitude": 2.5, "country code": "NO"}
    assert (one["date"], one["enddate"]) == ("2031-12-07", "2031-12-08")


def test_a_plan_is_marked_as_future_and_as_vague(found):
    one = found["session:river-talks-summit-2032"]
    assert (one["context"], one["mode"]) == (["future"], ["multilateral"])
    assert (one["date"], one["enddate"], one["mahdar"]["date_precision"]) == ("2032-07-01", "2032-12-31", "half")


def test_words_and_towns(found):
    accused = next(one for one in found.values() if one["event"] == ["ACCUSE"])
    assert "cameo" not in accused["mahdar"], "ACCUSE is of two CAMEO roots"
    assert accused["recipient"] == [
        {"code": "NOR", "sector": "GOV", "identifier_id": "norland-ministry", "identifier_text": "Ministry", "side": "norland"}
    ]
    taken = found["control:lakeside-took-sudland-2031-12-05"]
    assert (taken["event"], taken["mode"], taken["context"], taken["mahdar"]["cameo"]) == (["COERCE"], ["confiscate"], ["military"], "192")
    stated = next(one for one in found.values() if one["event"] == ["STATE"])
    assert "quad_code" not in stated, "STATE is ours, and of no quad"
    assert stated["mahdar"]["cameo"] == "01"


def test_every_act_and_mode_of_ours_is_told_of():
    assert set(known()["event"]) == set(record.codes()["act"])
    assert set(known()["mode"]) <= set(record.codes()["event_mode"])


def test_what_a_source_says_stays_in_its_field(hostile, tmp_path):
    path = written(hostile, tmp_path, "plover")
    assert not set("\x1b\x07\x9b\u202e\u2066\u2028") & set(path.read_text(encoding="utf-8"))
    assert {one["cite_info"]["title"] for one in records(hostile, tmp_path)} == {HOSTILE}
