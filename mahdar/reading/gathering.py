"""A session of one document while it is put together, and when two mentions can be of one session."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from mahdar.edtf import bounds, month_days
from mahdar.model import Day, Span
from mahdar.reading.page import Page

_BEGUN = {"held", "under_way"}
_AS_SIDES = frozenset({None, "party", "guarantor"})


@dataclass
class Session:
    """A session of this document while it is put together: cells with the spans they came from, and other numbers that it is given."""

    subject: str
    kind: str
    process: str | None
    number: int | None
    status: str | None
    article: int
    span: Span
    cells: dict[str, tuple[Any, tuple[Span, ...], dict[str, Any] | None, str]] = field(default_factory=dict)
    rows: list[tuple[dict[str, Any], tuple[Span, ...], str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    pattern: str = ""
    noun: str | None = None
    many: int | None = None  # how many are said to meet, where they are not named
    aimed_at: bool = False  # told as what somebody travels for: it may be told as held, too
    also: list[tuple[int, Span]] = field(default_factory=list)
    of_its_parties: list[Span] = field(default_factory=list)  # where "the parties" are told to meet in it, by no name

    def put(self, cell: str, value: Any, span: Span, when: dict[str, Any] | None = None, basis: str = "said") -> None:
        """Fills a cell that is still empty; the first report of a cell in a document stands."""
        if cell not in self.cells and (value is not None or when):
            self.cells[cell] = (value, (span,), when, basis)

    def add(self, row: dict[str, Any], span: Span, basis: str = "said") -> None:
        """Adds a participant, or fills the gaps of the row that it has already; two persons of one delegation are two rows."""
        for known, _, _ in self.rows:
            if _same_row(known, row):
                for key, value in row.items():
                    known[key] = known[key] or value
                return
        self.rows.append((dict(row), (span,), basis))

    def take(self, other: Session) -> None:
        """Takes over what another mention of the same session says; cells that are filled stand."""
        self.spans += other.spans
        self.also += other.also
        self.of_its_parties += other.of_its_parties
        for cell, filled in other.cells.items():
            self.cells.setdefault(cell, filled)
        for row, spans, basis in other.rows:
            self.add(row, spans[0], basis)


class Mentions:
    """Where sessions are told, to look up which one a stretch of the text is about."""

    def __init__(self, sessions: list[Session]) -> None:
        self.sessions = sessions
        self._spans = sorted((*span, k) for k, session in enumerate(sessions) for span in set(session.spans))
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def at(self, start: int, end: int) -> list[Session]:
        """The sessions told of in a stretch of characters, in their order."""
        first, last = bisect_left(self._spans, (start - self._longest,)), bisect_left(self._spans, (end,))
        return [self.sessions[k] for k in sorted({k for _, b, k in self._spans[first:last] if start < b})]


def who(session: Session) -> set[str]:
    """The persons and actors of its rows."""
    return {row[key] for row, _, _ in session.rows for key in ("person", "actor") if row[key]}


def sides(session: Session) -> list[dict[str, Any]]:
    """The rows of those who met as a side: not of hosts, mediators and observers, nor of who was absent."""
    return [row for row, _, _ in session.rows if row["role"] in _AS_SIDES]


def without_persons(session: Session) -> list[dict[str, Any]]:
    """Each side that met in a session once, without the persons of its delegation."""
    rows = [{**row, "person": None if row["actor"] else row["person"], "person_role": None} for row in sides(session)]
    return list({row["actor"] or row["person"]: row for row in rows}.values())


def in_person(session: Session) -> bool:
    """Whether any who met is named."""
    return any(row["person"] for row, _, _ in session.rows)


def like(one: str | None, other: str | None) -> bool:
    """Whether two are one status, or say that a session began and that it was held."""
    return one == other or {one, other} == _BEGUN


def agree(known: Session, status: str | None, day: Day | None) -> bool:
    """Whether a mention's status and day let it be the session known."""
    if status and known.status and not like(status, known.status):
        return False
    value = known.cells.get("dates", (None,))[0]
    return not (value and day and day.edtf and value != day.edtf and not within(day.edtf, value) and not within(value, day.edtf))


def within(one: str, other: str) -> bool:
    """Whether a date lies within a vaguer one; where one says no year, by its month and days."""
    (first, last), (low, high) = (_ends(one), _ends(other)) if "XXXX" in one + other else (bounds(one), bounds(other))
    return bool(first and last and low and high) and str(low) <= str(first) and str(last) <= str(high)


def _ends(value: str) -> tuple[str | None, str | None]:
    """The first and the last month and day of a date."""
    first, last = bounds(value)
    return (first[5:], last[5:]) if first and last else month_days(value)


def clash(one: Session, other: Session) -> bool:
    """Whether both say a day or a city, and not the same."""
    cities = [s.cells["city"][0] for s in (one, other) if "city" in s.cells]
    days = [s.cells["dates"][0] for s in (one, other) if "dates" in s.cells]
    apart = len(days) == 2 and all(days) and days[0] != days[1] and not (within(*days) or within(*days[::-1]))
    return len(set(cities)) == 2 or apart


def covers(known: Session, other: Session) -> bool:
    """Whether each one who met in `other` met in `known`: the same person, or the same side where a person is not named."""
    rows, others = [r for r, _, _ in known.rows], [r for r, _, _ in other.rows]
    if not (rows and others):
        return False
    return all(any(_same_row(r, o) for r in rows) for o in others) or all(any(_same_row(o, r) for o in others) for r in rows)


def _same_row(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rows can be of one who takes part: the same person, else the same side, of which not two are named."""
    if one["person"] and other["person"]:
        return bool(one["person"] == other["person"])
    return bool(one["actor"]) and bool(one["actor"] == other["actor"])


def make_claims(page: Page, session: Session) -> None:
    """The claims of a session, all with its status as modality; one that was not held has none."""
    modality = session.status or "asserted"
    spans = tuple(dict.fromkeys(session.spans))
    more: dict[str, Any] = {"modality": modality, "pattern": session.pattern}
    for cell in ("kind", "process", "number", *(("status",) if modality != "denied" else ())):
        page.claim(session.subject, "session", cell, getattr(session, cell), spans, **more)
    for number, span in dict.fromkeys(session.also):
        page.claim(session.subject, "session", "number", number, (span,), **more)
    for cell, (value, where, when, basis) in session.cells.items():
        page.claim(session.subject, "session", cell, value, where, when=when, basis=basis, origin=_origin(session, basis), **more)
    for row, where, basis in session.rows:
        page.claim(session.subject, "session", "participant", row, where, basis=basis, origin=_origin(session, basis), **more)


def _origin(session: Session, basis: str) -> tuple[str, ...]:
    """What an inferred cell came from: the session that it is at the margins of, and the process whose rules apply."""
    margins = session.cells.get("margins_of", (None,))[0]
    sources = (margins if isinstance(margins, str) and "#" in margins else None, session.process)
    return tuple(s for s in sources if s) if basis == "inferred" else ()
