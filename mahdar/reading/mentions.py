"""A session named by a noun phrase: which one it is, what its clause says of it, and whether that is enough to keep it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Day
from mahdar.reading import attending, tracks
from mahdar.reading.clause import Place, after, before, date_near, governor, place_before, place_near, status_of
from mahdar.reading.desk import Desk
from mahdar.reading.encounters import row_of
from mahdar.reading.gathering import Session, agree
from mahdar.reading.page import Sentence

_NUMBERED = frozenset({"round", "meeting"})
# Nodes after a session among which a verb of holding is its own ("talks in the city were held").
_NEAR = 2


@dataclass
class _Mention:
    """What one noun phrase and its clause say."""

    node: Node
    left: list[Node]
    right: list[Node]
    kind: str
    process: str | None
    number: int | None
    status: str | None
    day: Node | None
    when: Day | None
    place: Place

    @property
    def said(self) -> dict[str, Any]:
        """What the noun phrase itself says."""
        said: dict[str, Any] = self.node.classes["SESSION"]
        return said


def mention(desk: Desk, sentence: Sentence, i: int) -> None:
    """Takes one noun phrase: the session that it means is found among those told, or is new."""
    told = _told(desk, sentence, i)
    if desk.full or tracks.before_it_began(desk, told.process, [*told.left, *told.right]) or not _worth(told):
        return
    session = _same_as_known(desk, told) or _session(desk, told)
    span = (told.node.start, told.node.end)
    session.spans.append(span)
    session.status = session.status or told.status
    desk.fill(session, told.day, told.place, told.right)
    for nation in told.said["nations"]:
        session.add(row_of(desk.things, nation, None), span)
    if told.status == "proposed":
        attending.propose(desk, session, sentence, told.node)
    if told.process and session.status in (None, "held") and told.kind not in ("bilateral", "call"):
        desk.current = session


def _told(desk: Desk, sentence: Sentence, i: int) -> _Mention:
    node = sentence.nodes[i]
    said = node.classes["SESSION"]
    left, right = before(sentence.nodes, i), after(sentence.nodes, i)
    series = tracks.series(desk, right)
    number = said["ordinal"] if series else said["number"]
    process = said["process"] or series or tracks.named_near(desk, left, right) or _process_by_number(desk, said, number)
    day, place = date_near(left, right), place_near(right, desk.things, process, desk.processes)
    place = place if place[2] else place_before(left, desk.things)
    status = _status(desk, said, left, right, day)
    if process is None and said["kind"] == "round" and said["definite"] and said["towards"] is not None:
        process = desk.process
    process = process or tracks.at_home(desk, sentence, place[0], said["kind"], node, right)
    kind = tracks.kind_in(desk, said["kind"], process, right)
    return _Mention(node, left, right, kind, process, number, status, day, desk.page.day_of(day), place)


def _process_by_number(desk: Desk, said: dict[str, Any], number: int | None) -> str | None:
    """A numbered round, or a trilateral summit, of no process named is of the one that the article is about."""
    numbered = number is not None and said["kind"] in _NUMBERED
    return desk.process if numbered or (said["kind"] == "summit" and "trilateral" in said["adjectives"]) else None


def _status(desk: Desk, said: dict[str, Any], left: list[Node], right: list[Node], day: Node | None) -> str | None:
    status = {1: "planned"}.get(said["towards"]) or status_of(left, right) or desk.by_date(day)
    return "planned" if status == "held" and desk.by_date(day) == "planned" else status


def _worth(told: _Mention) -> bool:
    """Whether a mention says enough: of a process a day, a place or its holding; of none, its holding and a place."""
    verb = governor(told.left)
    held = any({"HOLD", "HOLDING"} & n.classes.keys() for n in told.left[: 4 if verb is None else verb + 1])
    held = held or any("HOLD" in n.classes for n in told.right[:_NEAR])
    if told.number is not None:
        return told.process is not None
    if told.kind in ("bilateral", "call"):
        return False
    if told.process is not None:
        return bool(told.day or told.place[2] or (told.status and held))
    return (held or bool(told.said["nations"])) and (told.place[0] is not None or (told.day is not None and told.kind == "summit"))


def _same_as_known(desk: Desk, told: _Mention) -> Session | None:
    """'The meeting' that is being talked of, or the process's planned one in general words: nothing said is against it."""
    general = set(told.said["nouns"]) <= {"meeting", "conference", "talks"} and told.number is None
    for known in [desk.current, *reversed(desk.sessions)]:
        if known is not None and (general or known.kind == told.kind) and _can_be(known, told):
            return known
    return None


def _can_be(known: Session, told: _Mention) -> bool:
    city = known.cells.get("city", (None,))[0]
    again = told.process is None and told.place[0] and told.status and known.status == told.status and city == told.place[0]
    if not again and (told.process is None or known.process != told.process):
        return False
    if told.number is not None and known.number != told.number:
        return False
    unnumbered = known.number is None or bool(told.number) or not told.day
    return agree(known, told.status, told.when) and told.place[0] in (None, city) and unnumbered


def _session(desk: Desk, told: _Mention) -> Session:
    """The session of this article with this number, or a new one."""
    name = (told.kind, told.process, told.number)
    for known in desk.sessions:
        same = told.process is not None and (known.kind, known.process, known.number) == name
        if same and agree(known, told.status, told.when):
            return known
    span = (told.node.start, told.node.end)
    session = Session(desk.page.subject("session"), *name, told.status, desk.article, span, pattern=told.node.pattern)
    desk.sessions.append(session)
    return session
