"""Which local things are one thing of the record, and why: sessions by the rules, everything else by keys that are the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mahdar import record
from mahdar.reconciling import store
from mahdar.reconciling.clusters import Clusters
from mahdar.reconciling.rules import ALONE, FIRM, TRACK, same_days, same_number

if TYPE_CHECKING:
    from datetime import date

    import duckdb

    from mahdar.reconciling.rules import Rule

# Tellings with the same features are one profile, so that pairs are few; one that says too little stands by itself.
_PROFILES = f"""
CREATE OR REPLACE TEMP TABLE profiles AS
WITH judged AS (
  SELECT *, CASE WHEN (process IS NOT NULL AND number IS NOT NULL)
      OR (latest - earliest < 31 AND process IS NOT NULL AND kind IN {TRACK}) OR (latest - earliest < 7 AND len(sides) >= 2) THEN '' ELSE subject END AS alone
  FROM mentions
)
SELECT row_number() OVER (ORDER BY process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, alone) AS profile,
  process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, min(dates) AS dates, max(told) AS told,
  list_distinct(list_transform(people, lambda p: split_part(p, ':', 1))) AS named, list_sort(list(subject)) AS subjects
FROM judged GROUP BY process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, alone
"""

_NAMED = r"""
CREATE OR REPLACE TEMP TABLE named_sessions AS
WITH members AS (
  SELECT g.root, g.reason, m.*, d.date_precision, m.status IN ('held', 'under_way') AS took_place
  FROM grouped_sessions g JOIN mentions m USING (subject) LEFT JOIN days d ON d.edtf = m.dates
), named AS (
  SELECT root, mode(process ORDER BY process) AS process,
    coalesce(mode(kind ORDER BY kind) FILTER (took_place), mode(kind ORDER BY kind), 'session') AS kind, mode(number ORDER BY number) AS number,
    first(CASE date_precision WHEN 'day' THEN strftime(earliest, '%Y-%m-%d') WHEN 'month' THEN strftime(earliest, '%Y-%m')
        WHEN 'open' THEN regexp_replace(trim(lower(dates), '[]{}'), '[^0-9x-].*', '') ELSE strftime(earliest, '%Y') END
      ORDER BY took_place DESC, latest - earliest, earliest, dates) FILTER (dates IS NOT NULL) AS day,
    mode(coalesce(city, country) ORDER BY coalesce(city, country)) AS place, bool_or(took_place) AS took_place,
    first(list_transform(list_sort(list_concat(list_transform(people, lambda p: split_part(p, ':', 2)),
        list_filter(sides, lambda s: NOT list_contains(list_transform(people, lambda p: split_part(p, ':', 1)), s)))),
      lambda n: split_part(n, '-', -1)) ORDER BY len(people) DESC, people, len(sides) DESC, sides) AS names, min(document || subject) AS first_told
  FROM members GROUP BY root
), labelled AS (
  SELECT root, first_told, concat_ws('-', CASE WHEN kind NOT IN ('bilateral', 'call', 'meeting') THEN process END, kind, number,
    CASE WHEN number IS NULL OR process IS NULL THEN coalesce(day, CASE WHEN took_place THEN 'undated' ELSE 'planned' END) END,
    CASE WHEN number IS NULL AND (kind IN ('bilateral', 'call', 'meeting') OR process IS NULL) AND len(names) > 0 THEN array_to_string(names[:3], '-')
      WHEN number IS NULL AND (day IS NULL OR process IS NULL) THEN place END) AS label
  FROM named
), slugged AS (SELECT root, first_told, trim(regexp_replace(lower(label), '[^\p{L}\p{N}]+', '-', 'g'), '-') AS slug FROM labelled)
SELECT root, slug || CASE WHEN row_number() OVER same_slug > 1 THEN '-' || row_number() OVER same_slug ELSE '' END AS thing
FROM slugged WINDOW same_slug AS (PARTITION BY slug ORDER BY first_told)
"""

_SESSIONS = """
INSERT INTO identities SELECT g.subject, 'session', n.thing, g.reason FROM grouped_sessions g JOIN named_sessions n USING (root) ORDER BY g.subject
"""

# One row per local thing of the other kinds: what it says that can identify it.
_OTHERS = r"""
CREATE OR REPLACE TEMP TABLE others AS
SELECT c.subject, c.document, c.kind, min(c.span_start) AS place_in_text,
  first(i.thing ORDER BY c.span_start, c.id) FILTER (c.cell = 'session') AS session,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'kind') AS of_kind,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'dates') AS dates,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'speaker') AS speaker,
  list_sort(list(DISTINCT plain) FILTER (c.cell IN ('by', 'signatory'))) AS people,
  first(trim(regexp_replace(regexp_replace(lower(plain), '[\p{M}\x{0640}]', '', 'g'), '[^\p{L}\p{N}]+', ' ', 'g')) ORDER BY c.span_start, c.id)
    FILTER (c.cell IN ('content', 'what', 'title')) AS words,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'place') AS place,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'actor') AS actor,
  first(plain ORDER BY c.span_start, c.id) FILTER (c.cell = 'change') AS change,
  first(d.earliest ORDER BY d.width, c.id) FILTER (c.cell = 'dates') AS earliest, first(d.latest ORDER BY d.width, c.id) FILTER (c.cell = 'dates') AS latest
