"""Meetings: rounds, summits, ministers' meetings, bilaterals and calls; when and where, planned or held, who took part as what.

A mention becomes a local session; mentions of one session inside an article are joined by process, kind and number, or
because the text goes on about "the meeting".
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec

from mahdar.engine.cascade import Node
from mahdar.model import Day
from mahdar.reading.clause import Place, after, before, date_near, governor, place_before, place_near, status_of
from mahdar.reading.encounters import row_of, rows_of
from mahdar.reading.gathering import Session, agree, clash, covers, make_claims, who
from mahdar.reading.page import Page, Sentence
from mahdar.reading.places import country_of

# An article that tells of more sessions is a list, and is read no further; real reports name a dozen.
_MOST = 60
_NUMBERED = frozenset({"round", "meeting"})


def collect(page: Page) -> None:
    """All sessions of the document, mentions joined, with their claims made."""
    sessions: list[Session] = []
    for article, body in page.bodies():
        desk = _Desk(page, article)
        for sentence in body:
            desk.read(sentence)
        sessions += desk.close()
    for session in sessions:
        make_claims(page, session)
    page.found["sessions"] = sessions


class _Desk:
    """Joins the mentions of one article; `current` is the session that the text goes on about."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.things = page.packs.things
        self.processes = page.packs.processes
        self.sessions: list[Session] = []
        self.current: Session | None = None
        self.process = self._main_process()
        self.last_day = max(self._days_of_talks(), default=0)
        self.day: str | None = None

    def _main_process(self) -> str | None:
        """The process that the article names first: as a track, in a session's name, or by its bloc."""
        nodes = [n for s in self.page.sentences if s.article == self.article for n in s.nodes]
        for found in (
            (n.classes.get("PROCESS") or n.classes.get("SESSION", {}).get("process") for n in nodes),
            (self.things.get(n.classes["ORG"], {}).get("process") for n in nodes if isinstance(n.classes.get("ORG"), str)),
        ):
            process = next((p for p in found if p), None)
            if process:
                return str(process)
        return None

    def _days_of_talks(self) -> list[int]:
        sentences = [s for s in self.page.sentences if s.article == self.article]
        return [n.classes["DATE"]["session_day"] for s in sentences for n in s.nodes if "session_day" in n.classes.get("DATE", {})]

    def read(self, sentence: Sentence) -> None:
        """Takes the sessions, encounters and participants of one sentence."""
        self._settle_day(sentence)
        encounters = self.page.noted("meetings", sentence)
        told = [e for e in encounters if "MEETING" in e.classes]
        for i, node in enumerate(sentence.nodes):
            if "SESSION" in node.classes and (self._is_named(node) or not any(e.first <= node.first <= e.last for e in told)):
                self._mention(sentence, i)
        for encounter in told:
            if any(self._is_named(n) and encounter.first <= n.first <= encounter.last for n in sentence.nodes):
                self._participants(sentence, encounter)
            else:
                self._encounter(sentence, encounter)
        for node in encounters:
            if "MEETING" not in node.classes:
                self._participants(sentence, node)
        self._guarantors(sentence)

    def _is_named(self, node: Node) -> bool:
        """Whether a session is told by its process and number: those who met are then its participants, not an encounter of their own."""
        said = node.classes.get("SESSION")
        return said is not None and None not in (said["process"], said["number"])

    def _settle_day(self, sentence: Sentence) -> None:
        """'The first day of the talks' is counted back from the day published, which is the last day of the talks that is named."""
        published = self._day_published()
        if published is None:
            return
        for node in sentence.nodes:
            nth = node.classes.get("DATE", {}).get("session_day")
            if nth is not None:
                self.day = (date.fromisoformat(published) - timedelta(self.last_day - nth)).isoformat()
                mention = self.page.dates[node.start]
                day = Day(self.day, None, self.day, self.day, ("session_day",), ("year", "month", "day"), "published")
                self.page.dates[node.start] = msgspec.structs.replace(mention, day=day)

    def _day_published(self) -> str | None:
        """The day published, where it is known to the day."""
        anchor = self.page.anchor(self.article)
        return anchor.edtf if anchor and _one_day(anchor.edtf) else None

    # --- a session named by a noun phrase

    def _mention(self, sentence: Sentence, i: int) -> None:
        node = sentence.nodes[i]
        said = node.classes["SESSION"]
        left, right = before(sentence.nodes, i), after(sentence.nodes, i)
        series = self._series(right)
        process = said["process"] or series or self._process_near(left, right)
        kind, number = said["kind"], said["ordinal"] if series else said["number"]
        if process is None and ((number is not None and kind in _NUMBERED) or (kind == "summit" and "trilateral" in said["adjectives"])):
            process = self.process
        day, place = date_near(left, right), place_near(right, self.things, process, self.processes)
        place = place if place[2] else place_before(left, self.things)
        status = {1: "planned"}.get(said["towards"]) or status_of(left, right) or self._by_date(day)
        if status == "held" and self._by_date(day) == "planned":
            status = "planned"
        if process is None and kind == "round" and said["definite"] and said["towards"] is not None:
            process = self.process
        process = process or self._process_at_home(sentence, place[0], kind, node, right)
        if self._before_it_began(process, [*left, *right]):
            return
        kind = self._kind(kind, process, right)
        if not self._worth(node, kind, process, number, status, day, place, left):
            return
        if len(self.sessions) >= _MOST:
            return
        home = self._same_as_known(said, process, kind, number, status, day, place)
        session = home or self._session(kind, process, number, status, node, day)
        session.spans.append((node.start, node.end))
        session.status = session.status or status
        self._fill(session, day, place, right)
        for nation in said["nations"]:
            session.add(row_of(self.things, nation, None), (node.start, node.end))
        if status == "proposed":
            self._proposer(session, sentence, node)
        if process and session.status in (None, "held") and kind not in ("bilateral", "call"):
            self.current = session

    def _by_date(self, node: Node | None) -> str | None:
        """With no word of planning: a day not after the report was held, one after it is planned."""
        day, published = self.page.day_of(node), self._day_published()
        if node is not None and node.classes["DATE"].get("rel") == 1:
            return "planned"
        if day and day.latest and published:
            return "held" if day.latest <= published else "planned" if str(day.earliest) > published else None
        return None

    def _same_as_known(
        self, said: dict[str, Any], process: str | None, kind: str, number: int | None, status: str | None, day: Node | None, place: Place
    ) -> Session | None:
        """'The meeting' that is being talked of, or the process's planned one in general words: nothing said is against it."""
        when = self.page.day_of(day)
        general = set(said["nouns"]) <= {"meeting", "conference", "talks"} and number is None
        for known in [self.current, *reversed(self.sessions)]:
            if known is None or not (general or known.kind == kind):
                continue
            again = process is None and place[0] and status and known.status == status and known.cells.get("city", (None,))[0] == place[0]
            if not again and (process is None or known.process != process):
                continue
            if number is not None and known.number != number:
                continue
            if (
                agree(known, status, when)
                and place[0] in (None, known.cells.get("city", (None,))[0])
                and (known.number is None or number or not day)
            ):
                return known
        return None

    def _series(self, right: list[Node]) -> str | None:
        """The body whose rounds are counted ("the seventh round of the committee"), when it is a process of its own."""
        for node in right[:2]:
            if isinstance(node.classes.get("ORG"), str):
                return self.things.get(node.classes["ORG"], {}).get("process")
        return None

    def _process_near(self, left: list[Node], right: list[Node]) -> str | None:
        """A process whose frame the session is said to be in, or whose bloc it is of."""
        for near, node in [*zip([None, *right], right[:8], strict=False), *zip(left[1:], left[:6], strict=False)]:
            framed = bool(node.flags & {"b", "l"}) or (near is not None and bool({"LINK", "IN", "SIDE_OF"} & near.classes.keys()))
            if "PROCESS" in node.classes and framed:
                return str(node.classes["PROCESS"])
            bloc = self.things.get(node.classes.get("ORG", ""), {})
            if "process" in bloc and ("l" in node.flags or (near is not None and {"SESSION_NOUN", "LINK"} & near.classes.keys())):
                return str(bloc["process"])
        return None

    def _process_at_home(self, sentence: Sentence, city: str | None, kind: str, node: Node, right: list[Node]) -> str | None:
        """Talks in a process's home city that its mediator speaks of, or that are about what it is about, are that process's."""
        topics = {n.classes["STATE"] for before, n in pairwise(right) if "STATE" in n.classes and "LINK" in before.classes}
        topics |= {n.classes["NATIONALITY"] for n in [*node.kids, *right[:2]] if "NATIONALITY" in n.classes}
        people = {n.classes["PERSON"] for n in sentence.nodes if isinstance(n.classes.get("PERSON"), str)}
        for process in self.processes.values():
            ours = people & set(process.get("mediators", ())) or (process.get("guarantors") and process.get("about") in topics)
            if city in process.get("homes", ()) and ours and kind not in ("bilateral", "call"):
                return str(process["id"])
        return None

    def _before_it_began(self, process: str | None, nodes: list[Node]) -> bool:
        """Whether a day told beside the session is earlier than its process: other talks that bear the name."""
        began = self.processes.get(process or "", {}).get("began")
        days = [day for n in nodes if (day := self.page.day_of(n)) and day.latest]
        return began is not None and len(days) > 0 and all(str(day.latest) < began for day in days)

    def _kind(self, kind: str, process: str | None, right: list[Node]) -> str:
        ministers = any(n.classes.get("ACTORS", {}).get("office") == "foreign-minister" for n in right[:8])
        if process and kind in ("meeting", "conference") and ministers:
            return "ministerial"
        if process and kind == "meeting" and self.processes.get(process, {}).get("numbered"):
            return "round"
        return kind

    def _worth(
        self,
        node: Node,
        kind: str,
        process: str | None,
        number: int | None,
        status: str | None,
        day: Node | None,
        place: Place,
        left: list[Node],
    ) -> bool:
        """Whether a mention says enough: of a process a day, a place or its holding; of none, its holding and a place."""
        verb = governor(left)
        held = any({"HOLD", "HOLDING"} & n.classes.keys() for n in left[: 4 if verb is None else verb + 1])
        if number is not None:
            return process is not None
        if kind in ("bilateral", "call"):
            return False
        if process is not None:
            return bool(day or place[2] or (status and held))
        return (held or bool(node.classes["SESSION"]["nations"])) and (place[0] is not None or (day is not None and kind == "summit"))

    def _session(self, kind: str, process: str | None, number: int | None, status: str | None, node: Node, day: Node | None) -> Session:
        """The session of this article with this number, or a new one."""
        for known in self.sessions:
            if (
                process is not None
                and (known.kind, known.process, known.number) == (kind, process, number)
                and agree(known, status, self.page.day_of(day))
            ):
                return known
        session = Session(
            self.page.subject("session"), kind, process, number, status, self.article, (node.start, node.end), pattern=node.pattern
        )
        self.sessions.append(session)
        return session

    def _fill(self, session: Session, day: Node | None, place: Place, right: list[Node]) -> None:
        self._date(session, day)
        city, country, where = place
        if where is not None:
            session.put("city", city, (where.start, where.end))
            session.put("country", country or country_of(self.things, city), (where.start, where.end))
        margin = next((k for k, n in enumerate(right) if "MARGINS" in n.classes), None)
        if margin is not None and margin + 1 < len(right):
            node = right[margin + 1]
            session.put("margins_of", self.page.text[node.start : node.end], (node.start, node.end))

    def _date(self, session: Session, node: Node | None) -> None:
        day = self.page.day_of(node)
        if node is None or day is None:
            return
        session.put("dates", day.edtf, (node.start, node.end), node.classes["DATE"])
        session.put("part", day.part, (node.start, node.end))

    def _proposer(self, session: Session, sentence: Sentence, node: Node) -> None:
        """Who proposes a session, and to whom: the persons named before it, the one after "to" being asked."""
        before = None
        for other in sentence.nodes:
            if other.first >= node.first:
                break
            if "PERSON" in other.classes:
                role = "addressee" if before is not None and "ON" in before.classes else "proposer"
                for row in rows_of(self.page, other):
                    session.add({**row, "role": role}, (other.start, other.end))
            before = other

    # --- an encounter told by a verb

    def _encounter(self, sentence: Sentence, node: Node) -> None:
        meeting = node.classes["MEETING"]
        nodes = sentence.nodes
        last = max((k for k, n in enumerate(nodes) if n.first <= node.last), default=len(nodes) - 1)
        first = next((k for k, n in enumerate(nodes) if n.first >= node.first), 0)
        left, right = before(nodes, first), after(nodes, last)
        process = self._process_near([], right) or self._composed(meeting["members"])
        kind = self._encounter_kind(meeting, process, sentence)
        if kind in ("call", "bilateral"):
            process = None
        if process is None and kind == "meeting" and len(meeting["members"]) < 2:
            return
        day, place = date_near(left, right, encounter=True), place_near(right, self.things, process, self.processes)
        status = status_of(left, right) or self._by_date(day) if meeting["governed"] else self._encounter_status(meeting, left, node, day)
        if status is None and not (day and place[0]):
            return
        pairs = (
            [[meeting["members"][0], other] for other in meeting["members"][1:]]
            if meeting["apart"] and kind == "call"
            else [meeting["members"]]
        )
        for members in pairs:
            self._keep(self._met(kind, process, status, node, members), day, place, right)

    def _encounter_status(self, meeting: dict[str, Any], left: list[Node], node: Node, day: Node | None) -> str:
        planned = any("PLANNED" in n.classes for n in [*left[:8], *node.kids]) or meeting["to_come"]
        ahead = day is not None and day.classes["DATE"].get("rel") == 1
        return "planned" if planned or ahead else "held"

    def _met(self, kind: str, process: str | None, status: str | None, node: Node, members: list[dict[str, Any]]) -> Session:
        session = Session(
            self.page.subject("session"), kind, process, None, status, self.article, (node.start, node.end), pattern=node.pattern
        )
        session.spans.append((node.start, node.end))
        for row in members:
            session.add(row, (node.start, node.end))
        return session

    def _keep(self, session: Session, day: Node | None, place: Place, right: list[Node]) -> None:
        """Adds an encounter, or joins it with the one that the article has already told."""
        if len(self.sessions) >= _MOST:
            return
        self._fill(session, day, place, right)
        self._inside(session)
        for known in self.sessions:
            if (known.kind, known.process, known.status) == (session.kind, session.process, session.status) and covers(known, session):
                known.spans += session.spans
                for row, spans, basis in session.rows:
                    known.add(row, spans[0], basis)
                for cell, filled in session.cells.items():
                    known.cells.setdefault(cell, filled)
                return
        self.sessions.append(session)
        if session.process and session.kind not in ("bilateral", "call"):
            self.current = session

    def _encounter_kind(self, meeting: dict[str, Any], process: str | None, sentence: Sentence) -> str:
        if meeting["kind"] in ("call", "summit", "round", "conference"):
            return str(meeting["kind"])
        levels = {row["level"] for row in meeting["members"]}
        ministers = levels == {"foreign minister"} or meeting["office"] == "foreign-minister"
        if ministers and (process or len(meeting["members"]) > 2):
            return "ministerial"
        if meeting["verb"] == "call" or self._by_phone(sentence):
            return "call"
        people = {row["person"] for row in meeting["members"]} - {None}
        if meeting["verb"] == "discuss" and any(s.kind == "call" and people & who(s) for s in self.sessions):
            return "call"
        return "bilateral" if meeting["sides"] == 2 and len(meeting["members"]) == 2 else "meeting"

    def _by_phone(self, sentence: Sentence) -> bool:
        """A call named in the sentence, or in the headline of a report of one meeting."""
        lines = [sentence, *(s for s in self.page.sentences if s.article == self.article and s.role == "title")]
        return any("PHONE" in n.classes or "call" in n.classes.get("SESSION", {}).get("nouns", ()) for s in lines for n in s.nodes)

    def _composed(self, rows: list[dict[str, Any]], kind: str | None = None) -> str | None:
        """A process that is declared as a composition of states."""
        actors = {row["actor"] for row in rows}
        for process in self.processes.values():
            compose = process.get("compose")
            exact = process.get("guarantors")
            if kind in ("summit", "ministerial") and exact and actors - {None} == set(exact):
                return str(process["id"])
            if compose and len(actors & set(compose["members"])) >= compose["least"] and actors & set(compose["with"]):
                return str(process["id"])
        return None

    def _inside(self, session: Session) -> None:
        """A bilateral told within the report of a round is on its margins: its city, the day of the talks told, its delegations."""
        current = self.current
        if session.kind != "bilateral" or current is None or current.kind != "round" or current.status not in ("held", None):
            return
        session.process = current.process
        session.put("margins_of", current.subject, session.span, basis="inferred")
        for cell in ("city", "country"):
            if cell in current.cells:
                session.put(cell, current.cells[cell][0], current.cells[cell][1][0], basis="inferred")
        if self.day:
            session.put("dates", self.day, session.span, basis="inferred")
        for row, spans, _ in session.rows:
            actor = self._party_of(row["actor"], current.process)
            if actor and row["level"]:
                current.add({**row, "actor": actor}, spans[0], "inferred")

    def _party_of(self, actor: str | None, process: str | None) -> str | None:
        """The party of a process that a state's delegation is: its government."""
        rules = self.processes.get(process or "", {})
        if actor in rules.get("guarantors", ()):
            return actor
        return next((p for p in rules.get("parties", ()) if self.things.get(p, {}).get("of") == actor and "government" in p), None)

    # --- who took part

    def _participants(self, sentence: Sentence, node: Node) -> None:
        target = self._target(sentence)
        if target is None:
            return
        if "HEAD" in node.classes:
            actor = self._party_of(node.classes["HEAD"]["actor"], target.process) or node.classes["HEAD"]["actor"]
            row = row_of(self.things, actor, None)
            row.update(person=node.classes["HEAD"]["person"], person_role="head")
            target.add(row, (node.start, node.end))
        for row in node.classes.get("MEETING", {}).get("members", ()):
            target.add(row, (node.start, node.end))
        if "PART_TAKEN" in node.classes:
            for row in node.classes["PART_TAKEN"]["rows"]:
                target.add(
                    {**row, "role": self._role(row["actor"], node.classes["PART_TAKEN"]["role"], target.process)}, (node.start, node.end)
                )

    def _role(self, actor: str | None, role: str | None, process: str | None) -> str | None:
        """The role said, unless the process knows the actor as guarantor or party: a list of observers often begins with these."""
        rules = self.processes.get(process or "", {})
        return None if actor in [*rules.get("guarantors", ()), *rules.get("parties", ())] else role

    def _target(self, sentence: Sentence) -> Session | None:
        here = [s for s in self.sessions if sentence.span[0] <= s.spans[-1][0] < sentence.span[1] and s.kind not in ("call", "bilateral")]
        return here[-1] if here else self.current

    def _guarantors(self, sentence: Sentence) -> None:
        """The guarantors named in the report of a session of their process."""
        if self.current is None or self.current.process is None or self.current.kind not in ("round", "summit", "ministerial"):
            return
        standing = set(self.processes[self.current.process].get("guarantors", ()))
        for node in sentence.nodes:
            members = node.classes.get("ACTORS", {}).get("members") or self.things.get(node.classes.get("ORG", ""), {}).get("members", ())
            if standing and standing <= set(members):
                for actor in sorted(standing):
                    self.current.add(row_of(self.things, actor, None), (node.start, node.end))

    # --- at the end of the article

    def close(self) -> list[Session]:
        """Joins the unnumbered round of the report with its numbered one, and settles process, days and standing roles."""
        self._join_rounds()
        for session in self.sessions:
            session.process = (
                self._composed([row for row, _, _ in session.rows], session.kind) if session.kind not in ("call", "bilateral") else None
            ) or session.process
            self._talks_days(session)
            self._standing_roles(session)
        return self.sessions

    def _join_rounds(self) -> None:
        numbered = [s for s in self.sessions if s.kind == "round" and s.number is not None and s.status in (None, "held")]
        for session in [s for s in self.sessions if s.kind == "round" and s.number is None and s.status in (None, "held")]:
            homes = [n for n in numbered if n.process == session.process and not clash(n, session)]
            if len(homes) == 1:
                self._join(homes[0], session)

    def _join(self, home: Session, session: Session) -> None:
        home.spans += session.spans
        home.status = home.status or session.status
        for cell, value in session.cells.items():
            home.cells.setdefault(cell, value)
        for row, spans, basis in session.rows:
            home.add(row, spans[0], basis)
        self.sessions.remove(session)
        for other in self.sessions:
            if other.cells.get("margins_of", (None,))[0] == session.subject:
                other.cells["margins_of"] = (home.subject, *other.cells["margins_of"][1:])
        self.current = home if self.current is session else self.current

    def _talks_days(self, session: Session) -> None:
        """A round reported on its nth day lasted the days up to it."""
        if session is self.current and session.kind == "round" and self.last_day > 1 and session.status == "held":
            value, spans, when, _ = session.cells.get("dates", (None, (), None, ""))
            if _one_day(value):
                first = (date.fromisoformat(value) - timedelta(self.last_day - 1)).isoformat()
                session.cells["dates"] = (f"{first}/{value}", spans, when, "inferred")

    def _standing_roles(self, session: Session) -> None:
        process = self.page.packs.processes.get(session.process or "", {})
        if session.kind in ("bilateral", "call"):
            return
        for row, _, _ in session.rows:
            actor = row["actor"]
            if row["role"] is None and actor in process.get("guarantors", ()):
                row["role"] = "guarantor"
            elif row["role"] is None and actor in [
                *process.get("parties", ()),
                *process.get("compose", {}).get("members", ()),
                *process.get("compose", {}).get("with", ()),
            ]:
                row["role"] = "party"
            elif row["role"] is None and actor in process.get("observers", ()):
                row["role"] = "observer"
        for host in process.get("hosts", ()):
            city = session.cells.get("city")
            if city and self.things.get(host, {}).get("iso2") == country_of(self.things, city[0]) and session.kind in ("round", "summit"):
                session.add({**row_of(self.things, host, None), "role": "host"}, city[1][0], "inferred")


def _one_day(edtf: str | None) -> bool:
    """Whether a date is one known day."""
    return bool(edtf) and len(str(edtf)) == 10 and "X" not in str(edtf)
