"""Meetings: rounds, summits, ministers' meetings, bilaterals and calls; when and where, planned or held, who took part as what.

A mention becomes a local session; mentions of one session inside an article are joined by process, kind and number, or
because the text goes on about "the meeting".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Day, Span
from mahdar.reading.encounters import row_of, rows_of
from mahdar.reading.page import Page, Sentence
from mahdar.reading.places import country_of

# Nodes between a session and its date or place that still belong to it; beyond this, real reports speak of something else.
_REACH = 14
_BREAKS = frozenset({"SAY", "SAY_ON", "SAY_TO", "SAY_ABOUT", "ACCORDING", "RELAY", "THAT"})
_NUMBERED = frozenset({"round", "meeting"})


@dataclass
class Session:
    """A session of this document while it is put together: cells with the spans they came from."""

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

    def put(self, cell: str, value: Any, span: Span, when: dict[str, Any] | None = None, basis: str = "said") -> None:
        """Fills a cell that is still empty; the first report of a cell in a document stands."""
        if cell not in self.cells and (value is not None or when):
            self.cells[cell] = (value, (span,), when, basis)

    def add(self, row: dict[str, Any], span: Span, basis: str = "said") -> None:
        """Adds a participant, or fills the gaps of the row that it has already."""
        for known, _, _ in self.rows:
            if (row["actor"] and known["actor"] == row["actor"]) or (row["person"] and known["person"] == row["person"]):
                for key, value in row.items():
                    known[key] = known[key] or value
                return
        self.rows.append((dict(row), (span,), basis))


def collect(page: Page) -> list[Session]:
    """All sessions of the document, mentions joined, with their claims made."""
    sessions: list[Session] = []
    for article in sorted({s.article for s in page.sentences}):
        desk = _Desk(page, article)
        for sentence in page.sentences:
            if sentence.article == article and sentence.role == "body":
                desk.read(sentence)
        sessions += desk.close()
    for session in sessions:
        _claims(page, session)
    page.found["sessions"] = sessions
    return sessions


class _Desk:
    """Joins the mentions of one article; `current` is the session that the text goes on about."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.things = page.packs.things
        self.sessions: list[Session] = []
        self.current: Session | None = None
        self.process = next((n.classes["PROCESS"] for s in page.sentences if s.article == article for n in s.nodes if "PROCESS" in n.classes), None)
        self.day: str | None = None

    def read(self, sentence: Sentence) -> None:
        """Takes the sessions, encounters and participants of one sentence."""
        nodes = sentence.nodes
        self.day = self._day_of_talks(sentence) or self.day
        before = len(self.sessions)
        encounters = self.page.noted("meetings", sentence)
        for i, node in enumerate(nodes):
            if "SESSION" in node.classes:
                self._mention(sentence, i)
        for node in encounters:
            if "MEETING" in node.classes:
                self._encounter(sentence, node, before)
        for node in encounters:
            self._participants(sentence, node)
        self._guarantors(sentence)

    def _day_of_talks(self, sentence: Sentence) -> str | None:
        """The day that "the first day of the talks" was, when the report is of the last day named."""
        published = self.page.anchor(self.article)
        named = [n.classes["DATE"]["session_day"] for n in sentence.nodes if "DATE" in n.classes and "session_day" in n.classes["DATE"]]
        if not named or published is None or not published.edtf or len(published.edtf) != 10 or "X" in published.edtf:
            return None
        return (date.fromisoformat(published.edtf) - timedelta(self._last_day() - named[0])).isoformat()

    def _last_day(self) -> int:
        days = [n.classes["DATE"]["session_day"] for s in self.page.sentences if s.article == self.article for n in s.nodes if "session_day" in n.classes.get("DATE", {})]
        return max(days, default=1)

    # --- a session named by a noun phrase

    def _mention(self, sentence: Sentence, i: int) -> None:
        node = sentence.nodes[i]
        said = node.classes["SESSION"]
        left, right = _window(sentence.nodes, i)
        process = said["process"] or self._process_near(left, right)
        kind, number = said["kind"], said["number"]
        if number is not None and process is None:
            process = self.process if kind in _NUMBERED else None
        status = self._status(left, right, sentence, i)
        date_node = _date_near(left, right)
        place = _place_near(right, self.things, process, self.page.packs.processes)
        kind = self._kind(kind, number, process, right)
        if not self._worth(said, process, number, status, date_node, place, left):
            return
        if number is None and date_node is None and not place[0] and self._same_as_current(said, process, kind, status):
            return
        session = self._session(kind, process, number, status, node, date_node)
        self._fill(session, node, date_node, place, right)
        if process and status in (None, "held"):
            self.current = session

    def _same_as_current(self, said: dict[str, Any], process: str | None, kind: str, status: str | None) -> bool:
        """"The meeting" that is being talked of, not another one."""
        current = self.current
        return current is not None and status in (None, "held", current.status) and process in (None, current.process) and (said["definite"] or said["process"] is not None)

    def _process_near(self, left: list[Node], right: list[Node]) -> str | None:
        return next((n.classes["PROCESS"] for n in [*right[:8], *left[:6]] if "PROCESS" in n.classes), None)

    def _kind(self, kind: str, number: int | None, process: str | None, right: list[Node]) -> str:
        ministers = any(n.classes.get("ACTORS", {}).get("office") == "foreign-minister" for n in right[:8])
        if process and kind in ("meeting", "conference") and ministers:
            return "ministerial"
        if process and kind == "meeting" and self.page.packs.processes.get(process, {}).get("numbered"):
            return "round"
        return kind

    def _worth(self, said: dict[str, Any], process: str | None, number: int | None, status: str | None, day: Node | None, place: tuple[Any, ...], left: list[Node]) -> bool:
        """Whether a mention says enough to be a session: a process or a held or planned meeting with a day or a place."""
        if number is not None:
            return process is not None
        if process is not None:
            return bool(status or day or place[0] or place[1])
        held = any({"HOLD", "HOLDING"} & n.classes.keys() for n in left[:4])
        return said["kind"] != "call" and held and place[0] is not None and not any(n.classes["SESSION_NOUN"] == "call" for n in left if "SESSION_NOUN" in n.classes)

    def _status(self, left: list[Node], right: list[Node], sentence: Sentence, i: int) -> str | None:
        """Planned, proposed, cancelled, postponed or held, from the nearest word that governs the session."""
        for node in left[:10]:
            for name in ("CANCELLED", "POSTPONED", "PROPOSED", "PLANNED"):
                if name in node.classes and not (name == "PLANNED" and "COMPLETED" in node.classes):
                    return name.lower()
            if "HOLD" in node.classes:
                return "planned" if "s" in node.flags else "held"
            if "COMPLETED" in node.classes:
                return "held"
        if any("PROPOSED" in n.classes for n in _before(sentence.nodes, i)[:16]) and any("HOLDING" in n.classes for n in left[:4]):
            return "proposed"
        for node in right[:6]:
            if "HOLD" in node.classes:
                return "planned" if "s" in node.flags else "held"
            if node.classes.get("DIRECTION") == 1 or "PLANNED" in node.classes:
                return "planned"
        return None

    def _session(self, kind: str, process: str | None, number: int | None, status: str | None, node: Node, day: Node | None) -> Session:
        """The session of this article that the mention is of, or a new one."""
        when = self.page.day_of(day)
        for known in self.sessions:
            same = (known.kind, known.process) == (kind, process) and process is not None
            if same and number is not None and known.number in (number, None) and _agree(known, status, when):
                known.number = number
                return self._again(known, node, status)
            if same and number is None and known.number is None and _agree(known, status, when):
                return self._again(known, node, status)
        session = Session(self.page.subject("session"), kind, process, number, status, self.article, (node.start, node.end), pattern=node.pattern)
        session.spans.append((node.start, node.end))
        self.sessions.append(session)
        return session

    def _again(self, session: Session, node: Node, status: str | None) -> Session:
        session.spans.append((node.start, node.end))
        session.status = session.status or status
        return session

    def _fill(self, session: Session, node: Node, day: Node | None, place: tuple[Any, ...], right: list[Node]) -> None:
        self._date(session, day)
        city, country, where = place
        if where is not None:
            session.put("city", city, (where.start, where.end))
            session.put("country", country or country_of(self.things, city), (where.start, where.end))
        margin = next((k for k, n in enumerate(right) if "MARGINS" in n.classes), None)
        if margin is not None and margin + 1 < len(right):
            self._margins(session, right[margin + 1])

    def _margins(self, session: Session, node: Node) -> None:
        session.put("margins_of", self.page.text[node.start : node.end], (node.start, node.end))

    def _date(self, session: Session, node: Node | None) -> None:
        day = self.page.day_of(node)
        if node is None or day is None:
            return
        session.put("dates", day.edtf, (node.start, node.end), node.classes["DATE"])
        session.put("part", day.part, (node.start, node.end))

    # --- an encounter told by a verb

    def _encounter(self, sentence: Sentence, node: Node, before: int) -> None:
        meeting = node.classes["MEETING"]
        nodes = sentence.nodes
        i = next((k for k, n in enumerate(nodes) if n.first <= node.last < n.last + 1), len(nodes) - 1)
        right = _window(nodes, i)[1]
        process = self._process_near([], right) or self._composed(meeting["members"])
        kind = self._encounter_kind(meeting, process, sentence)
        status = "planned" if any("PLANNED" in n.classes for n in [*_before(nodes, i)[:8], *node.kids]) else "held"
        if process is None and kind in ("meeting",) and meeting["verb"] == "discuss":
            return
        session = Session(self.page.subject("session"), kind, process, None, status, self.article, (node.start, node.end), pattern=node.pattern)
        session.spans.append((node.start, node.end))
        day = _date_near(_before(nodes, next((k for k, n in enumerate(nodes) if n.first >= node.first), 0)), right, encounter=True)
        self._fill(session, node, day, _place_near(right, self.things, process, self.page.packs.processes), right)
        for row in meeting["members"]:
            session.add(row, (node.start, node.end))
        self._inside(session)
        self._keep(session, before)

    def _keep(self, session: Session, before: int) -> None:
        """Adds an encounter, or joins it with the one that the article has already told."""
        people = _who(session)
        for known in self.sessions:
            if known.kind == session.kind and known.process == session.process and _who(known) and people <= _who(known) and known.status == session.status:
                known.spans += session.spans
                for cell, (value, spans, when, basis) in session.cells.items():
                    known.cells.setdefault(cell, (value, spans, when, basis))
                return
        self.sessions.append(session)
        if session.process:
            self.current = session

    def _encounter_kind(self, meeting: dict[str, Any], process: str | None, sentence: Sentence) -> str:
        if meeting["kind"] in ("call", "summit", "round", "conference"):
            return str(meeting["kind"])
        levels = {row["level"] for row in meeting["members"]}
        if levels == {"foreign minister"} and (process or len(meeting["members"]) > 2):
            return "ministerial"
        if "call" in {n for node in sentence.nodes if "SESSION" in node.classes for n in node.classes["SESSION"]["nouns"]}:
            return "call"
        people = {row["person"] for row in meeting["members"]} - {None}
        last = self.sessions[-1] if self.sessions else None
        if meeting["verb"] == "discuss" and last is not None and last.kind == "call" and people & _who(last):
            return "call"
        return "bilateral" if meeting["sides"] == 2 and len(meeting["members"]) == 2 and meeting["verb"] != "discuss" else "meeting"

    def _composed(self, rows: list[dict[str, Any]]) -> str | None:
        """A process that is declared as a composition of states."""
        actors = {row["actor"] for row in rows}
        for process in self.page.packs.processes.values():
            compose = process.get("compose")
            if compose and len(actors & set(compose["members"])) >= compose["least"] and actors & set(compose["with"]):
                return str(process["id"])
        return None

    def _inside(self, session: Session) -> None:
        """A bilateral told within the report of a round is on its margins: the round's city, and the day of the talks that is being told."""
        current = self.current
        if session.kind != "bilateral" or current is None or current.kind != "round" or current.status != "held":
            return
        session.process = current.process
        session.put("margins_of", current.subject, session.span, basis="inferred")
        for cell in ("city", "country"):
            if cell in current.cells:
                session.put(cell, current.cells[cell][0], current.cells[cell][1][0], basis="inferred")
        if self.day:
            session.put("dates", self.day, session.span, basis="inferred")

    # --- who took part

    def _participants(self, sentence: Sentence, node: Node) -> None:
        target = self._target(sentence)
        if target is None:
            return
        if "HEAD" in node.classes:
            row = row_of(self.things, node.classes["HEAD"]["actor"], None)
            row.update(person=node.classes["HEAD"]["person"], person_role="head")
            target.add(row, (node.start, node.end))
        if "PART_TAKEN" in node.classes:
            for row in node.classes["PART_TAKEN"]["rows"]:
                target.add({**row, "role": node.classes["PART_TAKEN"]["role"]}, (node.start, node.end))

    def _target(self, sentence: Sentence) -> Session | None:
        here = [s for s in self.sessions if sentence.span[0] <= s.spans[-1][0] < sentence.span[1] and s.kind not in ("call", "bilateral")]
        return here[-1] if here else self.current

    def _guarantors(self, sentence: Sentence) -> None:
        """The guarantors named in the report of a session of their process."""
        if self.current is None or self.current.process is None or self.current.kind not in ("round", "summit", "ministerial"):
            return
        standing = set(self.page.packs.processes[self.current.process].get("guarantors", ()))
        for node in sentence.nodes:
            members = node.classes.get("ACTORS", {}).get("members") or self.things.get(node.classes.get("ORG", ""), {}).get("members", ())
            if standing and standing <= set(members):
                for actor in sorted(standing):
                    self.current.add(row_of(self.things, actor, None), (node.start, node.end))

    # --- at the end of the article

    def close(self) -> list[Session]:
        """Joins the unnumbered round of the report with its numbered one, and settles status and standing roles."""
        self._join_rounds()
        for session in self.sessions:
            self._settle_status(session)
            self._talks_days(session)
            self._standing_roles(session)
        return self.sessions

    def _join_rounds(self) -> None:
        numbered = [s for s in self.sessions if s.kind == "round" and s.number is not None and s.status in (None, "held")]
        for session in [s for s in self.sessions if s.kind == "round" and s.number is None and s.status in (None, "held")]:
            homes = [n for n in numbered if n.process == session.process and not _clash(n, session)]
            if len(homes) == 1:
                home = homes[0]
                home.spans += session.spans
                for cell, value in session.cells.items():
                    home.cells.setdefault(cell, value)
                for row, spans, basis in session.rows:
                    home.add(row, spans[0], basis)
                self.sessions.remove(session)
                self.current = home if self.current is session else self.current

    def _settle_status(self, session: Session) -> None:
        """No word of planning and a day not after the report: held."""
        day, published = session.cells.get("dates", (None,))[0], self.page.anchor(self.article)
        if session.status is None and day and published and published.edtf and "X" not in day + published.edtf:
            session.status = "held" if day.strip("[{")[:10] <= published.edtf else "planned"

    def _talks_days(self, session: Session) -> None:
        """A round reported on its nth day lasted the days up to it."""
        if session is self.current and session.kind == "round" and self._last_day() > 1 and session.status == "held":
            value, spans, when, _ = session.cells.get("dates", (None, (), None, ""))
            if value and len(value) == 10 and "X" not in value:
                first = (date.fromisoformat(value) - timedelta(self._last_day() - 1)).isoformat()
                session.cells["dates"] = (f"{first}/{value}", spans, when, "inferred")

    def _standing_roles(self, session: Session) -> None:
        process = self.page.packs.processes.get(session.process or "", {})
        if session.kind in ("bilateral", "call"):
            return
        for row, _, _ in session.rows:
            actor = row["actor"]
            if row["role"] is None and actor in process.get("guarantors", ()):
                row["role"] = "guarantor"
            elif row["role"] is None and actor in [*process.get("parties", ()), *process.get("compose", {}).get("members", ()), *process.get("compose", {}).get("with", ())]:
                row["role"] = "party"
            elif row["role"] is None and actor in process.get("observers", ()):
                row["role"] = "observer"
        for host in process.get("hosts", ()):
            city = session.cells.get("city")
            if city and self.things.get(host, {}).get("iso2") == country_of(self.things, city[0]) and session.kind in ("round", "summit"):
                session.add({**row_of(self.things, host, None), "role": "host"}, city[1][0], "inferred")


