"""Which local things are one thing of the record, and why: sessions by the rules, everything else by keys that are the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mahdar import record
from mahdar.reconciling import correcting, store
from mahdar.reconciling.clusters import Clusters
from mahdar.reconciling.rules import ALONE, FIRM, same_days, same_number
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from mahdar.reconciling.rules import Rule


@dataclass
class Group:
    """What a group of tellings says that another group must not contradict."""

    processes: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    held: set[tuple[date, date]] = field(default_factory=set)

    def fits(self, other: Group) -> bool:
        """Not two processes, not two numbers; without a number, not held on days that do not meet."""
        processes, numbers = self.processes | other.processes, self.numbers | other.numbers
        meet = all(a[0] <= b[1] and b[0] <= a[1] for a in self.held for b in other.held)
        return len(processes) < 2 and len(numbers) < 2 and (bool(self.numbers and other.numbers) or meet)

    def add(self, other: Group) -> None:
        """Takes over what the other group says."""
        self.processes |= other.processes
        self.numbers |= other.numbers
        self.held |= other.held


@dataclass
class Grouping:
    """Profiles of sessions as they are joined; each keeps the reason for which it was."""

    groups: dict[int, Group]
    clusters: Clusters[int] = field(default_factory=Clusters)
    reasons: dict[int, str] = field(default_factory=dict)

    def join(self, a: int, b: int, reason: str) -> None:
        """Makes the groups of two profiles one, unless they contradict each other."""
        one, two = self.clusters.root(a), self.clusters.root(b)
        if one != two and self.groups[one].fits(self.groups[two]):
            root = self.clusters.join(one, two)
            self.groups[root].add(self.groups[two if root == one else one])
            self.reasons.setdefault(a, reason)
            self.reasons.setdefault(b, reason)

    def join_alone(self, partners: dict[int, set[int]], reason: str) -> None:
        """Joins each profile that says too little to the one group that it can belong to, if it is one."""
        roots = {a: {self.clusters.root(b) for b in found} - {self.clusters.root(a)} for a, found in partners.items()}
        for a, found in sorted(roots.items()):
            if len(found) == 1:
                self.join(a, found.pop(), reason)


def same(connection: duckdb.DuckDBPyConnection) -> None:
    """Maps every local thing to a thing of the record, with the reason."""
    record.make(connection, "identities")
    run(connection, "profiles")
    store.replace(connection, "grouped_sessions", ("subject", "root", "reason"), _session_groups(connection))
    run(connection, "named_sessions", "sessions")
    correcting.regroup(connection, sessions=True)
    run(connection, "others", "keyed", "identify")
    correcting.regroup(connection, sessions=False)
    connection.execute("UPDATE claims SET thing = i.thing FROM identities i WHERE i.subject = claims.subject AND i.kind = claims.kind")


def _session_groups(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Every telling of a session with the first telling of its group and the reason it is in it."""
    features = "profile, process, number, status, earliest, latest, subjects"
    rows = connection.execute(f"SELECT {features} FROM profiles ORDER BY profile").fetchall()
    grouping = Grouping({row[0]: _group(*row[1:6]) for row in rows})
    for rule in FIRM:
        for a, b in _pairs(connection, rule, "a.profile < b.profile"):
            grouping.join(a, b, rule.__doc__ or "")
    for rule in ALONE:
        partners: dict[int, set[int]] = {}
        for a, b in _pairs(connection, rule, "a.profile <> b.profile"):
            partners.setdefault(a, set()).add(b)
        grouping.join_alone(partners, rule.__doc__ or "")
    first = {row[0]: row[6][0] for row in rows}
    return [(s, first[grouping.clusters.root(row[0])], _reason(grouping, row)) for row in rows for s in row[6]]


def _reason(grouping: Grouping, row: tuple[Any, ...]) -> str:
    alike = same_number if row[2] is not None else same_days
    return grouping.reasons.get(row[0], "told once" if len(row[6]) == 1 else alike.__doc__ or "")


def _pairs(connection: duckdb.DuckDBPyConnection, rule: Rule, order: str) -> list[tuple[int, int]]:
    pairs = f"SELECT a.profile, b.profile FROM profiles a JOIN profiles b ON {rule()} AND {order} ORDER BY ALL"
    return connection.execute(pairs).fetchall()


def _group(process: str | None, number: int | None, status: str, earliest: date | None, latest: date | None) -> Group:
    held = {(earliest, latest)} if status == "held" and earliest and latest else set()
    return Group({process} if process else set(), {number} if number is not None else set(), held)
