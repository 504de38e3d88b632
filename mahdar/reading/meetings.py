"""An encounter told by a verb: who met whom, of what kind it was, and whether the article has told of it already."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading import attending, tracks
from mahdar.reading.clause import (
    NOWHERE,
    Place,
    after,
    before,
    begins,
    date_near,
    governor,
    is_day,
    place_at,
    place_before,
    place_near,
    status_of,
)
from mahdar.reading.counted import the_sides
from mahdar.reading.desk import Desk
from mahdar.reading.gathering import Session, clash, covers, like, who, without_persons
from mahdar.reading.page import Sentence

# Levels of those whose meeting is a summit.
_HEADS = frozenset({"president", "prime minister", "king", "emir"})
# Tokens between "to" or "will" and the verb of a meeting.
_WILL_WITHIN = 2
# Nodes before an encounter within which the noun stands that it is told of.
_NOUN_WITHIN = 3
# The nodes before a verb, the nearest first, in a sentence that begins with a place; and in "..., on condition that".
_PLACE_FIRST = ("COMMA", "PLACE", "IN")
_PROVIDED = ("THAT", "ON", "COMMA")
# Nodes between talks and "between X and Y" in talks of which no more is told.
_BETWEEN_WITHIN = 3
# Right before "their meeting" where that is over.
_ENDS = frozenset({"ENDED", "COMPLETED"})
# Nodes before a meeting in which the place stands that "where" points back to.
_WHERE_WITHIN = 8


def encounter(desk: Desk, sentence: Sentence, node: Node) -> None:
    """Takes one encounter: a session of its own, or several where one speaks with each of many."""
    meeting = _completed(desk, sentence, node)
    if meeting is None:
        return
    left, right = _around(sentence, node)
    if meeting["now"] and any("FROM_THEN" in n.classes for n in right[:1]):
        return  # "has been holding talks for years"
    process = meeting["process"] or tracks.known_to(desk, tracks.named_near(desk, [], right)) or tracks.composed(desk, meeting["members"])
    kind, process = _kind_of(desk, meeting, process, sentence)
    if process is None and kind == "meeting" and len(meeting["members"]) < 2:
        return
    day = _day(meeting, node, left, right)
    own = day in [*node.kids, *right, *left[: governor(left) or 0]]
    if own and (meeting["to_come"] or any(_ahead(n) for n in [*left[:6], *(() if meeting["within"] else node.kids)])):
        desk.look_ahead(day)
    place = _place(desk, kind, process, left, right, meeting, node)
    held_in = desk.held_in.get(sentence.span, (None, NOWHERE))
    day, place = day or held_in[0], place if place[2] else held_in[1]
    kind, process = _at_home(desk, kind, process, sentence, node, place, right)
    status = _status(desk, meeting, left, right, node, day)
    history = process is None and desk.long_ago([*left, *node.kids, *right])
    if history or not _told_enough(meeting, status, day, place, node, process):
        if meeting["governed"] and not history and len(_inner(node)) <= _BETWEEN_WITHIN:
            desk.between.append((node, meeting["members"], process, place[0]))
        return
    for members in _pairs(meeting, kind):
        session = _met(desk, kind, process, status, node, members)
        session.aimed_at = meeting["purpose"]
        for noun in [n for n in node.slots.get("k", ()) if "SESSION" in n.classes]:
            attending.brought_about(desk, session, noun)
        _keep(desk, session, day, place, right)


def _kind_of(desk: Desk, meeting: dict[str, Any], process: str | None, sentence: Sentence) -> tuple[str, str | None]:
    """The kind of an encounter and its process: the talks of the parties to one are its own, other encounters of two are of none."""
    kind = _kind(desk, meeting, process, sentence)
    if meeting["each"] and kind in ("meeting", "ministerial", "summit"):
        return "bilateral", None
    own = tracks.of_its_parties(desk, meeting["members"]) if kind == "bilateral" else meeting["process"]
    if own is not None:
        return tracks.kind_in(desk, "meeting", own, []), own
    if kind in ("call", "bilateral"):
        return kind, None
    return kind, process or (desk.process if kind == "round" and meeting["number"] else None)


def _at_home(
    desk: Desk, kind: str, process: str | None, sentence: Sentence, node: Node, place: Place, right: list[Node]
) -> tuple[str, str | None]:
    """Talks between the parties in the home city of a process are of that process."""
    session = next((n for n in node.slots.get("k", ()) if "SESSION" in n.classes), None)
    if process is not None or session is None or any(row["person"] for row in node.classes["MEETING"]["members"]):
        return kind, process
    met = frozenset(str(row["actor"]) for row in node.classes["MEETING"]["members"])
    process = tracks.known_to(desk, tracks.at_home(desk, sentence, place, kind, session, [*_inner(node), *right], met))
    return tracks.kind_in(desk, kind, process, right), process


def _completed(desk: Desk, sentence: Sentence, node: Node) -> dict[str, Any] | None:
    """The encounter with the one who is talked of, where the words name the other only; a counterpart has the same level."""
    meeting: dict[str, Any] = node.classes["MEETING"]
    members = meeting["members"]
    if meeting["again"]:
        return _as_before(desk, meeting)
    if meeting["pair"]:
        members, process = the_sides(desk, meeting["pair"], node.start)
        return {**meeting, "members": members, "sides": len(members), "process": process}
    if meeting["alone"]:
        first = desk.subject(sentence, node)
        if first is None or {first["person"], first["actor"]} & {m["person"] or m["actor"] for m in members}:
            return None
        if meeting["of_one"] and meeting["of_one"] not in _offices(desk, first["person"]):
            return None
        members = [first, *members]
    if meeting["as_counterpart"]:
        members = [members[0], *({**m, "level": m["level"] or members[0]["level"]} for m in members[1:])]
    return {**meeting, "members": members, "sides": 2 if meeting["alone"] else meeting["sides"]}


def _as_before(desk: Desk, meeting: dict[str, Any]) -> dict[str, Any] | None:
    """'They agreed to meet again': those sides of which the report told last, in a session of the same kind and process."""
    last = desk.current or next((s for s in desk.sessions[::-1] if s.status in ("held", "under_way")), None)
    if last is None or last.kind == "call" or last.status not in ("held", "under_way"):
        return None
    return {**meeting, "members": without_persons(last), "kind": last.kind, "process": last.process, "to_come": True}


def _offices(desk: Desk, person: str | None) -> set[str]:
    """The offices that a person holds or held."""
    return {str(held.get("office")) for held in desk.things.get(person or "", {}).get("holds", ())}


def _around(sentence: Sentence, node: Node) -> tuple[list[Node], list[Node]]:
    nodes = sentence.nodes
    last = max((k for k, n in enumerate(nodes) if n.first <= node.last), default=len(nodes) - 1)
    first = next((k for k, n in enumerate(nodes) if n.first >= node.first), 0)
    return before(nodes, _governing(nodes, first)), after(nodes, last)


def _governing(nodes: list[Node], first: int) -> int:
    """Where the noun stands whose words an encounter goes on with: "the second meeting of the second round of talks between"."""
    if not nodes[first].flags & {"b", "l"}:
        return first
    noun = next((k for k in range(first - 1, max(first - _NOUN_WITHIN, -1), -1) if "ORDINAL" not in nodes[k].classes), first)
    return noun if "SESSION" in nodes[noun].classes else first


def _inner(node: Node) -> list[Node]:
    """What stands between the session and those who met: "the talks planned in the capital between A and B"."""
    told = {n.first for nodes in node.slots.values() for n in nodes}
    return [n for n in node.kids if min(told) < n.first and n.first not in told]


def _leading(node: Node) -> list[Node]:
    """What stands before the session within the words of a meeting ("after a meeting with A"), the nearest first."""
    told = min(n.first for nodes in node.slots.values() for n in nodes)
    return [n for n in node.kids if n.first < told][::-1]


def _day(meeting: dict[str, Any], node: Node, left: list[Node], right: list[Node]) -> Node | None:
    """The day told among the words of the meeting, else near it; one who left yesterday for talks did not hold them yesterday."""
    kids = () if meeting["purpose"] else zip([None, *node.kids], node.kids, strict=False)
    own = next((n for near, n in kids if is_day(n, near)), None)
    return own or date_near([] if meeting["purpose"] or meeting["again"] else left, right, encounter=not meeting["governed"])


def _told_enough(meeting: dict[str, Any], status: str | None, day: Node | None, place: Place, node: Node, process: str | None) -> bool:
    """Of talks to come or of no status a day or a place must be told, or both persons, or a plan: else they are only wished for."""
    if status in ("held", "under_way", "cancelled", "postponed", "suspended"):
        return True
    if status is None:
        return bool((day or meeting["number"]) and place[0])
    foreseen = meeting["governed"] and any("PLANNED" in n.classes for n in _inner(node))
    named = bool(meeting["members"]) and all(m["person"] or m["level"] for m in meeting["members"])
    known = process is not None and status == "planned"
    return bool(day or place[2] or foreseen or meeting["kind"] == "summit" or named or known)


def _status(desk: Desk, meeting: dict[str, Any], left: list[Node], right: list[Node], node: Node, day: Node | None) -> str | None:
    if meeting["governed"]:
        ahead = meeting["to_come"] and not meeting["purpose"]
        told = "planned" if ahead else status_of([*_leading(node), *left], [*_inner(node), *right]) or desk.by_date(day)
        if told == "under_way" and begins(left, right) and (meeting["kind"] == "bilateral" or desk.is_over(day)):
            return "held"
        return told or ("held" if meeting["held"] else None)
    if any("THEIRS" in n.classes and _ENDS & near.classes.keys() for near, n in pairwise(node.kids)):
        return "held"  # "as their meeting ended, they agreed to"
    words = () if meeting["within"] else (*left[:8], *node.kids)  # what two agreed on in a call is not the call
    planned = any({"PLANNED", "NOT_THAT"} & n.classes.keys() for n in words) or meeting["to_come"] or _wanted(node)
    planned = planned or _provided(left) or _that_he_meets(left, node)
    by_date = desk.by_date(day)
    ahead = by_date == "planned" or (meeting["now"] and day is not None and by_date is None)
    return "planned" if planned or ahead else "held"


def _provided(left: list[Node]) -> bool:
    """'..., on condition that the delegation meets X': what is to come in a plan that the sentence tells."""
    return _begins_with(left, _PROVIDED)


def _that_he_meets(left: list[Node], node: Node) -> bool:
    """'Expected that X meet Y': right after "that", a verb in the present tells of what is foreseen or wished for."""
    verb = next(iter(node.slots.get("v", ())), None)
    return verb is not None and "UPCOMING" in verb.classes and any("THAT" in n.classes and n.last + 1 == verb.first for n in left[:1])


def _wanted(node: Node) -> bool:
    """'To meet', 'will meet': whether the verb of a meeting is in the form of what is still to come."""
    verb = next(iter(node.slots.get("v", ())), None)
    return verb is not None and any(
        {"TO", "WILL"} & n.classes.keys() for n in node.kids if verb.first - _WILL_WITHIN <= n.first < verb.first
    )


def _ahead(node: Node) -> bool:
    return "PLANNED" in node.classes or node.classes.get("HOLD") == "now"


def _place(desk: Desk, kind: str, process: str | None, left: list[Node], right: list[Node], meeting: dict[str, Any], node: Node) -> Place:
    """Where they met; a call has no place, and before a session stands the place of its verb of holding."""
    if kind == "call":
        return NOWHERE
    goal = place_at(node.slots["p"][-1], desk.things) if node.slots.get("p") else NOWHERE
    goal = next((found for found in (goal, _there(left, desk.things), _came(node, desk.things)) if found[2]), NOWHERE)
    inner = place_near(_inner(node), desk.things, process, desk.processes)
    later = place_near(right, desk.things, process, desk.processes, held=not meeting["governed"])
    place = next((found for found in (goal, later if _is_theirs(node, inner) and later[0] else inner, later) if found[2]), NOWHERE)
    if place[2] is None and meeting["governed"]:
        return place_before(left, desk.things)
    return place if place[2] else _place_at_the_head(desk, left)


def _there(left: list[Node], things: dict[str, Any]) -> Place:
    """'He visited the city on Monday, where he met': the place to which "where" points back."""
    if not any("WHERE" in n.classes for n in left[:2]):
        return NOWHERE
    return next((place for n in left[:_WHERE_WITHIN] if (place := place_at(n, things))[0]), NOWHERE)


def _came(node: Node, things: dict[str, Any]) -> Place:
    """'He flew to the city and met': the city to which the words of a meeting say that one came."""
    verb = next(iter(node.slots.get("v", ())), node)
    comes = ((near, n) for near, n in pairwise(node.kids) if "ARRIVAL" in near.classes and n.first < verb.first)
    return next((place for _, n in comes if (place := place_at(n, things))[0]), NOWHERE)


def _is_theirs(node: Node, place: Place) -> bool:
    """'The government in Kabul met the envoys': whether a place stands before the verb of a meeting, and may tell of the one who met."""
    verb = next(iter(node.slots.get("v", ())), None)
    return verb is not None and place[2] is not None and place[2].first < verb.first


def _place_at_the_head(desk: Desk, left: list[Node]) -> Place:
    """'In Oslo, X met Y': the place with which a sentence begins."""
    return place_at(left[1], desk.things) if len(left) == len(_PLACE_FIRST) and _begins_with(left, _PLACE_FIRST) else NOWHERE


def _begins_with(nodes: list[Node], names: tuple[str, ...]) -> bool:
    """Whether the first nodes are of these classes or marks, in this order."""
    return len(nodes) >= len(names) and all(name in n.features for name, n in zip(names, nodes, strict=False))


def _pairs(meeting: dict[str, Any], kind: str) -> list[list[dict[str, Any]]]:
    """Those who met; one who calls several, or meets them, does so with each."""
    members = meeting["members"]
    each = meeting["each"] or (meeting["apart"] and kind == "call")
    return [[members[0], other] for other in members[1:]] if each else [members]


def _met(desk: Desk, kind: str, process: str | None, status: str | None, node: Node, members: list[dict[str, Any]]) -> Session:
    span = (node.start, node.end)
    number = node.classes["MEETING"]["number"] if kind == "round" else None
    session = Session(desk.page.subject("session"), kind, process, number, status, desk.article, span, pattern=node.pattern)
    session.spans.append(span)
    for row in members:
        session.add(row, span)
    return session


def _keep(desk: Desk, session: Session, day: Node | None, place: Place, right: list[Node]) -> None:
    """Adds an encounter, or joins it with the one that the article has already told."""
    if desk.full:
        return
    desk.fill(session, day, place, right)
    _inside(desk, session)
    for known in desk.sessions:
        if _again(known, session):
            known.status = session.status if known.aimed_at else known.status
            known.take(session)
            return
    desk.sessions.append(session)
    if session.process and session.kind not in ("bilateral", "call"):
        desk.go_on(session)


def _again(known: Session, session: Session) -> bool:
    """Whether both tell of one encounter: a reception and the talks after it are one, of one day."""
    alike = known.kind == session.kind or ({known.kind, session.kind} == {"bilateral", "meeting"} and len(known.rows) == len(session.rows))
    told_so = like(known.status, session.status) or ("held" in (known.status, session.status) and (known.aimed_at or session.aimed_at))
    same = covers(known, session) or (known.process is not None and not session.rows)
    return alike and told_so and known.process == session.process and same and not clash(known, session)


def _kind(desk: Desk, meeting: dict[str, Any], process: str | None, sentence: Sentence) -> str:
    if meeting["kind"] in ("call", "summit", "round", "conference"):
        return str(meeting["kind"])
    levels = {row["level"] for row in meeting["members"]}
    ministers = levels == {"foreign minister"} or meeting["office"] == "foreign-minister"
    if ministers and (process or len(meeting["members"]) > 2):
        return "ministerial"
    if meeting["verb"] == "call" or _by_phone(desk, sentence):
        return "call"
    if len(meeting["members"]) > 2 and None not in levels and levels <= _HEADS:
        return "summit"
    if meeting["kind"] == "bilateral":
        return "bilateral"
    people = {row["person"] for row in meeting["members"]} - {None}
    if any(desk.things.get(row["actor"], {}).get("kind") == "bloc" for row in meeting["members"]):
        return "meeting"
    if meeting["verb"] == "discuss" and (_called_so(desk, sentence) or any(s.kind == "call" and people & who(s) for s in desk.sessions)):
        return "call"
    return "bilateral" if len(meeting["members"]) == 2 and any(_of_a_state(desk, row) for row in meeting["members"]) else "meeting"


def _of_a_state(desk: Desk, row: dict[str, Any]) -> bool:
    """Whether somebody meets as a person or for a state; the talks of the parties to a conflict are no bilateral meeting."""
    return bool(row["person"]) or desk.things.get(row["actor"], {}).get("class") == "state"


def _by_phone(desk: Desk, sentence: Sentence) -> bool:
    """A call named in the sentence, or in the headline of a report of one meeting."""
    lines = [sentence, *(s for s in desk.sentences if s.role == "title")]
    return any("PHONE" in n.classes or "call" in n.classes.get("SESSION", {}).get("nouns", ()) for s in lines for n in s.nodes)


def _called_so(desk: Desk, sentence: Sentence) -> bool:
    """'They discussed the truce', and in the next sentence "the call": of the sessions told after it, a call is the first."""
    later = desk.sentences[desk.sentences.index(sentence) + 1 :][:1]
    told = next((n.classes["SESSION"] for s in later for n in s.nodes if "SESSION" in n.classes), None)
    return told is not None and told["definite"] and "call" in told["nouns"]


def _inside(desk: Desk, session: Session) -> None:
    """A bilateral told within the report of a round is on its margins: its city, the day of the talks told, its delegations."""
    current = desk.current
    if session.kind != "bilateral" or current is None or current.kind != "round" or current.status not in ("held", "under_way", None):
        return
    if current.status is None and "dates" not in current.cells:
        return
    if clash(current, session):
        return
    session.process = current.process
    session.put("margins_of", current.subject, session.span, basis="inferred")
    for cell in ("city", "country"):
        if cell in current.cells:
            session.put(cell, current.cells[cell][0], current.cells[cell][1][0], basis="inferred")
    if desk.day:
        session.put("dates", desk.day, session.span, basis="inferred")
    for row, spans, _ in session.rows:
        actor = attending.party_of(desk, row["actor"], current.process)
        if actor and (row["level"] or row["person_role"]):
            current.add({**row, "actor": actor}, spans[0], "inferred")
