"""What the record that is there already tells right: it is taken from there, and only what something touches is made anew.

A record that grows, or that is looked at on another day, has the record that is there attached as `kept`. Two rules say what holds:

- A document that came as it came then, is of the same day and has no date by linking says the same (`unchanged`).
- A thing that is told by the same claims of the same voices, all of unchanged documents, has the same values; the others are `touched`.

Both hold only where the same rules made that record, of the same world and with the same corrections; else nothing is taken from it.
What is unchanged and touched stands in a database of its own, `scratch`: every cursor sees it, and no file keeps it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import xxhash

from mahdar import record
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb

_RULES = ("mahdar.reconciling", "mahdar.reconciling.steps")
_OF_DOCUMENTS = {"sections": "document", "documents": "id", "claims": None, "attendance": "document", "mentions": "document"}
_OF_THINGS = {"participants": "session", "cells": "kind, thing", "disagreements": "subject, kind", "behind": "kind, thing"}
_THING = {"participants": "k.session = t.thing AND t.kind = 'session'", "disagreements": "k.subject = t.thing AND k.kind = t.kind"}
_SAME_THING = "k.thing = t.thing AND k.kind = t.kind"


@cache
def fingerprint() -> str:
    """What tells the records of this mahdar from those of another one: a hash of all that makes their tables."""
    sources = [file for package in _RULES for file in files(package).iterdir() if file.name.endswith((".py", ".sql"))]
    rules = [file.read_text(encoding="utf-8") for file in sorted(sources, key=lambda file: file.name)]
    return xxhash.xxh3_64_hexdigest("\0".join([record.fingerprint(), *rules]).encode())


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Finds out whether there is a record whose tables can still hold, and which documents are in it as they came now."""
    connection.execute("ATTACH IF NOT EXISTS ':memory:' AS scratch")
    there = connection.execute("SELECT 1 FROM duckdb_databases() WHERE database_name = 'kept'").fetchall()
    holds = bool(there) and run(connection, "same_world", layout=fingerprint()) == [(True,)]
    connection.execute("CREATE OR REPLACE TABLE scratch.world AS SELECT ? AS holds", [holds])
    connection.execute("CREATE OR REPLACE TABLE scratch.same_inputs (document VARCHAR)")
    if holds and connection.execute("SELECT 1 FROM duckdb_views() WHERE view_name = 'said_claims'").fetchall():
        connection.execute("INSERT INTO scratch.same_inputs SELECT id FROM said_documents")  # it looks into that record
    elif holds:
        run(connection, "same_inputs")


def _holds(connection: duckdb.DuckDBPyConnection) -> bool:
    return connection.execute("FROM scratch.world").fetchall() == [(True,)]


def unchanged(connection: duckdb.DuckDBPyConnection) -> None:
    """Finds the documents that say now what they said then."""
    connection.execute("CREATE OR REPLACE TABLE scratch.unchanged (document VARCHAR)")
    if _holds(connection):
        run(connection, "unchanged")


def said(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Adds to tables of documents what those say that are unchanged."""
    if _holds(connection):
        for table in tables:
            key = _OF_DOCUMENTS[table]
            same = "same_inputs" if table == "sections" else "unchanged"  # sections are those of all, whether they count or not
            _add(connection, table, f"WHERE {key or 'document'} IN (SELECT document FROM scratch.{same})", key)


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


def _add(connection: duckdb.DuckDBPyConnection, table: str, these: str, key: str | None) -> None:
    """Adds rows that are kept, in the order of a key: those of one key are all kept or all new, and stay in their order."""
    order = f"ORDER BY {key}, place" if key else ""
    connection.execute(f"""
        CREATE OR REPLACE TABLE {table} AS SELECT * EXCLUDE (place) FROM (
          SELECT *, rowid AS place FROM {table} UNION ALL BY NAME SELECT k.*, k.rowid AS place FROM kept.{table} k {these}) {order}""")
