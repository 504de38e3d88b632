"""Per cell: the candidates, their independent sources, the choice with its reason, and what conflicts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling import correcting, keeping
from mahdar.reconciling.anchor import measure
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb


def choose(connection: duckdb.DuckDBPyConnection) -> None:
    """Decides every cell, and keeps what speaks against the choice and who is behind each thing."""
    with record.beside(connection, "participants"):
        run(connection, "lasted")
        measure(connection, "SELECT days FROM lasted")
        run(connection, "candidates", "refines", "ranked")
    correcting.settle(connection)
    run(connection, "conflicts")
    record.make(connection, "cells")
    with record.beside(connection, "behind"):
        record.make(connection, "disagreements")
    keeping.told(connection, "participants", "cells", "disagreements", "behind")
