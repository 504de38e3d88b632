"""Listings: rows, filters, and their three forms."""

import csv
import io
import json

import pytest

from mahdar.showing.listings import LISTINGS, choices, columns, rows
from mahdar.showing.tables import Names, as_csv, as_json, table
from mahdar.showing.terminal import show
from tests.reconciling.made import Doc, built, person


@pytest.fixture(scope="module")
def record():
    wire = Doc("wire-report", "2031-03-05", outlet="wire")
    wire.session(
        "river-talks", "round", number=3, dates="2031-03-04/2031-03-05", city="portville",
        who=[person("anna-berg", "norland", "guarantor"), person(None, "sudland")],
    )  # fmt: skip
    said = wire.thing("statement", speaker="anna-berg", act="accuse", target="sudland", mode="quote")
    wire.add("statement", "content", "what was said", said, chain=("cable", "anna-berg"))
    cable = Doc("cable-report", "2031-03-06", outlet="cable", text="\n" * 9 + "=SUM(1) \x1b[2J" * 300)
    cable.session("river-talks", "round", number=3, dates="2031-03-02", city="portville", who=["norland"])
    cable.session("river-talks", "round", "planned", number=4)
    cable.thing("commitment", many={"by": ["norland"]}, what="=HYPERLINK(1)", due="2031-06", place="lakeside")
    taken = cable.thing("control", place="lakeside", actor="norland", change="took", dates="2031-03-01")
    cable.add("control", "from_actor", "sudland", taken, basis="inferred")
    return built(wire, cable)


def ids(record, listing, **wanted):
    return [row.get("id") or row["subject"] for row in rows(record, listing, wanted)]


def shown(record, listing, tongue="en"):
    out = io.StringIO()
    show(table(listing, rows(record, listing), Names(record, tongue)), out)
    return out.getvalue()


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_listing_has_its_columns(record, listing):
    known = set(columns(record, listing)) | {"source", "text", "chain"}
    assert set(LISTINGS[listing].shown) <= known
    assert set(LISTINGS[listing].filters.values()) <= known


def test_a_session_shows_who_came_and_its_independent_sources(record):
    text = shown(record, "sessions")
    assert "Norland (guarantor): Anna Berg" in text
    assert "Portville" in text
    (row,) = rows(record, "sessions", {"status": "held"})
    assert row["backing"] == 2
    assert row["sources"][0].startswith("wire-report:1")


def test_independent_sources_are_named_and_beside_them_what_was_not_read(record):
    assert "2: Cable, Wire" in " ".join(shown(record, "sessions").split())
    connection = record.cursor()
    connection.execute("BEGIN; INSERT INTO manifest VALUES ('unread', '{\"ru\":12,\"tr\":3}')")
    assert "sources not read: Russian 12, Turkish 3" in shown(connection, "sessions")
    assert "الروسية 12" in shown(connection, "sessions", "ar")
    assert "sources not read" not in shown(connection, "statements"), "voices are not counted there"
    connection.execute("ROLLBACK")


def test_a_source_is_named_with_the_line(record):
    (row,) = rows(record, "control")
    assert row["sources"] == ["cable-report:10"]


def test_an_inferred_value_is_marked(record):
    (row,) = rows(record, "control")
    assert row["inferred"] == ["from_actor"]
    assert "Sudland*" in shown(record, "control")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"process": "river-talks"}, 2), ({"process": "River talks"}, 2), ({"process": "sea-forum"}, 0), ({"status": "planned"}, 1),
        ({"actor": "Sudland"}, 1), ({"actor": "anna-berg"}, 1), ({"actor": "ostia"}, 0), ({"document": "wire"}, 1),
        ({"since": "2031-03-03"}, 0), ({"since": "2031-03-01"}, 1), ({"until": "2031-03-01"}, 0), ({"kind": "round", "status": "held"}, 1),
    ],
)  # fmt: skip
def test_filters(record, wanted, found):
    assert len(ids(record, "sessions", **wanted)) == found


def test_the_choices_of_a_filter(record):
    assert choices(record, "sessions", "status") == ["held", "planned"]
    assert choices(record, "sessions", "since") == []


def test_statements_show_words_and_attribution(record):
    assert "Cable ← Anna Berg" in shown(record, "statements")
    (row,) = rows(record, "statements", {"speaker": "Anna Berg"})
    assert [t["chain"] for t in row["tellings"]] == [["cable", "anna-berg"]]


def test_disagreements_show_both_values_and_which_is_shown(record):
    values = {json.loads(row["value"]): row["chosen"] for row in rows(record, "disagreements", {"cell": "dates"})}
    assert sorted(values) == ["2031-03-02", "2031-03-04/2031-03-05"]
    assert list(values.values()).count(True) == 1


def test_arabic_headings(record):
    assert "الاجتماعات" in shown(record, "sessions", "ar")


@pytest.mark.parametrize("listing", LISTINGS)
def test_json_is_what_the_rows_are(record, listing):
    again = json.loads(as_json(rows(record, listing)))
    assert [list(row) for row in again] == [columns(record, listing)] * len(again)


@pytest.mark.parametrize("listing", LISTINGS)
def test_csv_has_all_columns_even_without_rows(record, listing):
    found = rows(record, listing)
    again = list(csv.DictReader(io.StringIO(as_csv(found, columns(record, listing)))))
    assert len(again) == len(found)
    assert as_csv([], ["id", "kind"]) == "id,kind\n"


def test_csv_runs_no_formula_and_steers_no_terminal(record):
    (row,) = csv.DictReader(io.StringIO(as_csv(rows(record, "commitments"), columns(record, "commitments"))))
    assert row["what"] == "'=HYPERLINK(1)"
    assert "\x1b" not in as_csv([{"text": "a\x1b[2J"}], ["text"])
