"""A record without the words of its sources, for those who may pass on what was coded but not what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Cells whose values are words of a source.
_WORDS = (("statement", "content"), ("commitment", "what"), ("commitment", "condition"))
_HASHED = "CASE WHEN (kind, cell) IN {} THEN {} ELSE {} END AS {}"
_WORDLESS = {
    "documents": "NULL::VARCHAR AS text",
    "tellings": "NULL::VARCHAR AS text",
    "commitments": "NULL::VARCHAR AS what, NULL::VARCHAR AS condition",
    **{
        table: _HASHED.format(_WORDS, "to_json('sha256:' || left(sha256(value), 16))::VARCHAR", "value", "value")
        for table in ("cells", "claims", "disagreements")
    },
}


def without_words(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The same record without the words of the sources: a hash stands for a value, nothing for a text; titles stay, to cite by."""
    quiet = connection.cursor()
    (database,) = quiet.execute("SELECT current_database()").fetchone() or ("",)
    for table, replaced in _WORDLESS.items():
        quiet.execute(f'CREATE TEMP VIEW {table} AS SELECT * REPLACE ({replaced}) FROM "{database}".main.{table}')
    return quiet
