"""Every table is documented: its file names every column, and no other."""

import pytest

from mahdar import record
from mahdar.reconciling import reconcile, steps, store
from tests.reconciling.made import Doc, resolve


@pytest.fixture(scope="module")
def connection():
    connection = store.memory()
    doc = Doc("a", "2031-12-07")
    doc.session("river-talks", "round", number=1, dates="2031-12-07")
    store.add_readings(connection, [doc.reading()])
    reconcile(connection, None, resolve)
    return connection


@pytest.mark.parametrize("table", record.tables())
def test_columns(connection, table):
    found = [name for name, *_ in connection.execute(f"DESCRIBE {table}").fetchall()]
    if table == "linked_claims":
        assert "those of said_claims" in record.sql(table)
    else:
        assert sorted(record.columns(table)) == sorted(found)
    assert record.about(table), "the first line says what a row is"


def test_every_table_of_the_record_has_a_file_and_every_file_a_table(connection):
    found = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()}
    assert found == set(record.tables())
    assert {t for step in steps() for t in step.tables} <= found


@pytest.mark.parametrize("table", record.tables())
def test_every_list_that_a_column_names_is_there_and_nothing_else_is_said_in_braces(table):
    for column in record.columns(table).values():
        assert column.codes is None or column.codes in record.codes()
        assert not {"{", "}"} & set(column.meaning)


def test_every_list_is_named_by_a_column_and_every_code_has_a_meaning():
    named = {column.codes for table in record.tables() for column in record.columns(table).values()}
    assert set(record.codes()) == named - {None}
    assert all(meaning for codes in record.codes().values() for meaning in codes.values())
