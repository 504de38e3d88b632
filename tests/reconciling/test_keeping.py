"""What is taken from the record that is there is what a rebuild gives, and only what something touches is made anew."""

import random

import duckdb
import pytest

from bench.coverage import Coverage, Rates
from mahdar import corrections, record
from mahdar.reconciling import as_of_view, keeping, reconcile, steps, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, Doc, resolve, rows

ORDERED = ("documents", "sessions", "participants", "cells", "attendance", "sections", "disagreements", "behind")  # as exports show them
RATES = [
    {"copied": 0.6, "formulas": 0, "vague": 0.5},
    {"moved": 0.3, "called_off": 0.1, "unmet": 0.1, "wrong": 0.3},
]


def add(path, *readings, things=THINGS, **options):
    with growing_record(path, **options) as connection:
        store.add_things(connection, things)
        store.add_readings(connection, readings)
        reconcile(connection, None, resolve)


def same_tables(one, other, tables=None):
    for table in tables or record.tables():
        assert rows(one, f"FROM {table} ORDER BY ALL") == rows(other, f"FROM {table} ORDER BY ALL"), table
    for table in ORDERED:
        assert rows(one, f"FROM {table}") == rows(other, f"FROM {table}"), table


def same_records(one, other):
    with store.open_record(one) as grown, store.open_record(other) as built:
        same_tables(grown, built)


