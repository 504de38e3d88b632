"""The SQL of the steps, one file per intermediate table or query; each begins with what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mahdar import record

if TYPE_CHECKING:
    import duckdb


def run(connection: duckdb.DuckDBPyConnection, *names: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Runs the named queries, in order; returns the rows of the last, if it has any. The parameters belong to it."""
    *before, last = names
    for name in before:
        record.execute(connection, name, __name__)
    return record.execute(connection, last, __name__, **parameters).fetchall()
