"""What an open date becomes: by linking where that decides, else it stays open."""

import msgspec
import pytest

from bench.coverage import Coverage
from mahdar.reconciling import as_of_view, reconcile, steps, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, Doc, built, person, resolve, rows


def held(published="2031-12-07", process="river-talks", city="portville", **rest):
    doc = Doc("held", published, outlet="morning-post")
    doc.session(process, "ministerial", dates=rest.pop("dates", "2031-12-07"), city=city, who=["norland", "sudland"], **rest)
    return doc


def planned(published="XXXX-12", when=None, name="planned", **rest):
    """A report of a Wednesday in a December that announces a meeting and tells of a call on the Saturday before."""
    doc = Doc(name, published, when=when or {"wd": 2, "m": 12})
    cells = {"dates": "XXXX-12-07/XXXX-12-08", "city": "portville", "when": {"d": 7, "d2": 8, "m": 12}, **rest}
    doc.session("river-talks", "ministerial", status=cells.pop("status", "planned"), who=["norland", "sudland"], **cells)
    doc.session(None, "call", when={"wd": 5}, dates=None, who=[person("anna-berg"), person("ewa-falk")])
    return doc


def day_of(connection, document="planned"):
    return rows(connection, "SELECT published, published_basis FROM documents WHERE id = ?", document)[0]


def test_the_day_is_the_one_that_weekday_month_and_session_leave():
    assert day_of(built(held(), planned())) == ("2031-12-03", "linked")


def test_open_dates_of_the_document_are_known_once_its_day_is():
    connection = built(held(), planned())
    assert rows(connection, "SELECT dates FROM sessions WHERE kind = 'call'") == [("2031-11-29",)]
    assert rows(connection, "SELECT dates FROM sessions WHERE kind = 'ministerial'") == [("2031-12-07",)]


def test_a_linked_claim_says_what_it_came_from():
    connection = built(held(), planned())
    origin, spans = rows(connection, "SELECT origin, spans FROM claims WHERE basis = 'linked' AND cell = 'published'")[0]
    told = rows(connection, "SELECT DISTINCT document, cell FROM claims WHERE list_contains(?::VARCHAR[], id)", origin)
    assert sorted(told) == [("held", "dates"), ("planned", "dates"), ("planned", "published")]
    assert spans == rows(connection, "SELECT spans FROM claims WHERE document = 'planned' AND cell = 'published' AND basis = 'said'")[0][0]


def test_several_days_that_fit_stay_an_interval():
    assert day_of(built(held(), planned(when={"m": 12}))) == ("[2031-12-01..2031-12-08]", "linked")
    assert day_of(built(held(), planned("XXXX-11", when={"wd": 2, "m": 11}))) == ("[2031-11-12..2031-11-26]", "linked")


def test_a_session_that_was_held_was_reported_afterwards():
    assert day_of(built(held(), planned("XXXX-12", when={"wd": 2, "m": 12}, status="held")))[0] == "[2031-12-10..2031-12-31]"


def test_nothing_is_guessed_where_nothing_links():
    for other in (held(process="hill-talks"), held(city="lakeside"), held(dates="2031-12-20", published="2031-12-20")):
        assert day_of(built(other, planned())) == ("XXXX-12", "said")
    middle = planned(dates="XXXX-12", part="middle", when=None, city=None)
    assert day_of(built(held(), middle)) == ("XXXX-12", "said")


def test_links_to_different_years_decide_nothing():
    other = Doc("other", "2030-12-08")
    other.session("river-talks", "ministerial", dates="2030-12-07", city="portville")
    assert day_of(built(held(), other, planned())) == ("XXXX-12", "said")


def test_a_number_links_although_the_city_is_not_named():
    a, b = Doc("a", "2031-12-07"), Doc("planned", "XXXX-12", when={"wd": 2, "m": 12})
    a.session("river-talks", "round", number=9, dates="2031-12-07", city="portville")
    b.session("river-talks", "round", status="planned", number=9, dates="XXXX-12", when={"m": 12, "d": 1})
    assert day_of(built(a, b))[0] == "[2031-12-03..2031-12-31]"


def round_nine(name, published, dates, status="held"):
    doc = Doc(name, published, outlet="morning-post")
    doc.session("river-talks", "round", status=status, number=9, dates=dates)
    return doc


def told_today(days=0, weekday=None, status="held", number=9, **rest):
    """A report without a day that tells of the ninth round as held today, or some days before."""
    doc = Doc("planned", when=None if weekday is None else {"wd": weekday}, **rest)
    doc.session("river-talks", "round", status=status, number=number, dates=None, when={"rel": days, "unit": "day"})
    return doc


