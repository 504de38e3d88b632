"""Which tellings of what somebody said are of one statement: the words, the speaker and the days decide.

Each rule is a condition on a pair `a`, `b` of the table `wordings`, its docstring the reason shown. Quotations translated by different
hands differ so much that words alone do not make them one: what no rule joins stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling import store
from mahdar.reconciling.clusters import Clusters
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    Rule = Callable[[], str]

_SAME_WEEK = "coalesce(a.said_from <= b.said_to AND b.said_from <= a.said_to, false)"
_TWO_REPORTS = "a.document <> b.document"
_SHARED = "len(list_intersect(a.words, b.words))"


def same_words() -> str:
    """The same words of the same speaker."""
    other_days = "coalesce(greatest(a.earliest - b.latest, b.earliest - a.latest) > 1, false)"
    return f"a.bare = b.bare AND NOT {other_days} AND (a.n >= 6 OR {_TWO_REPORTS} AND {_SAME_WEEK})"


def nearly_the_same_words() -> str:
    """Nearly the same words of the same speaker in the same week."""
    distinct = "len(list_distinct(list_concat(a.words, b.words)))"
    added = f"{_SHARED} IN (len(list_distinct(a.words)), len(list_distinct(b.words)))"  # as a "not" would be
    alike = f"a.bare <> b.bare AND {_SHARED} >= 10 AND 100 * {_SHARED} >= 85 * {distinct} AND NOT {added}"
    return f"{_TWO_REPORTS} AND {alike} AND a.digits = b.digits AND {_SAME_WEEK}"


def part_of_the_words() -> str:
    """The words of one telling are a part of those of the other, of the same speaker in the same week."""
    return f"{_TWO_REPORTS} AND a.n >= 5 AND a.n < b.n AND contains(' ' || b.bare || ' ', ' ' || a.bare || ' ') AND {_SAME_WEEK}"


WHOLE: list[Rule] = [same_words, nearly_the_same_words]
PART = part_of_the_words


def wordings(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes which tellings of statements are one, with the reason."""
    run(connection, "wordings")
    clusters: Clusters[str] = Clusters()
    reasons: dict[str, str] = {}
    pairs = _pairs(connection)
    for rule in WHOLE:
        for a, b in pairs[rule]:
            _join(clusters, reasons, a, b, rule)
    wider: dict[str, list[str]] = defaultdict(list)
    for part, whole in pairs[PART]:
        wider[part].append(whole)
    for part, wholes in wider.items():
        if len({clusters.root(whole) for whole in wholes}) == 1:  # a formula that stands in two speeches is of neither
            _join(clusters, reasons, part, wholes[0], PART)
    same = same_words.__doc__ or ""
    found = connection.execute("SELECT subject, subjects FROM wordings ORDER BY subject").fetchall()
    told = [(row, subject) for row, subjects in found if row in reasons or len(subjects) > 1 for subject in subjects]
    rows = [(subject, clusters.root(row), reasons.get(row, same)) for row, subject in told]
    store.replace(connection, "grouped_statements", ("subject", "root", "reason"), rows)


def _join(clusters: Clusters[str], reasons: dict[str, str], a: str, b: str, rule: Rule) -> None:
    clusters.join(a, b)
    for subject in (a, b):
        reasons.setdefault(subject, rule.__doc__ or "")


def _pairs(connection: duckdb.DuckDBPyConnection) -> dict[Rule, list[tuple[str, str]]]:
    """The pairs of each rule, the longest words first."""
    rules = [*WHOLE, PART]
    holds = ", ".join(f"CASE WHEN {rule()} THEN true ELSE false END" for rule in rules)  # a CASE stops at what does not hold
    found = f"""
        WITH paired AS MATERIALIZED (  -- else the rules are asked of pairs that are not alike
          SELECT x AS a, y AS b FROM akin JOIN wordings x ON x.subject = akin.a JOIN wordings y ON y.subject = akin.b
        ), judged AS MATERIALIZED (SELECT a, b, [{holds}] AS holds FROM paired)
        SELECT a.subject, b.subject, holds FROM judged WHERE list_contains(holds, true) ORDER BY a.n DESC, a.subject, b.n DESC, b.subject"""
    rows = record.ask(connection, found).fetchall()
    return {rule: [(a, b) for a, b, holds in rows if holds[n]] for n, rule in enumerate(rules)}
