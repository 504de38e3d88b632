"""What every format is made from: the record, the reader's names, and the manifest that says what the file is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from mahdar.edtf import form
from mahdar.showing.terminal import escaped

if TYPE_CHECKING:
    import duckdb

    from mahdar.showing.tables import Names

Row = dict[str, Any]

_PERIOD = re.compile(r"\d{4}(-\d\d)?")


class Made(NamedTuple):
    """A record about to be written: its tables, the names of ids, the manifest, and whether it has the words of the sources."""

    connection: duckdb.DuckDBPyConnection
    names: Names
    manifest: dict[str, str]
    text: bool

    @property
    def day(self) -> str:
        """The day of the record, which stands where formats ask for a clock."""
        return self.manifest.get("as_of", "1970-01-01")

    def rows(self, query: str) -> list[Row]:
        """The rows of a query, by column."""
        found = self.connection.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


class Format(NamedTuple):
    """A format: its name, the suffixes of its files (none: it is a folder), and what writes it."""

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Made, Path], None]


def manifest(connection: duckdb.DuckDBPyConnection, form: str, text: bool) -> dict[str, str]:
    """What the export is: reader version, hashes of packs and collection, how to cite it, and whether words were left out."""
    found = dict(connection.execute("SELECT key, value FROM manifest ORDER BY key").fetchall())
    return {**found, "format": form, "text": "with the words of the sources" if text else "without the words of the sources"}


def json_line(value: Any) -> str:
    r"""A value as one line of JSON, in which what could steer a terminal or turn text around stands as \u escapes."""
    return escaped(msgspec.json.encode(value).decode()) + "\n"


def days(row: Row) -> tuple[str | None, str | None]:
    """First and last day, for formats that know no vagueness: of a bare month or year that itself and no last, of a vaguer time nothing."""
    value = row["dates"]
    if row["date_start"] and row["date_end"] and (row["date_precision"] == "day" and form(value) in ("lasted", "within")):
        return row["date_start"].isoformat(), row["date_end"].isoformat()
    return (value, None) if _PERIOD.fullmatch(value or "") else (None, None)
