"""Which documents and claims are one voice: copies, reposts that name their source, the same outlet or agency, the same communiqué."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb


def families(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives every document and every claim its voice, and the reason why it has it."""
    run(connection, "arrivals", "sharing", "alike", "firsts", "copies", "copied", "document_voices", "repeated", "quoted", "claim_voices")
    connection.execute("""UPDATE documents SET family = v.family, because = v.reason, copy_of = v.copy_of, copied = v.copied
        FROM document_voices v WHERE v.document = documents.id""")
    connection.execute("""UPDATE claims SET family = v.family, because = v.reason, copy_of = v.copy_of
        FROM claim_voices v WHERE v.document = claims.document AND v.id = claims.id""")
    record.make(connection, "families")
