"""CSV, Parquet and XLSX: every table, every row, every value, in whatever its users open it with."""

import csv

import pandas
import polars
import pyarrow.parquet
import pytest
from python_calamine import CalamineWorkbook

from mahdar.showing.exports import flat
from tests.showing.exports.made import ACTS, HOSTILE, written

KEYS = ("id", "event", "thing", "session", "subject", "process", "what", "document")


def rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folders(connection, tmp_path_factory):
    place = tmp_path_factory.mktemp("flat")
    return {name: written(connection, place, name) for name in ("csv", "parquet", "xlsx")}


def test_every_table_is_there_in_all_three_with_as_many_rows(connection, folders):
    sheets = CalamineWorkbook.from_path(folders["xlsx"])
    for table in flat.TABLES:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert len(rows(folders["csv"], table)) == count, table
        assert pyarrow.parquet.read_table(folders["parquet"] / f"{table}.parquet").num_rows == count, table
        assert len(sheets.get_sheet_by_name(table).to_python()) == count + 1, table


@pytest.mark.parametrize("table", flat.TABLES)
def test_the_same_ids_in_pandas_polars_and_csv(folders, table):
    path = folders["parquet"] / f"{table}.parquet"
    key = next(column for column in KEYS if column in pyarrow.parquet.read_schema(path).names)
    ids = [row[key] or None for row in rows(folders["csv"], table)]
    assert pandas.read_parquet(path)[key].astype(object).where(lambda s: s.notna(), None).tolist() == ids
    assert polars.read_parquet(path)[key].to_list() == ids
    assert polars.read_csv(folders["csv"] / f"{table}.csv", infer_schema=False)[key].to_list() == ids


def test_types_of_parquet(folders):
    sessions = pandas.read_parquet(folders["parquet"] / "sessions.parquet")
    assert sessions["date_start"].iloc[0].isoformat()[:10] == "2031-12-07"
    assert polars.read_parquet(folders["parquet"] / "dyads.parquet").schema["mutual"] == polars.Boolean
    kept = pyarrow.parquet.read_schema(folders["parquet"] / "claims.parquet").metadata
    assert kept[b"packs"] == b"0123456789abcdef"


def test_no_value_is_a_list_or_a_repr(folders):
    for path in sorted(folders["parquet"].iterdir()):
        for field in pyarrow.parquet.read_schema(path):
            assert not pyarrow.types.is_nested(field.type), (path.name, field.name)


def test_lists_are_joined_by_ids(connection, folders):
    signatories = rows(folders["csv"], "outcomes_signatories")
    assert [(row["number"], row["actor"]) for row in signatories] == [("1", "norland"), ("2", "sudland")]
    assert {row["id"] for row in signatories} == {row["id"] for row in rows(folders["csv"], "outcomes")}
    spans = rows(folders["csv"], "tellings_spans")
    (count,) = connection.execute("SELECT sum(len(spans)) FROM tellings").fetchone()
    assert len(spans) == count
    assert all(int(row["start"]) < int(row["end"]) for row in spans)
    chosen = {(row["thing"], row["cell"], row["value"]) for row in rows(folders["csv"], "cells")}
    assert {(row["thing"], row["cell"], row["value"]) for row in rows(folders["csv"], "cells_claims")} <= chosen


def test_dates_codes_and_names(folders):
    (round_,) = [row for row in rows(folders["csv"], "sessions") if row["kind"] == "round"]
    assert (round_["date_start"], round_["date_precision"], round_["country_iso3"], round_["country_gwno"]) == (
        "2031-12-07",
        "day",
        "NOR",
        "901",
    )
    norland = next(row for row in rows(folders["csv"], "actors") if row["id"] == "norland")
    assert (norland["name"], norland["iso2"], norland["iso3"], norland["gwno"]) == ("Norland", "NO", "NOR", "901")
    assert {"id": "norland", "language": "en", "number": "1", "name": "Norland"} in rows(folders["csv"], "actors_names")
    summit = next(row for row in rows(folders["csv"], "sessions") if row["kind"] == "summit")
    assert (summit["dates"], summit["date_start"], summit["date_end"], summit["date_precision"]) == (
        "[2032-07..2032-12]", "2032-07-01", "2032-12-31", "half")  # fmt: skip


def test_the_mark_stands_beside_every_telling(folders):
    assert {row["sensitivity"] for row in rows(folders["csv"], "tellings") if row["document"] == "b"} == {"internal"}
    assert {row["sensitivity"] for row in rows(folders["csv"], "claims") if row["document"] == "a"} == {""}


def test_every_column_is_in_the_codebook_and_every_table_is_told_of(folders):
    told = {(row["table"], row["column"]) for row in rows(folders["csv"], "codebook")}
    held = {(p.stem, name) for p in folders["parquet"].iterdir() for name in pyarrow.parquet.read_schema(p).names}
    own = {"manifest", "codebook", "codes", "tables"}
    assert told == {one for one in held if one[0] not in own}
    assert {row["table"] for row in rows(folders["csv"], "tables")} == {table for table, _ in told}
    sheets = CalamineWorkbook.from_path(folders["xlsx"])
    assert {"manifest", "codebook", "codes", "tables"} <= set(sheets.sheet_names)


def test_csv_has_the_values_as_they_are(hostile, tmp_path):
    folder = written(hostile, tmp_path, "csv")
    assert not (folder / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert {row["title"] for row in rows(folder, "documents")} == {HOSTILE}
    assert set(pandas.read_csv(folder / "documents.csv", lineterminator="\n")["title"]) == {HOSTILE}
    assert HOSTILE in {row["what"] for row in rows(folder, "commitments")}


def test_parquet_has_the_values_as_they_are(hostile, tmp_path):
    folder = written(hostile, tmp_path, "parquet")
    assert set(pandas.read_parquet(folder / "documents.parquet")["title"]) == {HOSTILE}


def test_a_workbook_runs_nothing(hostile, tmp_path):
    import zipfile

    path = written(hostile, tmp_path, "xlsx")
    with zipfile.ZipFile(path) as book:
        inside = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))}
    assert not [name for name, text in inside.items() if "<f>" in text]
    assert not [name for name, text in inside.items() if name.endswith(".rels") and "javascript" in text.lower()]
    cells = [str(cell) for row in CalamineWorkbook.from_path(path).get_sheet_by_name("documents").to_python() for cell in row]
    assert any(cell[:1] in ACTS for cell in cells), "a formula stays what it is: text"
    assert not set("\x1b\x07\x9b\u202e\u2066") & set("".join(cells))


def test_a_month_survives_in_a_workbook(connection, folders):
    found = CalamineWorkbook.from_path(folders["xlsx"]).get_sheet_by_name("commitments").to_python()
    assert "2032-07" in [str(cell) for row in found for cell in row]