FROM claims c LEFT JOIN identities i ON i.subject = c.plain AND i.kind = 'session' LEFT JOIN days d ON d.edtf = c.plain AND c.cell = 'dates'
WHERE c.kind IN ('outcome', 'statement', 'commitment', 'control') GROUP BY c.subject, c.document, c.kind
"""

# The key of a thing is what makes it the same thing; a thing without one stands by itself.
_KEYED = r"""
CREATE OR REPLACE TEMP TABLE keyed AS
WITH reports AS (  -- an undated change of control happened in the three days before it was reported
  SELECT o.*, coalesce(o.earliest, d.date_start - 3) AS low, coalesce(o.latest, d.date_end) AS high
  FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'control' AND o.place IS NOT NULL AND o.change IS NOT NULL
), steps AS (
  SELECT *, (low > max(high) OVER (so_far ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::INTEGER AS later
  FROM reports WHERE high - low < 31 WINDOW so_far AS (PARTITION BY place, actor, change ORDER BY low, high, subject)
), spells AS (
  SELECT subject, concat_ws('-', place, change, actor) AS label, sum(coalesce(later, 0)) OVER (PARTITION BY place, actor, change ORDER BY low, high, subject)::VARCHAR AS spell,
    low FROM steps
)
SELECT o.subject, o.kind, concat_ws('-', o.session, o.of_kind, CASE WHEN o.of_kind NOT IN ('joint_statement', 'communique') THEN left(md5(o.words), 8) END) AS key,
  concat_ws('-', o.session, o.of_kind) AS label, 'the same session and kind of document' AS reason, o.place_in_text, o.document
FROM others o WHERE o.kind = 'outcome' AND o.session IS NOT NULL
UNION ALL
SELECT o.subject, o.kind, coalesce('day:' || concat_ws('-', o.of_kind, o.dates, o.words), 'alone:' || o.subject), concat_ws('-', coalesce(o.of_kind, 'document'), o.dates),
  'the same kind, day and title', o.place_in_text, o.document
FROM others o WHERE o.kind = 'outcome' AND o.session IS NULL
UNION ALL
SELECT o.subject, o.kind, coalesce(o.words || '|' || coalesce(o.speaker, array_to_string(o.people, '+'), ''), 'alone:' || o.subject),
  concat_ws('-', coalesce(o.speaker, array_to_string(o.people[:2], '-'), 'statement'), left(md5(coalesce(o.words, o.subject)), 8)),
  'the same words of the same speaker', o.place_in_text, o.document
FROM others o WHERE o.kind = 'statement'
UNION ALL
SELECT o.subject, o.kind, coalesce(o.session, o.words || '|' || coalesce(array_to_string(o.people, '+'), ''), 'alone:' || o.subject),
  concat_ws('-', 'commitment', coalesce(o.session, concat_ws('-', o.people[1], left(md5(coalesce(o.words, o.subject)), 8)))),
  CASE WHEN o.session IS NULL THEN 'the same promise in the same words' ELSE 'a promise of the same session' END, o.place_in_text, o.document
FROM others o WHERE o.kind = 'commitment'
UNION ALL
SELECT o.subject, o.kind, coalesce('spell:' || s.label || s.spell, 'alone:' || o.subject),
  concat_ws('-', coalesce(s.label, concat_ws('-', o.place, o.change, o.actor)), strftime(min(s.low) OVER (PARTITION BY s.label, s.spell), '%Y-%m-%d')),
  'the same place, actor and change on the same days', o.place_in_text, o.document
FROM others o LEFT JOIN spells s USING (subject) WHERE o.kind = 'control'
"""

_IDENTIFY = r"""
INSERT INTO identities
WITH things AS (
  SELECT kind, key, trim(regexp_replace(lower(first(label ORDER BY document, place_in_text, subject)), '[^\p{L}\p{N}]+', '-', 'g'), '-') AS slug,
    min(document || subject) AS first_told, count(*) AS tellings
  FROM keyed GROUP BY kind, key
), numbered AS (
  SELECT *, slug || CASE WHEN row_number() OVER same_slug > 1 THEN '-' || row_number() OVER same_slug ELSE '' END AS thing
  FROM things WINDOW same_slug AS (PARTITION BY kind, slug ORDER BY first_told)
)
SELECT k.subject, k.kind, n.thing, CASE WHEN n.tellings > 1 THEN k.reason ELSE 'told once' END FROM keyed k JOIN numbered n USING (kind, key)
UNION ALL
SELECT DISTINCT subject, kind, subject, 'a document is itself' FROM claims WHERE kind = 'document'
UNION ALL
SELECT DISTINCT subject, kind, split_part(subject, '#process-', 2), 'the process is named' FROM claims WHERE kind = 'process'
"""


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
    connection.execute(_PROFILES)
    store.replace(connection, "grouped_sessions", ("subject", "root", "reason"), _session_groups(connection))
    for step in (_NAMED, _SESSIONS, _OTHERS, _KEYED, _IDENTIFY):
        connection.execute(step)
    connection.execute("UPDATE claims SET thing = i.thing FROM identities i WHERE i.subject = claims.subject AND i.kind = claims.kind")


def _session_groups(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Every telling of a session with the first telling of its group and the reason it is in it."""
    rows = connection.execute("SELECT profile, process, number, status, earliest, latest, subjects FROM profiles ORDER BY profile").fetchall()
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
    return connection.execute(f"SELECT a.profile, b.profile FROM profiles a JOIN profiles b ON {rule()} AND {order} ORDER BY ALL").fetchall()


def _group(process: str | None, number: int | None, status: str, earliest: date | None, latest: date | None) -> Group:
    held = {(earliest, latest)} if status == "held" and earliest and latest else set()
    return Group({process} if process else set(), {number} if number is not None else set(), held)
