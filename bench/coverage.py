"""Coverage of made-up processes, with the truth behind it: what reconciling is measured on, at any size.

From a made-up truth (rounds, ministers' meetings, summits, bilaterals, who took part, what was promised and what came of it)
it writes documents of token streams with claims at known spans: originals, copies, edited copies, plans and background, with
errors and vagueness at stated rates. No reader takes part, so that only the steps after reading are measured.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from mahdar.model import Claim, Day, Document, Kind, Reading, Section, claim_id

FIRST = date(2017, 1, 23)
ROUNDS, TOWNS, OUTLETS, FORMULAS = 20, 3, 30, 12  # of each process
MOVED = 62  # days from the month of a promise that is kept late to its session
_ROLES = ("guarantor", "guarantor", "guarantor", "party", "party", "observer")
_FATES = {"moved": "superseded", "cancelled": "cancelled", "denied": "not_fulfilled"}
_ALWAYS = {"kind", "status", "process"}  # cells that no report leaves out
_IN_BACKGROUND = {"kind", "status", "process", "number", "dates", "city"}


@dataclass(frozen=True)
class Rates:
    """How reports of one session differ, as shares of 1.

    20 % copies, 10 % wrong cells and 30 % vague dates are what the project measures itself on. The five shared seeds bear them
    out where they can: one report of five is a repost, one date of six has no year or is no day, most tell of two sessions or more.
    """

    copied: float = 0.2  # documents that copy another
    edited: float = 0.3  # lines of a copy in which one word is another
    dropped: float = 0.2  # lines that a copy leaves out
    leading: float = 0.7  # copies that put their own words first; the others put them last
    mixed: float = 0.2  # copies that also report something themselves
    formulas: float = 0.3  # lines with a phrase that all reports of the process use
    wrong: float = 0.1  # cells of an original that are wrong
    vague: float = 0.3  # dates less exact than a day, or without a year
    planned: float = 0.2  # originals from before their session
    background: float = 0.4  # originals that also tell of an earlier session
    promising: float = 0.5  # originals that tell what is promised of the next round
    kept: float = 0.8  # promises kept in time; the others are kept late
    moved: float = 0  # late ones that are put off before they fall due
    called_off: float = 0  # rounds that are cancelled
    unmet: float = 0  # rounds of which it is said afterwards that they were not held
    silent: float = 0.25  # cells that a report leaves out
    reports: int = 12  # of one session, on average


@dataclass(frozen=True)
class Meeting:
    """One session as it truly was; `due` is the month that the round before promised, `turn` held, moved, cancelled or denied."""

    id: str
    process: str
    kind: str
    number: int | None
    first: date
    last: date
    city: str
    country: str
    sides: tuple[tuple[str, str, str | None], ...]  # delegation, role, head
    due: str | None = None
    turn: str = "held"

    @property
    def dates(self) -> str:
        """The days it lasted, as EDTF."""
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def cells(self) -> dict[str, Any]:
        """The cells of which one value is true."""
        told = {"number": self.number, "dates": self.dates, "city": self.city, "country": self.country, "kind": self.kind, "status": "held"}
        return {cell: value for cell, value in told.items() if value is not None} | (
            {} if self.kind == "bilateral" else {"process": self.process}
        )

    @property
    def fate(self) -> str:
        """What came of the promise of it: its month was kept, it came later, or what else it took."""
        if self.turn != "held":
            return _FATES[self.turn]
        year, month = map(int, (self.due or "0-0").split("-"))
        return "fulfilled" if (self.first.year, self.first.month) <= (year, month) else "late"


@dataclass
class Truth:
    """What was so: `sessions` and `promises` by local name, `voices` by document (its outlet, and the outlet whose words they are).

    `own` has the places of claims that a copy did not copy.
    """

    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    processes: dict[str, dict[str, Any]] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)
    voices: dict[str, tuple[str, str]] = field(default_factory=dict)
    own: dict[str, frozenset[int]] = field(default_factory=dict)

    def voice(self, document: str, start: int) -> str:
        """The outlet whose words stand at a place of a document."""
        return self.voices[document][0 if start in self.own.get(document, ()) else 1]


class _Said(NamedTuple):
    """A claim in the making: the local name of its thing, and the place of its word in the line."""

    thing: str
    kind: Kind
    cell: str
    value: Any
    modality: str
    place: int = 0


class _Line(NamedTuple):
    words: list[str]
    said: list[_Said]
    own: bool = False  # of a copy: not copied


class _Report(NamedTuple):
    """A report: `told` are the meetings behind its local sessions, `promised` the one behind its commitment."""

    outlet: str
    origin: str
    day: date
    lines: list[_Line]
    told: dict[str, Meeting]
    promised: Meeting | None


class Coverage:
    """Readings of a made-up collection of about so many claims, the same for the same seed; `truth` is whole once all are taken."""

    def __init__(self, claims: int, rates: Rates | None = None, seed: int = 22) -> None:
        self.claims, self.rates, self.truth = claims, rates or Rates(), Truth()
        self._chance, self._other = random.Random(seed), random.Random(seed + 1)  # not for secrets; two, so that new chances leave the old
        self._fortune = random.Random(seed + 2)  # apart, so that rounds that take another turn leave the others as they are
        self._put_off: set[str] = set()  # moved rounds of which a report tells it
        self._vocabulary = ["".join(self._chance.choices("abdefgiklmnoprstuvz", k=self._chance.randrange(3, 9))) for _ in range(4000)]
        self._formulas: list[list[str]] = []

    def readings(self) -> Iterator[Reading]:
        """All readings, process by process and session by session."""
        made = number = 0
        while made < self.claims:
            for report in self._reports(f"process{number}"):
                reading = self._reading(report)
                made += len(reading.claims)
                yield reading
                if made >= self.claims:
                    return
            number += 1

    # --- what was so

    def _reports(self, process: str) -> Iterator[_Report]:
        self._name(process)
        meetings = list(self._meetings(process))
        self.truth.meetings |= {m.id: m for m in meetings}
        coming = {m.number - 1: m for m in meetings if m.number and m.number > 1}
        for k, meeting in enumerate(meetings):
            yield from self._coverage(meeting, meetings[:k], coming.get(meeting.number or 0))

    def _name(self, process: str) -> None:
        """The names that documents of a process use."""
        for k, _ in enumerate(_ROLES):
            state = f"{process}-state{k}"
            self.truth.things[state] = _thing("state", state)
            self.truth.things[f"{state}-head"] = _thing("person", f"{state} head") | {"holds": [{"office": "envoy", "of": state}]}
        for k in range(TOWNS):
            self.truth.things[f"{process}-town{k}"] = _thing("place", f"{process} town {k}") | {"kind": "city", "country": f"{'ABC'[k]}X"}
        for k in range(OUTLETS):
            self.truth.things[f"{process}-outlet{k}"] = _thing("outlet", f"{process} outlet {k}") | {"kind": "newspaper"}
        self.truth.processes[process] = _thing("process", process)
        self._formulas = [self._other.choices(self._vocabulary, k=self._other.randrange(4, 9)) for _ in range(FORMULAS)]

    def _meetings(self, process: str) -> Iterator[Meeting]:
        """Rounds, with bilaterals on their first day and ministers' meetings and summits between them."""
        chance, day, due = self._chance, FIRST + timedelta(self._chance.randrange(400)), None
        for number in range(1, ROUNDS + 1):
            place, sides = self._place(process), self._sides(process)
            last = day + timedelta(chance.choice((0, 1, 1, 2)))
            turn = self._turn(due is not None and due < f"{day:%Y-%m}") if due else "held"
            yield Meeting(f"{process}-round-{number}", process, "round", number, day, last, *place, sides, due, turn)
            if chance.random() < 0.4:
                pair = tuple(sorted(chance.sample(sides, 2)))
                yield Meeting(f"{process}-bilateral-{number}", process, "bilateral", None, day, day, *place, pair)
            if chance.random() < 0.6:
                kind, between = chance.choice(("ministerial", "summit")), day + timedelta(chance.randrange(20, 50))
                yield Meeting(f"{process}-{kind}-{number}", process, kind, None, between, between, *self._place(process), sides[:3])
            day += timedelta(chance.randrange(70, 160))
            due = f"{day if chance.random() < self.rates.kept else day - timedelta(MOVED):%Y-%m}"

    def _turn(self, late: bool) -> str:
        """What a promised round takes; only one that comes late was moved."""
        moved, lost = self._fortune.random() < self.rates.moved, self._fortune.random()
        if lost < self.rates.called_off + self.rates.unmet:
            return "cancelled" if lost < self.rates.called_off else "denied"
        return "moved" if late and moved else "held"

    def _place(self, process: str) -> tuple[str, str]:
        k = self._chance.choice((0, 0, 0, 1, 2))
        return f"{process}-town{k}", f"{'ABC'[k]}X"

    def _sides(self, process: str) -> tuple[tuple[str, str, str | None], ...]:
        heads = [f"{process}-state{k}-head" if self._chance.random() < 0.5 else None for k, _ in enumerate(_ROLES)]
        return tuple((f"{process}-state{k}", role, heads[k]) for k, role in enumerate(_ROLES))

    # --- what reports say of it

    def _coverage(self, meeting: Meeting, past: list[Meeting], coming: Meeting | None) -> Iterator[_Report]:
        """Originals and copies of a session; half of the copies are of its first report, as of an agency's."""
        originals = [self._original(meeting, past, coming)]
        yield originals[0]
        for _ in range(round(self._chance.gauss(self.rates.reports, 3)) - 1):
            if self._chance.random() < self.rates.copied:
                yield self._copy(originals[0] if self._chance.random() < 0.5 else self._chance.choice(originals))
            else:
                originals.append(self._original(meeting, past, coming))
                yield originals[-1]

    def _original(self, meeting: Meeting, past: list[Meeting], coming: Meeting | None) -> _Report:
        chance, outlet, told = self._chance, f"{meeting.process}-outlet{self._chance.randrange(OUTLETS)}", {"session-1": meeting}
        status = "planned" if chance.random() < self.rates.planned else meeting.turn.replace("moved", "held")
        day = self._day(meeting, status)
        if meeting.turn == "moved" and (meeting.id not in self._put_off or self._fortune.random() < self.rates.planned):
            self._put_off.add(meeting.id)
            status, day = "postponed", meeting.first - timedelta(MOVED)
        lines = [self._line(), *self._telling("session-1", meeting, status)]
        if past and chance.random() < self.rates.background:
            told["session-2"] = chance.choice([m for m in past if m.kind != "bilateral" and m.turn in ("held", "moved")])
            lines.append(self._background("session-2", told["session-2"]))
        promising = coming if status not in ("planned", "postponed") and chance.random() < self.rates.promising else None
        if promising:
            told["session-3"] = promising
            lines.append(self._promise("session-3", promising))
        return _Report(outlet, outlet, day, [*lines, *(self._line() for _ in range(chance.randrange(1, 4)))], told, promising)

    def _day(self, meeting: Meeting, status: str) -> date:
        """The day of a report: before what is still to come or called off, after what took place or did not."""
        if status in ("planned", "cancelled"):
            plan_of_cancelled = 14 * (status != meeting.turn == "cancelled")
            return meeting.first - timedelta(self._chance.randrange(1, 15) + plan_of_cancelled)
        return meeting.last + timedelta(self._chance.choice((0, 0, 0, 1, 2)))

    def _telling(self, name: str, meeting: Meeting, status: str) -> list[_Line]:
        """The session that a report is about: some cells, some of them wrong, and some of those who took part."""
        heard = {
            c for c in meeting.cells if c in _ALWAYS | {"dates" if meeting.number is None else "number"} or not self._is(self.rates.silent)
        }
        cells = [
            _Said(name, "session", c, status.replace("denied", "held") if c == "status" else self._heard(meeting, c), status)
            for c in meeting.cells
            if c in heard
        ]
        sides = [s for s in meeting.sides if meeting.kind == "bilateral" or not self._is(self.rates.silent)]
        who = [{"actor": a, "role": r, "level": None, "person": p, "person_role": "head" if p else None} for a, r, p in sides]
        return [self._line(*cells), self._line(*(_Said(name, "session", "participant", one, status) for one in who))]

    def _background(self, name: str, meeting: Meeting) -> _Line:
        """An earlier session, told in passing."""
        return self._line(*(_Said(name, "session", c, self._heard(meeting, c), "held") for c in meeting.cells if c in _IN_BACKGROUND))

    def _promise(self, name: str, coming: Meeting) -> _Line:
        """The next round, promised by the first delegations."""
        plan = {"process": coming.process, "kind": "round", "number": coming.number, "dates": coming.due, "status": "planned"}
        who = [("by", side) for side, _, _ in coming.sides[:3]]
        pledge: list[tuple[str, Any]] = [("what", f"round {coming.number}"), *who, ("session", name), ("due", coming.due)]
        session = [_Said(name, "session", c, v, "planned") for c, v in plan.items()]
        return self._line(*session, *(_Said("commitment-1", "commitment", c, v, "asserted") for c, v in pledge))

    def _is(self, rate: float) -> bool:
        return self._chance.random() < rate

    def _heard(self, meeting: Meeting, cell: str) -> Any:
        """A cell as a report has it: right, wrong or, of dates, vague."""
        wrong, value = self._is(self.rates.wrong), meeting.cells[cell]
        if cell == "dates":
            return self._dates(meeting, timedelta(self._chance.choice((-3, -2, -1, 1, 2, 3)) if wrong else 0))
        if cell == "number" and wrong:
            return max(1, value - 1) if self._is(0.5) else value + 1
        if cell == "city" and wrong:
            return self._chance.choice([town for k in range(TOWNS) if (town := f"{meeting.process}-town{k}") != value])
        return value

    def _dates(self, meeting: Meeting, moved: timedelta) -> str:
        first, last = meeting.first + moved, meeting.last + moved
        if not self._is(self.rates.vague):
            return str(first) if first == last else f"{first}/{last}"
        half = "01..{0}-06" if first.month < 7 else "07..{0}-12"
        return self._chance.choice((f"{first:%Y-%m}", f"[{first.year}-{half.format(first.year)}]", f"XXXX-{first:%m-%d}"))

    def _line(self, *said: _Said) -> _Line:
        """A sentence with a word for each value, and words of no meaning around it."""
        words, placed = self._chance.choices(self._vocabulary, k=10 if not said else 4), []
        for one in said:
            placed.append(one._replace(place=len(words)))
            shown = one.value["actor"] if isinstance(one.value, dict) else str(one.value)
            words += [shown.replace("..", " to "), *self._chance.choices(self._vocabulary, k=2)]
        if self._formulas and self._other.random() < self.rates.formulas:
            words += self._other.choice(self._formulas)
        return _Line(words, placed)

    # --- copies, and the documents

    def _copy(self, origin: _Report) -> _Report:
        """The words of another report, some lines left out and some edited, on the same day or the next."""
        process = origin.origin.partition("-")[0]
        whole = origin.told["session-1"].kind == "bilateral"  # nobody tells of one without its sides
        kept = [line for line in origin.lines if whole or any(one.cell == "kind" for one in line.said) or not self._is(self.rates.dropped)]
        day = origin.day + timedelta(self._chance.choice((0, 0, 1)))
        opening, lines = self._line(), [*map(self._edited, kept), *self._own_lines(origin)]
        lines = [opening, *lines] if self._other.random() < self.rates.leading else [*lines, opening]
        return origin._replace(outlet=f"{process}-outlet{self._chance.randrange(OUTLETS)}", day=day, lines=lines)

    def _own_lines(self, origin: _Report) -> list[_Line]:
        """What a copy adds from its own reporting: when and where the session is, as it heard it."""
        if self._other.random() >= self.rates.mixed:
            return []
        status = next(one.value for line in origin.lines for one in line.said if one.cell == "status")
        kept, self._chance = self._chance, self._other
        meeting = origin.told["session-1"]
        said = [_Said("session-1", "session", cell, self._heard(meeting, cell), status) for cell in ("dates", "city")]
        line = self._line(*said)._replace(own=True)
        self._chance = kept
        return [line]

    def _edited(self, line: _Line) -> _Line:
        """A line in which one of the words of no meaning may be another."""
        taken = {one.place for one in line.said}
        if not self._is(self.rates.edited):
            return line
        words = list(line.words)
        words[self._chance.choice([k for k in range(len(words)) if k not in taken])] = self._chance.choice(self._vocabulary)
        return _Line(words, line.said)

    def _reading(self, report: _Report) -> Reading:
        """A report as a reading: its text, and the claims where their words stand."""
        name = f"report-{self._other.randrange(16**8):08x}"  # no order shows in it
        text = ".\n".join(" ".join(line.words) for line in report.lines) + "."
        sha = hashlib.sha256(text.encode()).hexdigest()
        claims, own, at = [], set[int](), 0
        for line in report.lines:
            starts = _starts(line.words, at)
            own |= {starts[one.place] for one in line.said if line.own}
            claims += [_claim(name, sha, one, starts[one.place], starts[one.place] + len(line.words[one.place])) for one in line.said]
            at = starts[-1] + len(line.words[-1]) + 2
        self._note(name, report, {c.subject for c in claims})
        if own:
            self.truth.own[name] = frozenset(own)
        day = Day(edtf=str(report.day), earliest=str(report.day), latest=str(report.day))
        document = Document(
            name,
            text,
            sha,
            f"{name}.txt",
            (Section((0, len(text)), "body"),),
            outlet=report.outlet,
            published=day,
            published_basis="sidecar",
        )
        return Reading(document, tuple({c.id: c for c in claims}.values()))

    def _note(self, name: str, report: _Report, subjects: set[str]) -> None:
        """Writes down what the document's local names stand for."""
        self.truth.voices[name] = (report.outlet, report.origin)
        self.truth.sessions |= {subject: m.id for k, m in report.told.items() if (subject := f"{name}#{k}") in subjects}
        if report.promised and (pledge := f"{name}#commitment-1") in subjects:
            self.truth.promises[pledge] = report.promised.fate


def _thing(of_class: str, name: str) -> dict[str, Any]:
    return {"class": of_class, "names": {"en": [name]}}


def _starts(words: list[str], at: int) -> list[int]:
    starts = []
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts


def _claim(document: str, sha: str, said: _Said, start: int, end: int) -> Claim:
    subject, spans = f"{document}#{said.thing}", ((start, end),)
    value = f"{document}#{said.value}" if said.kind == "commitment" and said.cell == "session" else said.value
    made = claim_id(sha, subject, said.kind, said.cell, value, spans, said.modality)
    return Claim(made, document, subject, said.kind, said.cell, value, spans, modality=said.modality, pattern="made up")
