"""Which tellings of a promise are of one: the session that was promised and who promised it, or else the words and who spoke them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mahdar.reconciling import store
from mahdar.reconciling.clusters import Clusters
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    import duckdb

ONLY = "A promise of the same session, of which only one is known."


def pledges(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes which tellings of commitments are one, with the reason."""
    clusters: Clusters[str] = Clusters()
    reasons: dict[str, str] = {}
    known: dict[str, set[str]] = defaultdict(set)
    unknown: dict[str, list[str]] = defaultdict(list)
    for subject, session, first, reason in run(connection, "pledged"):
        if first is None:
            unknown[session].append(subject)
        else:
            clusters.join(subject, first)
            reasons.setdefault(subject, reason)
            known[session].add(subject)
    for session, subjects in unknown.items():
        if len(promises := {clusters.root(s) for s in known[session]}) <= 1:
            for subject in subjects:
                clusters.join(subject, min(promises, default=subjects[0]))
                reasons.setdefault(subject, ONLY)
    rows = [(subject, clusters.root(subject), reason) for subject, reason in sorted(reasons.items())]
    store.replace(connection, "grouped_commitments", ("subject", "root", "reason"), rows)