def _who(session: Session) -> set[str]:
    return {row[key] for row, _, _ in session.rows for key in ("person", "actor") if row[key]}


def _agree(known: Session, status: str | None, day: Day | None) -> bool:
    """Whether a mention's status and day let it be the session known."""
    if status and known.status and status != known.status:
        return False
    value = known.cells.get("dates", (None,))[0]
    return not (value and day and day.edtf and value != day.edtf)


def _clash(one: Session, other: Session) -> bool:
    return any(c in one.cells and c in other.cells and one.cells[c][0] != other.cells[c][0] for c in ("dates", "city"))


def _window(nodes: list[Node], i: int) -> tuple[list[Node], list[Node]]:
    """The nodes before (nearest first) and after a node that can belong to it: up to a verb of saying or another session."""
    return _before(nodes, i), _upto(nodes[i + 1 : i + 1 + _REACH])


def _before(nodes: list[Node], i: int) -> list[Node]:
    return _upto(nodes[max(0, i - _REACH) : i][::-1], stop=frozenset({"ACCORDING", "RELAY"}))


def _upto(nodes: list[Node], stop: frozenset[str] = _BREAKS) -> list[Node]:
    out = []
    for node in nodes:
        if "SESSION" in node.classes or (stop & node.classes.keys() and not {"PLANNED", "PROPOSED"} & node.classes.keys()):
            break
        out.append(node)
    return out


