"""What the record is: one SQL file per table. The file makes the table; its header documents each column."""

from __future__ import annotations

import contextlib
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import xxhash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Coded = Sequence[Sequence[str]]  # a sentence as it is stored: its parts, each a code and what stands in its places

# What comes from outside; everything else is derived from it.
INPUTS = ("things", "about", "said_documents", "said_claims", "said_corrections")
HELD = (*INPUTS, "compared")  # what a record that grows goes on with: the inputs, and what holds whatever is added


@cache
def sql(table: str, package: str = __name__) -> str:
    """The SQL that makes a table."""
    return files(package).joinpath(f"{table}.sql").read_text(encoding="utf-8")


def execute(connection: duckdb.DuckDBPyConnection, name: str, package: str = __name__, **parameters: Any) -> duckdb.DuckDBPyConnection:
    """Runs the SQL of a name; the parameters belong to its last statement."""
    return ask(connection, sql(name, package), **parameters)


def ask(connection: duckdb.DuckDBPyConnection, text: str, **parameters: Any) -> duckdb.DuckDBPyConnection:
    """Runs statements that are run again and again; the parameters belong to the last."""
    *before, last = _statements(text)
    for statement in before:
        connection.execute(statement)
    return connection.execute(last, parameters or None)


@cache
def _statements(text: str) -> list[duckdb.Statement]:
    """Parsed once: of a small record, parsing is a tenth of all work."""
    return duckdb.extract_statements(text)


def tables() -> list[str]:
    """The names of all documented tables, in alphabetical order."""
    return sorted(f.name.removesuffix(".sql") for f in files(__name__).iterdir() if f.name.endswith(".sql"))


@cache
def fingerprint() -> str:
    """What tells the tables of this mahdar from those of another one: a hash of all that makes them."""
    return xxhash.xxh3_64_hexdigest("\0".join(f"{name}\0{sql(name)}" for name in tables()).encode())


class Column(NamedTuple):
    """A column as its header documents it: `-- name: meaning {codes: LIST; unit: UNIT; null: MEANING}`, the braces where they are needed.

    `codes` is the name of the closed list that its values are of; `null` what a missing value means.
    """

    name: str
    meaning: str
    codes: str | None = None
    unit: str | None = None
    null: str | None = None


_COLUMN = re.compile(r"-- (?P<name>[a-z]\w*): (?P<meaning>.*?)(?: \{(?P<more>.*)\})?")


def about(table: str) -> str:
    """What a row of a table is: the first line of its file."""
    return sql(table).partition("\n")[0].removeprefix("-- ")


def columns(table: str) -> dict[str, Column]:
    """The columns of a table by name, from the header of its file."""
    found = [m for line in sql(table).splitlines() if (m := _COLUMN.fullmatch(line))]
    return {m["name"]: Column(m["name"], m["meaning"], **_more(m["more"] or "")) for m in found}


def _more(text: str) -> dict[str, str]:
    parts = (part.partition(": ") for part in text.split("; ") if part)
    return {key: value for key, _, value in parts}


@cache
def codes() -> dict[str, dict[str, str]]:
    """The closed lists: name -> code -> its meaning."""
    return tomllib.loads(files(__name__).joinpath("codes.toml").read_text(encoding="utf-8"))


@cache
def sentences() -> dict[str, dict[str, str]]:
    """The sentences of the record: code -> language -> words, with places {1}, {2}, ..."""
    return tomllib.loads(files(__name__).joinpath("sentences.toml").read_text(encoding="utf-8"))


def speak(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives the SQL that follows `in_english(coded)`: the words of a coded sentence."""
    words = ", ".join("'{}': '{}'".format(code, said["en"].replace("'", "''")) for code, said in sentences().items())
    filled = f"MAP {{{words}}}[c[1]]"
    for place in range(1, 5):
        filled = f"replace({filled}, '{{{place}}}', coalesce(c[{place + 1}], ''))"
    told = f"array_to_string(list_transform(coded, lambda c: {filled}), '; ')"
    connection.execute(f"CREATE OR REPLACE TEMP MACRO in_english(coded) AS {told}")


def make(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Makes the named tables, in order."""
    for name in names:
        execute(connection, name)


@contextlib.contextmanager
def beside(connection: duckdb.DuckDBPyConnection, *names: str) -> Iterator[None]:
    """Makes the named tables on another thread while the block runs, which must neither need nor make them.

    Of a small record most of the time is planning, which DuckDB does on one core.
    """
    with ThreadPoolExecutor(1) as other:
        made = other.submit(make, connection.cursor(), *names)
        yield
        made.result()


def show(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    """Makes views of the named tables, in order: their rows are found when somebody asks for them."""
    for name in names:
        for statement in _statements(sql(name).replace("CREATE OR REPLACE TABLE", "CREATE OR REPLACE VIEW")):
            connection.execute(statement)
