"""An open record in Python: Arrow tables, why, export, as of a day."""

import json
import sys

import pyarrow as pa
import pytest

import mahdar
from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, Doc, resolve


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("record") / "made.duckdb"
    early, late = Doc("early", "2031-03-05", outlet="wire"), Doc("late", "2031-04-01", outlet="cable")
    early.session("river-talks", "round", number=3, dates="2031-03-04")
    late.session("river-talks", "round", number=4, dates="2031-03-30")
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, [early.reading(), late.reading()])
        reconcile(connection, None, resolve)
    return path


def test_tables_are_for_arrow_pandas_and_polars(path):
    ids = ["river-talks-round-3", "river-talks-round-4"]
    with mahdar.open_record(path) as record:
        assert record.sessions.to_arrow()["id"].to_pylist() == ids
        assert record.sessions.to_pandas()["id"].tolist() == ids
        assert record.sessions.to_polars()["id"].to_list() == ids
        assert pa.table(record.sessions)["id"].to_pylist() == ids
        assert str(record.sessions.to_pandas()["date_start"].dt.year.iloc[0]) == "2031"
        assert (len(record.sessions), repr(record.sessions)[:25]) == (2, "<table sessions of 2 rows")
        assert {"sessions", "statements", "cells", "claims"} <= set(record.tables) <= set(dir(record))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named(path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    with mahdar.open_record(path) as record, pytest.raises(MahdarError, match=f"{library} is not installed; pip install {library}"):
        getattr(record.sessions, f"to_{library}")()


def test_a_table_that_is_not_there(path):
    with mahdar.open_record(path) as record, pytest.raises(AttributeError, match=r"no table 'meetings'; it has .*sessions"):
        _ = record.meetings


def test_as_of_a_day(path):
    with mahdar.open_record(path, as_of="2031-03-10") as record:
        assert record.sessions.to_arrow()["id"].to_pylist() == ["river-talks-round-3"]
    with pytest.raises(MahdarError, match="YYYY-MM-DD"):
        mahdar.open_record(path, as_of="yesterday")


def test_why(path):
    with mahdar.open_record(path) as record:
        (candidate,) = record.why("river-talks-round-4.dates").candidates
    assert candidate.value == "2031-03-30"
    assert [e.document for v in candidate.voices for e in v.evidence] == ["late"]


def test_export_is_whole_or_not_there(path, tmp_path):
    with mahdar.open_record(path) as record:
        record.export(tmp_path / "a.json")
        record.export(tmp_path / "b.json", text=False)
        with pytest.raises(MahdarError, match="cannot be written"):
            record.export(tmp_path / "nowhere" / "c.json")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "b.json"]
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["schema"] == "mahdar-record/1"


def test_a_record_that_is_not_there(tmp_path):
    with pytest.raises(MahdarError, match="no such record"):
        mahdar.open_record(tmp_path / "missing.duckdb")
