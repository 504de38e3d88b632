"""What had come of each commitment by the day of the record, with the claim that settled it; and what is not found.

Silence is never a fact: a promise is overdue only where a later document covers its process and says nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb


def fates(connection: duckdb.DuckDBPyConnection, whole: bool = True) -> None:
    """Writes the tables of things, gives every commitment its fate, and says what is not found in these sources.

    Unless the record is wanted `whole`, tables that are seldom asked for are views, so that a day that is looked at is there at once.
    """
    record.speak(connection)
    with record.beside(connection, "outcomes", "statements", "tellings", "stances", "control", "corrections", "manifest"):
        record.make(connection, "processes", "sessions")
        run(connection, "promised", "held", "kept", "moved", "called_off", "not_kept", "deeds", "covered", "fate_of")
        record.make(connection, "commitments")
    record.make(connection, "gaps")
    (record.make if whole else record.show)(connection, "actors", "places", "events", "dyads")
