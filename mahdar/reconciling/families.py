"""Which documents and claims are one voice: copies, reposts that name their source, the same outlet or agency, the same communiqué."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling import store
from mahdar.reconciling.clusters import Clusters
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb


def families(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives every document and every claim its voice, and each voice its reason."""
    run(connection, "copies")
    _group(connection)
    run(connection, "document_voices", "claim_voices")
    connection.execute("UPDATE documents SET family = v.family, copy_of = v.copy_of FROM document_voices v WHERE v.document = documents.id")
    connection.execute("UPDATE claims SET family = v.family FROM claim_voices v WHERE v.document = claims.document AND v.id = claims.id")
    record.make(connection, "families")


def _group(connection: duckdb.DuckDBPyConnection) -> None:
    """Copies of copies are copies: documents by the first of their group, with the reason of the first link."""
    clusters: Clusters[str] = Clusters()
    reasons: dict[str, str] = {}
    originals = set()
    for a, b, reason, named in connection.execute("FROM copies").fetchall():
        clusters.join(a, b)
        reasons.setdefault(a, reason)
        reasons.setdefault(b, reason)
        originals |= {b} if named else set()
    rows = [(d, clusters.root(d), reason, "yes" if d in originals else None) for d, reason in sorted(reasons.items())]
    store.replace(connection, "grouped", ("document", "root", "reason", "named"), rows)
