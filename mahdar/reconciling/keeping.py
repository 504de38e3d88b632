"""What the record that is there already tells right: it is taken from there, and only what something touches is made anew.

A record that grows, or that is looked at on another day, has the record that is there attached as `kept`. Three rules say what holds:

- A document that came as it came then, is of the same day and has no date by linking says the same (`unchanged`).
- A thing that is told by the same claims of the same voices, all of unchanged documents, has the same values; the others are `touched`.
- Tellings of sessions that say the same, and were weighed against the same others, are joined as they were; the others are `loose`.

They hold only where the same rules made that record, of the same world and with the same corrections; else nothing is taken from it.
What is unchanged and touched stands in a database of its own, `scratch`: every cursor sees it, and no file keeps it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import xxhash

from mahdar import record
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

_RULES = ("mahdar.reconciling", "mahdar.reconciling.steps")
AT_HAND = ("claims", "mentions")  # large, and in no order: where they are there, rows are taken out and put in
_OF_DOCUMENTS = {"sections": "document", "documents": "id", "claims": None, "attendance": "document", "mentions": None}
_OF_THINGS = {"participants": "session", "cells": "kind, thing", "disagreements": "subject, kind", "behind": "kind, thing"}
_THING = {"participants": "k.session = t.thing AND t.kind = 'session'", "disagreements": "k.subject = t.thing AND k.kind = t.kind"}
_SAME_THING = "k.thing = t.thing AND k.kind = t.kind"


@cache
def fingerprint() -> str:
    """What tells the records of this mahdar from those of another one: a hash of all that makes their tables."""
    sources = [file for package in _RULES for file in files(package).iterdir() if file.name.endswith((".py", ".sql"))]
    rules = [file.read_text(encoding="utf-8") for file in sorted(sources, key=lambda file: file.name)]
    return xxhash.xxh3_64_hexdigest("\0".join([record.fingerprint(), *rules]).encode())


def copied(connection: duckdb.DuckDBPyConnection) -> None:
    """Tells that the tables here are those that are kept, so that they need not be copied again."""
    connection.execute("ATTACH IF NOT EXISTS ':memory:' AS scratch")
    connection.execute("CREATE OR REPLACE TABLE scratch.at_hand AS SELECT unnest(?) AS name", [list(AT_HAND)])


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Finds out whether there is a record whose tables can still hold, and which documents are in it as they came now."""
    connection.execute("ATTACH IF NOT EXISTS ':memory:' AS scratch")
    connection.execute("CREATE TABLE IF NOT EXISTS scratch.at_hand (name VARCHAR)")
    there = connection.execute("SELECT 1 FROM duckdb_databases() WHERE database_name = 'kept'").fetchall()
    holds = bool(there) and run(connection, "same_world", layout=fingerprint()) == [(True,)]
    connection.execute("CREATE OR REPLACE TABLE scratch.world AS SELECT ? AS holds", [holds])
    connection.execute("CREATE OR REPLACE TABLE scratch.same_inputs (document VARCHAR)")
    if holds and _looks_into(connection):
        connection.execute("INSERT INTO scratch.same_inputs SELECT id FROM said_documents")
    elif holds:
        run(connection, "same_inputs")


def end(connection: duckdb.DuckDBPyConnection) -> None:
    """Forgets what was touched."""
    connection.execute("DETACH scratch")


def _holds(connection: duckdb.DuckDBPyConnection) -> bool:
    return connection.execute("FROM scratch.world").fetchall() == [(True,)]


