"""The record as flat tables: a row a thing, a column a value. A list is a table of its own, joined by the ids of its thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mahdar import record
from mahdar.record import Column
from mahdar.showing.codebook import described

if TYPE_CHECKING:
    import duckdb

TABLES = (
    "documents", "processes", "sessions", "participants", "outcomes", "statements", "stances", "commitments", "control", "tellings",
    "events", "dyads", "actors", "places", "disagreements", "gaps", "cells", "claims", "attendance", "sections", "families", "corrections",
)  # fmt: skip
_LEFT_OUT = {  # what serves the steps only, and what another table has
    "documents": {"text", "sentences", "shingles", "sections"},
    "claims": {"plain", "when_form"},
    "participants": {"families", "claims"},  # as those of its cell
    "disagreements": {"families", "claims"},
    "commitments": {"fate_coded"},  # the same as words
    "gaps": {"what_coded", "because_coded"},
}
_KEYS = {
    "cells": ("kind", "thing", "cell", "value"),
    "claims": ("document", "id"),
    "tellings": ("kind", "thing", "document", "claim"),
    "events": ("kind", "id"),
}
_ORDER = {"claims": "ORDER BY document, span_start, id"}  # the others are in order as they are
_ITEMS = {  # what a value of a list is called where it is a row
    **dict.fromkeys(("by", "chain", "signatories", "sources", "targets"), "actor"),
    **dict.fromkeys(("claims", "origin", "settled_by"), "claim"),
    **dict.fromkeys(("documents", "members"), "document"),
    "contexts": "context",
    "families": "family",
    "modes": "mode",
    "outcomes": "outcome",
    "statements": "statement",
}
_ADDED = {
    "name": Column("name", "its English name, else the first that it has in any language"),
    "country_iso3": Column("country_iso3", "ISO 3166-1 alpha-3 code of the country"),
    "country_gwno": Column("country_gwno", "Gleditsch-Ward number of the country"),
    "sensitivity": Column("sensitivity", "the mark of sensitivity of the source", null="it is not marked"),
    "number": Column("number", "its place in the list, from 1", null="never"),
    "language": Column("language", "code of the language", null="never"),
    "start": Column("start", "where it starts", unit="code points", null="never"),
    "end": Column("end", "where it ends", unit="code points", null="never"),
}
_PLAIN = "CASE WHEN json_type(value) IN ('OBJECT', 'ARRAY') THEN value ELSE value ->> '$' END"
_NAME = """coalesce(names ->> '$.en[0]', names ->> ('$."' || json_keys(names)[1] || '"[0]'))"""
_STATE = "SELECT entry ->> '$.iso2' AS code, entry ->> '$.iso3' AS country_iso3, try_cast(entry ->> '$.gwno' AS INTEGER) AS country_gwno"


class Flat(NamedTuple):
    """A flat table: what a row is, the query that gives its rows in a fixed order, and its columns with their types."""

    name: str
    about: str
    query: str
    columns: list[tuple[Column, str]]


def flat_tables(connection: duckdb.DuckDBPyConnection) -> Iterator[Flat]:
    """Every table of the record that users need; after each the tables of its lists."""
    for table in TABLES:
        types = _types(connection, table)
        yield _scalars(connection, table, types)
        yield from (_list(connection, table, name) for name, kind in types.items() if kind.endswith("[]"))
        if "names" in types:
            yield _names(connection, table)


def sheets(connection: duckdb.DuckDBPyConnection) -> Iterator[Flat]:
    """The same tables with each list in one cell, its values joined by `; `: for reading, not for counting."""
    for table in TABLES:
        yield _scalars(connection, table, _types(connection, table), joined=True)


def code_rows() -> list[tuple[str, str, str]]:
    """Every code of the closed lists: list, code, meaning."""
    return [(name, code, meaning) for name, codes in record.codes().items() for code, meaning in codes.items()]


def codebook_rows(tables: list[Flat]) -> list[tuple[str | None, ...]]:
    """A row for each column of each table: table, column, type, meaning, unit, codes, missing."""
    keys = ("column", "type", "meaning", "unit", "codes", "missing")
    return [(t.name, *(described(column, kind).get(key) for key in keys)) for t in tables for column, kind in t.columns]


CODEBOOK = ("table", "column", "type", "meaning", "unit", "codes", "missing")
ABOUT = ("table", "a_row_is")
CODES = ("list", "code", "meaning")


def _types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    found = connection.execute(f"DESCRIBE {table}").fetchall()
    return {name: kind for name, kind, *_ in found if name not in _LEFT_OUT.get(table, ())}


def _scalars(connection: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], joined: bool = False) -> Flat:
    """The columns of one value, with those that spare a reader a join."""
    picked = {name: _picked(name, kind) for name, kind in types.items() if joined or not kind.endswith("[]")}
    picked = {("name" if name == "names" else name): sql for name, sql in picked.items()}
    joins = ""
    if "country" in types:
        picked |= {name: f"s.{name}" for name in ("country_iso3", "country_gwno")}
        joins += f" LEFT JOIN ({_STATE} FROM things WHERE class = 'state') s ON s.code = t.country"
    if "document" in types and "sensitivity" not in types:
        picked["sensitivity"] = "d.sensitivity"
        joins += " LEFT JOIN (SELECT id AS document, sensitivity FROM documents) d USING (document)"
    columns = ", ".join(f'{sql} AS "{name}"' for name, sql in picked.items())
    query = (
        f"SELECT {columns} FROM (SELECT *, row_number() OVER ({_ORDER.get(table, '')}) AS at_row FROM {table}) t{joins} ORDER BY t.at_row"
    )
    return _flat(connection, table, record.about(table), query, record.columns(table))


def _picked(name: str, kind: str) -> str:
    """How a column of a table becomes one value."""
    if kind.endswith("[][]"):
        return f"""array_to_string([x[1] || '-' || x[2] FOR x IN t."{name}"], '; ')"""
    if kind.endswith("[]"):
        return f"""array_to_string(t."{name}", '; ')"""
    return {"names": _NAME, "value": _PLAIN}.get(name, f't."{name}"')


def _list(connection: duckdb.DuckDBPyConnection, table: str, name: str) -> Flat:
    """The values of a list, each a row with the ids of its thing and its place."""
    keys, item = _KEYS.get(table, ("id",)), _ITEMS.get(name, "")
    inner = ", ".join(f"{_PLAIN} AS value" if key == "value" else key for key in keys)
    shown = f"item AS {item}" if item else 'item[1] AS start, item[2] AS "end"'
    query = f"""SELECT {", ".join(keys)}, number, {shown} FROM (SELECT {inner}, row_number() OVER ({_ORDER.get(table, "")}) AS at_row,
        generate_subscripts("{name}", 1) AS number, unnest("{name}") AS item FROM {table}) ORDER BY at_row, number"""
    known = record.columns(table)
    of_item = {item: Column(item, f"one of: {known[name].meaning}", codes=known[name].codes, null="never")} if item else {}
    return _flat(connection, f"{table}_{name}", f"The list `{name}` of {table}.", query, {**known, **of_item})


def _names(connection: duckdb.DuckDBPyConnection, table: str) -> Flat:
    query = f"""SELECT id, language, generate_subscripts(found, 1) AS number, unnest(found) AS name FROM (
        SELECT id, language, from_json(names -> ('$."' || language || '"'), '["VARCHAR"]') AS found
        FROM (SELECT id, names, unnest(json_keys(names)) AS language FROM {table})) ORDER BY id, language, number"""
    return _flat(
        connection, f"{table}_names", f"Every name of {table}, the usual one of each language first.", query, record.columns(table)
    )


def _flat(connection: duckdb.DuckDBPyConnection, name: str, about: str, query: str, known: dict[str, Column]) -> Flat:
    types = connection.execute(f"DESCRIBE {query}").fetchall()
    return Flat(name, about, query, [({**_ADDED, **known}[column], kind) for column, kind, *_ in types])
