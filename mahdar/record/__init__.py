"""What the record is: one SQL file per table. The file makes the table; its header documents each column."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

INPUTS = ("things", "about", "said_documents", "said_claims")  # what comes from outside; everything else is derived from them


@cache
def sql(table: str, package: str = __name__) -> str:
    """The SQL that makes a table."""
    return files(package).joinpath(f"{table}.sql").read_text(encoding="utf-8")


def tables() -> list[str]:
    """The names of all documented tables, in alphabetical order."""
    return sorted(f.name.removesuffix(".sql") for f in files(__name__).iterdir() if f.name.endswith(".sql"))


def columns(table: str) -> dict[str, str]:
    """What each column of a table means, from the header (`-- column: meaning`) of its file."""
    header = [line[2:].strip() for line in sql(table).splitlines() if line.startswith("--")]
    return {name: meaning.strip() for name, _, meaning in (line.partition(": ") for line in header) if meaning and name.isidentifier()}


def make(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Makes the named tables, in order."""
    for name in names:
        connection.execute(sql(name))