@pytest.mark.parametrize(
    ("report", "dates", "day"),
    [
        (told_today(), "2031-12-07/2031-12-08", "[2031-12-07..2031-12-08]"),
        (told_today(weekday=0), "2031-12-07/2031-12-08", "2031-12-08"),
        (told_today(days=-1), "2031-12-07/2031-12-08", "[2031-12-08..2031-12-09]"),
        (told_today(), "2031-12-07", "[2031-12-05..2031-12-09]"),
        (told_today(weekday=0), "2031-12-07", "2031-12-08"),
    ],
    ids=["one of its days", "of that weekday", "the day after", "around its day", "around its day, of that weekday"],
)
def test_a_round_that_was_held_today_dates_the_report(report, dates, day):
    assert day_of(built(round_nine("a", "2031-12-20", dates), report)) == (day, "linked")


def test_the_round_that_was_held_today_is_dated_by_its_report_and_the_evidence_is_kept():
    connection = built(round_nine("a", "2031-12-20", "2031-12-07/2031-12-08"), told_today(weekday=0))
    query = "SELECT plain, origin FROM claims WHERE document = 'planned' AND basis = 'linked' AND cell = ?"
    assert [plain for plain, _ in rows(connection, query, "dates")] == ["2031-12-08"]
    ((_, origin),) = rows(connection, query, "published")
    told = rows(connection, "SELECT document, cell FROM claims WHERE list_contains(?::VARCHAR[], id) ORDER BY ALL", origin)
    assert told == [("a", "dates"), ("planned", "dates")]


@pytest.mark.parametrize(
    ("report", "others"),
    [
        (told_today(status="planned"), [round_nine("a", "2031-12-20", "2031-12-07")]),
        (told_today(days=1), [round_nine("a", "2031-12-20", "2031-12-07")]),
        (told_today(number=8), [round_nine("a", "2031-12-20", "2031-12-07")]),
        (told_today(), [round_nine("a", "2031-12-01", "2031-12-07", "planned")]),
        (told_today(), [round_nine("a", "2031-12-20", "2031-12-07"), round_nine("b", "2031-12-20", "2031-11-07")]),
        (told_today(weekday=3), [round_nine("a", "2031-12-20", "2031-12-07/2031-12-08")]),
    ],
    ids=["only planned today", "tomorrow", "another round", "a plan", "in dispute", "another weekday"],
)
def test_a_round_of_today_dates_nothing_where_its_days_are_not_known(report, others):
    assert day_of(built(*others, report))[0] is None


def test_a_copy_that_names_its_outlet_is_not_older_than_what_it_copies():
    words = "the delegations of the river towns met again behind closed doors and spoke until the lamps were lit. " * 3
    copy = Doc("planned", text=words + "we thank the paper for it. ")
    copy.add("document", "reposts", "morning-post", subject="planned")
    first, other = (Doc(name, "2031-12-07", text, outlet="morning-post") for name, text in (("a", words), ("b", "other words " * 30)))
    assert day_of(built(first, copy)) == ("[2031-12-07..]", "linked")
    assert day_of(built(other, copy)) == (None, None)


def test_a_document_was_published_by_the_day_it_was_retrieved():
    docs = [held(), Doc("planned", retrieved="2031-12-09T10:00:00Z")]
    assert day_of(built(*docs)) == ("[..2031-12-09]", "retrieved")
    assert [len(rows(built(*docs, as_of=f"2031-12-0{n}"), "FROM documents")) for n in (8, 9)] == [1, 2]
    told = told_today(retrieved="2031-12-07T10:00:00Z")
    assert day_of(built(round_nine("a", "2031-12-20", "2031-12-07/2031-12-08"), told)) == ("2031-12-07", "linked")


def test_a_glued_article_is_not_dated_by_its_neighbour():
    doc = planned()
    doc.sections = (((0, doc.at), "body"), ((doc.at, len(doc.text)), "body", 1))
    doc.session(None, "call", when={"wd": 0}, dates=None, who=[person("carl-dahl"), person("ewa-falk")])
    dates = dict(rows(built(held(), doc), "SELECT id, dates FROM sessions WHERE kind = 'call'"))
    assert sorted(dates.values(), key=str) == ["2031-11-29", None]


def test_without_a_day_asked_for_nothing_is_left_out():
    connection = built(held(), planned(), Doc("undated"))
    assert rows(connection, "SELECT day::VARCHAR, asked FROM as_of") == [("2031-12-07", False)]
    assert rows(connection, "SELECT count(*) FROM documents") == [(3,)]