def _date_near(left: list[Node], right: list[Node], encounter: bool = False) -> Node | None:
    """The date after the session; or one before it when a verb of holding stands between, or it opens the clause of an encounter."""
    for node in right:
        if "DATE" in node.classes and "session_day" not in node.classes["DATE"]:
            return node
    held = encounter
    for node in left[:8]:
        if "HOLD" in node.classes or "MEET" in node.classes:
            held = True
        if {"SAY", "SAY_ABOUT"} & node.classes.keys():
            return None
        if held and "DATE" in node.classes and "session_day" not in node.classes["DATE"]:
            return node
    return None


def _place_near(right: list[Node], things: dict[str, Any], process: str | None, processes: dict[str, Any]) -> tuple[str | None, str | None, Node | None]:
    """(city, country, node): a city after a word of place; a state only right after the session, and never the one talked about."""
    inside = False
    for k, node in enumerate(right):
        if "CITY" in node.classes:
            return node.classes["CITY"], None, node
        place = things.get(node.classes.get("PLACE", ""), {})
        if place.get("kind") == "city" and (inside or "b" in node.flags):
            return place["id"], None, node
        if k <= 2 and "STATE" in node.classes and (inside or "b" in node.flags) and node.classes["STATE"] != processes.get(process or "", {}).get("about", "syria"):
            return None, things[node.classes["STATE"]].get("iso2"), node
        inside = "IN" in node.classes
    return None, None, None


def _claims(page: Page, session: Session) -> None:
    modality = session.status or "asserted"
    spans = tuple(dict.fromkeys(session.spans))
    more: dict[str, Any] = {"modality": modality, "pattern": session.pattern}
    for cell in ("kind", "process", "number", "status"):
        page.claim(session.subject, "session", cell, getattr(session, cell), spans, **more)
    for cell, (value, where, when, basis) in session.cells.items():
        page.claim(session.subject, "session", cell, value, where, when=when, basis=basis, **more)
    for row, where, basis in session.rows:
        page.claim(session.subject, "session", "participant", row, where, basis=basis, **more)
