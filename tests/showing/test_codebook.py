"""The codebook names every column, and every code that a real record holds."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import mahdar
from mahdar import record
from mahdar.cli import commands
from mahdar.showing import words
from mahdar.showing.codebook import codebook, markdown

SAMPLE = Path(__file__).parents[2] / "examples" / "astana"


@pytest.fixture(scope="module")
def book():
    return codebook()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    into = tmp_path_factory.mktemp("record") / "r.duckdb"
    mahdar.build(SAMPLE, into)
    with mahdar.open_record(into) as opened:
        yield opened


def test_every_table_and_column_has_a_type_a_meaning_and_says_what_is_missing(book):
    assert [t["table"] for t in book["tables"]] == record.tables()
    for table in book["tables"]:
        assert table["about"]
        assert all(column["type"] and column["meaning"] and column["missing"] for column in table["columns"])


def test_what_a_table_is_made_from_is_told(book):
    made = {t["table"]: t["made_from"] for t in book["tables"]}
    assert made["said_claims"] == []
    assert {"cells", "claims", "identities"} <= set(made["sessions"])


def test_days_spans_and_lists_have_their_units(book):
    columns = {(t["table"], c["column"]): c for t in book["tables"] for c in t["columns"]}
    assert columns["sessions", "dates"]["unit"] == "EDTF (ISO 8601-2)"
    assert columns["sessions", "date_start"]["unit"] == "day (ISO 8601)"
    assert columns["claims", "span_start"]["unit"] == "code points"
    assert columns["sessions", "outcomes"]["missing"] == "[]: none"
    assert columns["sessions", "id"]["missing"] == "never missing"


@pytest.mark.parametrize("table", record.tables())
def test_a_real_record_holds_no_code_that_the_codebook_lacks(sample, table):
    for column in record.columns(table).values():
        if column.codes:
            held = sample.connection.execute(f'SELECT "{column.name}" FROM {table} WHERE "{column.name}" IS NOT NULL').fetchall()
            found = {code for (value,) in held for code in (value if isinstance(value, list) else [value])}
            assert found <= set(record.codes()[column.codes]), column.name


@pytest.mark.parametrize("table", record.tables())
def test_what_is_never_missing_is_there_in_a_real_record(sample, table):
    for column in record.columns(table).values():
        if column.null == "never":
            (missing,) = sample.connection.execute(f'SELECT count(*) FROM {table} WHERE "{column.name}" IS NULL').fetchone()
            assert missing == 0, column.name


@pytest.mark.parametrize("shelf", ["status", "role", "session", "outcome", "fate", "change", "act", "mode", "stance", "dissent"])
def test_every_code_that_is_shown_has_its_word(shelf):
    assert set(record.codes()[shelf]) <= set(words.keys("values"))


def test_the_command_prints_markdown_and_json(book):
    text = CliRunner().invoke(commands, ["codebook"]).output
    assert text.startswith("# Codebook")
    assert "| `number` | INTEGER | its number in the process |" in text
    assert "| `under_way` | it was taking place |" in text
    assert json.loads(CliRunner().invoke(commands, ["codebook", "--format", "json"]).output) == json.loads(json.dumps(book))
    assert text.rstrip() == markdown(book).rstrip()