def test_on_a_day_only_what_was_published_by_then_counts():
    docs = held(), planned(), Doc("undated"), Doc("month", "2031-11")
    connection = built(*docs, as_of="2031-12-06")
    assert rows(connection, "SELECT id FROM documents") == [("month",)]
    assert dict(rows(connection, "SELECT document, why_left_out FROM published WHERE NOT counts")) == {
        "held": "published later",
        "planned": "the day it was published is not known",
        "undated": "the day it was published is not known",
    }
    assert {i for (i,) in rows(built(*docs, as_of="2031-12-07"), "SELECT id FROM documents")} == {"held", "planned", "month"}
    assert rows(built(*docs, as_of="2031-11-29"), "SELECT id FROM documents") == [], "a document counts from its latest possible day"


def test_the_view_on_a_day_is_the_record_of_what_was_published_by_then(tmp_path):
    early, late = held("2031-12-07"), Doc("late", "2031-12-20")
    late.session("river-talks", "round", number=2, dates="2031-12-19")
    path = tmp_path / "r.duckdb"
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, [d.reading() for d in (early, planned(), late)])
        reconcile(connection, None, resolve)
    view, rebuilt = as_of_view(path, "2031-12-10", resolve), built(planned(), held(), as_of="2031-12-10")
    for table in ("documents", "sessions", "cells", "identities", "families", "claims", "participants"):
        assert rows(view, f"FROM {table} ORDER BY ALL") == rows(rebuilt, f"FROM {table} ORDER BY ALL"), table


def test_the_text_can_say_the_day_more_exactly_than_the_metadata():
    for metadata, shown in (
        ("2031-12", ("2031-12-03", "said")),
        ("2031-11", ("2031-11", "sidecar")),
        ("2031-12-05", ("2031-12-05", "sidecar")),
    ):
        doc = Doc("a", metadata)
        doc.add("document", "published", "2031-12-03", subject="a")
        assert day_of(built(doc), "a") == shown


def version(name, number, published="2031-12-07", retrieved=None, url="https://example.org/a"):
    doc = Doc(name, published, f"{name} " * 400)
    doc.session("river-talks", "round", number=number, dates="2031-12-07")
    reading = doc.reading()
    return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, url=url, retrieved_at=retrieved))


def counted(*readings, as_of=None):
    connection = store.memory()
    store.add_readings(connection, readings)
    reconcile(connection, as_of, resolve)
    return [row[0] for row in rows(connection, "SELECT id FROM documents ORDER BY id")], connection


def test_a_later_edit_is_a_new_version_and_only_the_latest_counts():
    first, second = version("first", 3, retrieved="2031-12-07T10:00Z"), version("second", 4, retrieved="2031-12-09T10:00Z")
    found, connection = counted(first, second, version("other", 5, url="https://example.org/b"))
    assert found == ["other", "second"]
    assert rows(connection, "SELECT why_left_out FROM published WHERE NOT counts") == [("a later version of it counts: second",)]
    assert rows(connection, "SELECT number FROM sessions ORDER BY number") == [(4,), (5,)]


def test_on_a_day_the_version_of_that_day_counts():
    first, second = version("first", 3, retrieved="2031-12-07T10:00Z"), version("second", 4, retrieved="2031-12-09T10:00Z")
    assert counted(first, second, as_of="2031-12-08")[0] == ["first"]
    assert counted(first, second, as_of="2031-12-09")[0] == ["second"]
    assert counted(first, version("late", 4, published="2031-12-11"), as_of="2031-12-10")[0] == ["first"]


@pytest.fixture(scope="module")
def covered(tmp_path_factory):
    """A record of made-up coverage, and the readings it is made from."""
    path, readings = tmp_path_factory.mktemp("covered") / "r.duckdb", list(Coverage(1500).readings())
    with growing_record(path, anew=True) as connection:
        store.add_readings(connection, readings)
        reconcile(connection)
    return path, readings


@pytest.mark.parametrize("day", ["2018-01-15", "2019-06-30", "2021-12-31"])
def test_on_any_day_the_record_of_made_up_coverage_is_that_of_what_was_published_by_then(covered, day):
    path, readings = covered
    whole, then = as_of_view(path, day), store.memory()
    store.add_readings(then, [r for r in readings if r.document.published.edtf <= day])
    reconcile(then, day)
    shown = {table for step in steps() for table in step.tables} - {"manifest", "published"}
    assert rows(then, "SELECT count(*) > 0 FROM sessions") == [(True,)]
    for table in sorted(shown):
        assert rows(whole, f"FROM {table} ORDER BY ALL") == rows(then, f"FROM {table} ORDER BY ALL"), table