def whole(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether this is the record that is there, looked at on a day by which all that counts in it was published: it tells the same."""
    return _holds(connection) and _looks_into(connection) and run(connection, "same_day") == [(True,)]


def show(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Shows tables of the record that is there."""
    for table in (*tables, "days"):
        connection.execute(f"DROP TABLE IF EXISTS {table}; CREATE VIEW {table} AS FROM kept.{table}")


def _looks_into(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether what was read is looked up in the record that is there."""
    return bool(connection.execute("SELECT 1 FROM duckdb_views() WHERE view_name = 'said_claims'").fetchall())


def cut(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the sections of documents that came as they came then, to those of the others."""
    if _holds(connection):
        _add(connection, "sections", "SEMI JOIN scratch.same_inputs USING (document)", "document")


@contextmanager
def said(connection: duckdb.DuckDBPyConnection, *tables: str) -> Iterator[bool]:
    """Adds to the tables of documents that the block makes what those say that are unchanged; tells whether there are any others."""
    connection.execute("CREATE OR REPLACE TABLE scratch.unchanged (document VARCHAR)")
    if not _holds(connection):
        yield True
        return
    run(connection, "unchanged")
    at_hand = [name for (name,) in connection.execute("FROM scratch.at_hand").fetchall()]
    for table in at_hand:
        connection.execute(f"DROP TABLE IF EXISTS {table}_then; ALTER TABLE {table} RENAME TO {table}_then")
    others = connection.execute("SELECT 1 FROM published WHERE counts AND document NOT IN (FROM scratch.unchanged) LIMIT 1").fetchall()
    yield bool(others)
    for table in tables:
        if table in at_hand:
            _put_back(connection, table, bool(others))
        else:
            key = _OF_DOCUMENTS[table]
            _add(connection, table, f"WHERE {key or 'document'} IN (FROM scratch.unchanged)", key, bool(others))
    connection.execute("DELETE FROM scratch.at_hand")


@contextmanager
def joined(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Finds which profiles of sessions the block has to join; the others are joined as they were."""
    run(connection, "rests")
    if holds := _holds(connection):
        run(connection, "loose")
    else:
        connection.execute("CREATE OR REPLACE TEMP TABLE loose AS SELECT profile FROM profiles")
    yield
    record.make(connection, "joined")
    if holds:
        firm = "SELECT unnest(subjects) FROM profiles WHERE profile NOT IN (SELECT profile FROM loose)"
        _add(connection, "joined", f"WHERE subject IN ({firm})", "subject")


def touched(connection: duckdb.DuckDBPyConnection) -> None:
    """Finds the things that are to be told anew: all, where there is no record that holds."""
    connection.execute("CREATE OR REPLACE TABLE scratch.touched (thing VARCHAR, kind VARCHAR)")
    if _holds(connection):
        run(connection, "touched")
    else:
        connection.execute("INSERT INTO scratch.touched SELECT DISTINCT thing, kind FROM claims WHERE thing IS NOT NULL")


def told(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Adds to tables of things what is told of those that are not touched."""
    if _holds(connection):
        for table in tables:
            _add(connection, table, f"ANTI JOIN scratch.touched t ON {_THING.get(table, _SAME_THING)}", _OF_THINGS[table])


def _add(connection: duckdb.DuckDBPyConnection, table: str, these: str, key: str | None, others: bool = True) -> None:
    """Adds rows that are kept, in the order of a key: those of one key are all kept or all new, and stay in their order."""
    rows = f"SELECT k.*, k.rowid AS place FROM kept.{table} k {these}"
    if others:
        rows = f"SELECT *, rowid AS place FROM {table} UNION ALL BY NAME {rows}"
    order = f"ORDER BY {key + ', ' if others else ''}place" if key else ""
    record.ask(connection, f"CREATE OR REPLACE TABLE {table} AS SELECT * EXCLUDE (place) FROM ({rows}) {order}")


def _put_back(connection: duckdb.DuckDBPyConnection, table: str, others: bool) -> None:
    """Puts new rows in the place of those that hold no more."""
    connection.execute(f"DELETE FROM {table}_then WHERE document NOT IN (FROM scratch.unchanged)")
    if others:
        connection.execute(f"INSERT INTO {table}_then BY NAME FROM {table}; DROP TABLE {table}")
    connection.execute(f"ALTER TABLE {table}_then RENAME TO {table}")