def marked(path):
    """The record with a mark on every value, which only values that are taken from it still have."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE cells SET reason = 'taken'; UPDATE claims SET pattern = 'taken'; UPDATE joined SET reason = 'taken'")


def taken(connection):
    """The things of which values were taken, those of which values were made anew, and the documents that were taken."""
    found = [rows(connection, f"SELECT DISTINCT thing FROM cells WHERE (reason = 'taken') = {which}") for which in (True, False)]
    said = rows(connection, "SELECT document FROM claims WHERE pattern = 'taken'")
    return *({thing for (thing,) in things} for things in found), {document for (document,) in said}


def report(name, number, city="portville", published="2031-12-07", **rest):
    doc = Doc(name, published, outlet=f"{name}-post")
    doc.session("river-talks", "round", number=number, dates=published, city=city, who=["norland", "sudland"], **rest)
    return doc.reading()


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_coverage_gives_the_same_whether_it_is_taken_or_made_anew(tmp_path, seed):
    chance, grown, built = random.Random(seed), tmp_path / "grown.duckdb", tmp_path / "built.duckdb"
    coverage = Coverage(600, Rates(**RATES[seed - 1]), seed)
    readings = list(coverage.readings())
    things = coverage.truth.things | coverage.truth.processes
    chance.shuffle(readings)
    add(built, *readings, things=things)
    for part in (readings[: len(readings) // 2], readings[len(readings) // 2 : -1], readings[-1:]):
        add(grown, *part, things=things)
    same_records(grown, built)
    for day in sorted(chance.choice(readings).document.published.edtf for _ in range(2)):
        then = store.memory()
        store.add_things(then, things)
        store.add_readings(then, [r for r in readings if r.document.published.edtf <= day])
        reconcile(then, day)
        shown = {table for step in steps() for table in step.tables} - {"manifest", "published"}
        with as_of_view(grown, day) as view:
            for table in sorted(shown):
                assert rows(view, f"FROM {table} ORDER BY ALL") == rows(then, f"FROM {table} ORDER BY ALL"), table


def test_only_what_a_new_document_touches_is_made_anew(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, report("a", 3), report("b", 3), report("c", 4, published="2031-12-20"))
    marked(path)
    add(path, report("d", 4, city="lakeside", published="2031-12-20"))
    with store.open_record(path) as grown:
        held, anew, documents = taken(grown)
        assert "river-talks-round-3" in held - anew
        assert "river-talks-round-4" in anew - held
        assert documents == {"a", "b", "c"}
        assert rows(grown, "SELECT subject FROM joined WHERE reason = 'taken' ORDER BY ALL") == [("a#session-1",), ("b#session-1",)]
        assert {name for (name,) in rows(grown, "SELECT table_name FROM duckdb_tables()")} == set(record.tables())


def test_on_a_day_what_was_told_later_touches_what_it_tells_of(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, report("a", 3), report("b", 4, published="2031-12-20"), report("c", 4, published="2031-12-21"))
    marked(path)
    with as_of_view(path, "2031-12-20", resolve) as view:
        held, anew, documents = taken(view)
    assert ("river-talks-round-3" in held - anew, "river-talks-round-4" in anew - held, documents) == (True, True, {"a", "b"})


def test_when_all_was_published_the_day_shows_the_record_and_only_what_became_of_promises_is_made_anew(tmp_path):
    path, built = tmp_path / "r.duckdb", store.memory()
    promise = Doc("a", "2031-12-07")
    promise.thing("commitment", what="to open the road", due="2031-12-28", many={"by": ["norland"]})
    readings = [promise.reading(), report("b", 3), report("c", 4, published="2031-12-24")]
    add(path, *readings)
    store.add_things(built, THINGS)
    store.add_readings(built, readings)
    for day, fate in (("2031-12-24", "pending"), ("2032-03-01", "no_later_source")):
        reconcile(built, day, resolve)
        assert rows(built, "SELECT fate FROM commitments") == [(fate,)]
        with as_of_view(path, day, resolve) as view:
            assert ("claims",) in rows(view, "SELECT view_name FROM duckdb_views()")
            same_tables(view, built, sorted({table for step in steps() for table in step.tables} - {"manifest"}))


def test_a_document_that_says_something_else_now_is_made_anew(tmp_path):
    grown, built = tmp_path / "grown.duckdb", tmp_path / "built.duckdb"
    before, after = report("a", 3), report("a", 3, city="lakeside")
    assert before.document == after.document, "nothing but its claims tells the two apart"
    add(grown, before, report("b", 3), report("c", 4))
    add(grown, after)
    add(built, after, report("b", 3), report("c", 4))
    same_records(grown, built)


def test_a_document_dated_by_a_new_one_is_made_anew(tmp_path):
    grown, built = tmp_path / "grown.duckdb", tmp_path / "built.duckdb"
    open_one = Doc("open", "XXXX-12", when={"wd": 2, "m": 12})
    open_one.session("river-talks", "round", status="planned", number=3, dates="XXXX-12-07", when={"d": 7, "m": 12})
    add(grown, open_one.reading(), report("c", 4, published="2031-12-20"))
    add(grown, report("a", 3))
    add(built, open_one.reading(), report("c", 4, published="2031-12-20"), report("a", 3))
    same_records(grown, built)
    with store.open_record(grown) as connection:
        assert rows(connection, "SELECT published_basis FROM documents WHERE id = 'open'") == [("linked",)]
        for day in ("2031-12-07", "2031-12-20"):
            then = store.memory()
            store.add_things(then, THINGS)
            store.add_readings(then, [open_one.reading(), report("a", 3), *([report("c", 4, published=day)] if day > "2031-12-07" else [])])
            reconcile(then, day, resolve)
            with as_of_view(grown, day, resolve) as view:
                for table in ("documents", "claims", "mentions", "cells", "sessions", "identities"):
                    assert rows(view, f"FROM {table} ORDER BY ALL") == rows(then, f"FROM {table} ORDER BY ALL"), (day, table)


def test_corrections_hold_where_nothing_is_touched_and_nothing_is_taken_from_before_them(tmp_path):
    grown, built = tmp_path / "grown.duckdb", tmp_path / "built.duckdb"
    first, last = [report("a", 3), report("b", 3, city="lakeside"), report("c", 4)], report("d", 4, city="lakeside")
    for path, readings in ((grown, first), (built, [*first, last])):
        add(path, *readings)
        settled = corrections.settled("river-talks-round-3.city", "lakeside")
        corrections.correct(path, corrections.signed("settle", settled, "Nour", "2031-12-20", "seen in the minutes"))
    add(grown, last)
    same_records(grown, built)


def test_of_another_world_or_by_other_rules_nothing_is_taken(tmp_path, monkeypatch):
    path = tmp_path / "r.duckdb"
    add(path, report("a", 3))
    marked(path)
    add(path, report("b", 4), things={**THINGS, "norland": {"class": "state", "names": {"en": ["North Land"]}}})
    with store.open_record(path) as connection:
        assert taken(connection)[0] == set() == taken(connection)[2]
    marked(path)
    monkeypatch.setattr(keeping, "fingerprint", lambda: "of another mahdar")
    with as_of_view(path, "2031-12-07", resolve) as view:
        assert taken(view)[0] == set() == taken(view)[2]
