"""What one noun phrase for a session and its clause say, and whether that is enough to keep it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Day
from mahdar.reading import tracks
from mahdar.reading.clause import (
    NOWHERE,
    Place,
    after,
    before,
    begins,
    date_near,
    details,
    follows,
    governor,
    is_day,
    place_at,
    place_before,
    place_near,
    status_of,
    was_planned,
)
from mahdar.reading.desk import Desk
from mahdar.reading.page import Sentence

_NUMBERED = frozenset({"round", "meeting"})
_OF_THE_SERIES = frozenset({("round", -1), ("round", 0), ("round", 1), ("meeting", 1)})
_PAST = frozenset({None, "held", "under_way"})
_CALLED_OFF = frozenset({"cancelled", "postponed", "suspended"})
_HELD = frozenset({"HOLD", "HOLDING", "HOSTS_IT"})
# Nodes after a session in which a verb says that it is held ("a summit on X is held today").
_NEAR = 5
# What stands before "a round" in "a meeting in a round".
_PAIR = 2
# Nodes before a session in which such a verb can stand.
_GOVERNS = 4


@dataclass
class Mention:
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


def noun_phrase(desk: Desk, sentence: Sentence, i: int) -> Mention:
    """The session that a node of a sentence names, with its process, number, status, day and place as its clause tells them."""
    node = sentence.nodes[i]
    said = node.classes["SESSION"]
    left, right = before(sentence.nodes, i), after(sentence.nodes, i)
    series = tracks.series(desk, right) or tracks.of_its_own(desk, node, left)
    number = None if _counts_others(node, right) else said["ordinal"] if series else said["number"]
    process = said["process"] or series or tracks.named_near(desk, left, right) or _process_by_number(desk, said, number, right)
    counted = said["kind"] == "summit" or (
        said["definite"] and said["kind"] == "meeting" and desk.processes.get(process or "", {}).get("numbered")
    )
    number = said["ordinal"] if process and counted else number
    day = _day_in_name(node) or _day(left, right, number) or _day_of_entry(sentence, i)
    place = place_near(right, desk.things, process, desk.processes, governed=governor(left) is not None)
    place = next((p for p in (place, place_before(left, desk.things), _place_in_name(node, left, desk.things)) if p[2]), place)
    status = _status(desk, node, left, right, day)
    day = _put_off_to(right) or day if status == "postponed" else day
    own = said["kind"] not in ("bilateral", "call") and day in [*right, *left[: governor(left) or 0]]
    if own and (status == "planned" or _now(left, right)) and not _told_before(left, right):
        desk.look_ahead(day)
        by_date = desk.by_date(day)
        status = by_date if by_date == "planned" and status in _PAST else status or by_date
    if process is None and said["definite"] and (said["kind"], said["towards"]) in _OF_THE_SERIES:
        process = _of_the_series(desk, said["kind"])
    process = tracks.known_to(desk, process or tracks.at_home(desk, sentence, place, said["kind"], node, right))
    kind = tracks.kind_in(desk, said["kind"], process, right)
    return Mention(node, left, right, kind, process, number, status, day, desk.page.day_of(day), place)


def _counts_others(node: Node, right: list[Node]) -> bool:
    """'In the meeting 11 delegations took part': the number that a session ends with is of those who are named after it."""
    bare = bool(node.kids) and "NUMBER" in node.kids[-1].features
    return (
        bare
        and bool(right)
        and right[0].first == node.last + 1
        and bool({"DELEGATION", "DELEGATES", "HEAD_NOUN"} & right[0].classes.keys())
    )


def _day_of_entry(sentence: Sentence, i: int) -> Node | None:
    """'22 November 2017, summit of the city': the day with which an entry of a chronology begins."""
    head = sentence.nodes[:i]
    marks = all({"COMMA", "COLON", "DASH"} & n.features for n in head[1:])
    return head[0] if 1 < len(head) <= _GOVERNS and marks and is_day(head[0], None) else None


def _day_in_name(node: Node) -> Node | None:
    """The day that a session is called by: "Wednesday's meeting", "the May 4 round"."""
    return next((n for n in node.kids if is_day(n, None)), None)


def _place_in_name(node: Node, left: list[Node], things: dict[str, Any]) -> Place:
    """The city that stands right before a session, with its article or at the beginning: "the Geneva talks"."""
    if not left or left[0].last + 1 != node.first or (len(left) > 1 and not {"THE", "POSSESSIVE", "COMPLETED"} & left[1].classes.keys()):
        return NOWHERE
    return place_at(left[0], things) if "PLACE" in left[0].classes else NOWHERE


def _day(left: list[Node], right: list[Node], number: int | None) -> Node | None:
    """The day told; a part of a year ("since early 2017") is one of a session only where it is told apart by its number."""
    day = date_near(left, right)
    return None if number is None and is_vague(day) else day


def _put_off_to(right: list[Node]) -> Node | None:
    """'From the end of August to September': the day to which a session is put off."""
    return next((node for near, node in pairwise(right) if "TO" in near.classes and is_day(node, None)), None)


def _told_before(left: list[Node], right: list[Node]) -> bool:
    """Whether the day is of what was planned then, or of talks that have begun already: "to resume talks that kicked off on Monday"."""
    begun = any(n.classes.get("HOLD", "now") != "now" and "PLANNED" not in n.classes for n in right[:2])
    return begun or was_planned([*left[:_GOVERNS], *right[:_NEAR]])


def is_vague(day: Node | None) -> bool:
    """Whether a date is a year or a part of one, which is too wide to be the day of a session."""
    form = day.classes.get("DATE") if day is not None else None
    return form is not None and form.keys() <= {"y", "part", "rel", "unit"} and ("y" in form or form.get("unit") == "year")


def _now(left: list[Node], right: list[Node]) -> bool:
    return any(n.classes.get("HOLD") == "now" for n in [*left[:6], *right[:_NEAR]])


def _of_the_series(desk: Desk, kind: str) -> str | None:
    """The process of "the next round": of those of which rounds are told the only one, else the one that the article is about."""
    told = {s.process for s in desk.sessions if s.kind == kind == "round" and s.process}
    return next(iter(told)) if len(told) == 1 else desk.process


def _process_by_number(desk: Desk, said: dict[str, Any], number: int | None, right: list[Node]) -> str | None:
    """A numbered round, or a trilateral summit, is of the process that the article is about, unless it is of another thing."""
    if _of_another(said["nouns"], right):
        return None
    numbered = number is not None and said["kind"] in _NUMBERED
    return desk.process if numbered or (said["kind"] == "summit" and "trilateral" in said["adjectives"]) else None


def _of_another(nouns: list[str], right: list[Node]) -> bool:
    """'The second round of the elections', 'the tenth term of the council': no talks are named; an edition is one of a thing named."""
    thing = [n for n in right[:3] if not {"THE", "A"} & n.classes.keys()]
    if len(thing) > 1 and "LINK" in thing[0].classes and thing[1].classes.get("OTHER_BODY", "panel") != "panel":
        return True
    of = len(thing) > 1 and "LINK" in thing[0].classes and "W" in thing[1].features
    counted = nouns[:1] == ["term"] and bool(right) and ("l" in right[0].features or "ORG" in right[0].classes)
    of = of and nouns[:1] == ["round"] and "talks" not in nouns
    return of or nouns[:1] == ["edition"] or counted or nouns[:2] == ["term", "conference"]


def _status(desk: Desk, node: Node, left: list[Node], right: list[Node], day: Node | None) -> str | None:
    said, by_date = node.classes["SESSION"], desk.by_date(day)
    if by_date == "held" and day is not None and day in [*right[:1], *node.kids] and day.classes["DATE"].get("rel") != 0:
        return by_date  # a day in its name, "the summit of 19 July", is stronger than a plan told beside it
    told = status_of(left, right) or (status_of(left[2:], []) if _is_in_which_they_meet(left) else None)
    told = "held" if told == "planned" and said["towards"] == -1 and left and "IN" in left[0].classes else told
    ahead = "planned" if said["towards"] == 1 and told not in _CALLED_OFF else None
    status = ahead or told or by_date or ("planned" if _foreseen(left, right, day) else None)
    if status == "under_way" and begins(left, right) and desk.is_over(day):
        return "held"
    if (status, by_date) == ("held", "held") and day is not None and day.classes["DATE"].get("rel") == 0 and begins(left, right):
        return "under_way"
    return "planned" if status in ("held", "under_way") and by_date == "planned" else status


def _is_in_which_they_meet(left: list[Node]) -> bool:
    """'They agreed on meeting in a second round': what is said of their meeting is said of the round."""
    return len(left) > _PAIR and "IN" in left[0].classes and left[1].classes.get("SESSION", {}).get("nouns") == ["meeting"]


def _foreseen(left: list[Node], right: list[Node], day: Node | None) -> bool:
    """'The summit is held on 16 September': the present tense with a day of the calendar, in a report of no known day."""
    form = day.classes["DATE"] if day is not None else {}
    return {"d", "m"} <= form.keys() and _now(left[:2], right[:1])


def is_of_a_paper(told: Mention) -> bool:
    """'The final statement of the conference': what ended with a paper was held."""
    near = next((k for k, n in enumerate(told.left[:4]) if "PAPER" in n.classes), None)
    if near is None:
        return False
    between = all({"W", "QUALIFIER", "SESSION_ADJ", "JOINT", "ISSUED_FROM"} & {*n.features, *n.classes} for n in told.left[:near])
    if any("DRAFT" in n.classes for n in told.left):
        return False
    issued = "l" in told.node.flags or "ISSUED_FROM" in told.left[0].classes
    return issued and between and told.status in (None, "held") and not any("PLANNED" in n.classes for n in told.left)


def is_worth(desk: Desk, told: Mention, paper: bool) -> bool:
    """Whether a mention says enough: of a process a day, a place or its holding; of none, its holding and a place."""
    if told.number is not None:
        talks = _of_talks(desk, told) and not _of_another(told.said["nouns"], told.right)
        talks = talks and told.status is not None and bool(told.day or told.place[2])
        return told.process is not None or talks
    if is_no_talks(desk, told):
        return False
    verb = governor(told.left)
    reach = verb + 1 if verb is not None else 0 if told.left and "FROM_THEN" in told.left[0].classes else _GOVERNS
    held = paper or any(_HELD & n.classes.keys() for n in [*told.left[:reach], *follows(told.right, _NEAR)])
    hosted = told.place[0] is not None and verb is not None and "HOST" in told.left[verb].classes
    if told.process is not None:
        return bool(told.day or told.place[2] or (told.status and held))
    dated = told.day is not None and (told.kind == "summit" or bool(told.said["nations"]) or _of_talks(desk, told, 1))
    if told.said["ordinal"] is not None and told.day is not None and told.place[2] is not None:
        return True
    named = told.status is not None or hosted or (told.day is not None and _now(told.left, told.right))
    relative = any("WHO" in near.classes and "HOLD" in n.classes for near, n in pairwise(told.right))
    held = held or (relative and told.day is not None and told.place[0] is not None)
    return named and (told.place[2] is not None or dated) and (held or bool(told.said["nations"]) or _foretold(told))


def is_no_talks(desk: Desk, told: Mention) -> bool:
    """Whether a mention can be of no gathering of now: of two, of others, of years ago, of what talks are only the topic or the past of."""
    vague = any(is_vague(n) for n in [*told.left[:4], *told.right[:4]])
    if told.kind in ("bilateral", "call") or vague or _is_of_others(told) or _is_tour(told):
        return True
    aside = any({"MARGINS", "FROM_IT"} & n.classes.keys() for n in told.left[:1])
    if told.left and "TRACK_NOUN" in told.left[0].classes and told.left[0].last + 1 == told.node.first:
        return told.said["process"] is None  # "the process of negotiation"
    if told.left and told.left[0].classes.get("LINK") == "topic":
        return True  # "a film about the talks opened in the city"
    of = bool(told.left) and bool({"LINK", "OF"} & told.left[0].classes.keys())
    if of and any("UNIT" in n.classes for n in told.left[1:2]) and any("COMPLETED" in n.classes for n in told.left[2:4]):
        return True  # "a pact was signed in the city after 18 months of talks"
    if told.process is not None:
        return False
    return aside or _of_another(told.said["nouns"], told.right) or desk.long_ago([*told.left, *told.right])


def _of_talks(desk: Desk, told: Mention, first: int = 0) -> bool:
    """Whether a round is called one of talks, or another round of talks has been told of."""
    rounds = told.kind == "round" and any(s.kind == "round" and s.process is None for s in desk.sessions)
    return rounds or "talks" in told.said["nouns"][first:]


def _is_of_others(told: Mention) -> bool:
    """A workshop, a sitting, as parliaments and courts hold them, what is of trade or sport: no talks, unless encounters tell so."""
    near = [*told.left[:_GOVERNS], told.node, *told.right[:_NEAR]]
    of_others = told.said["nouns"] in (["workshop"], ["sitting"]) or any("OTHER_FIELD" in n.classes for n in near)
    return told.process is None and of_others


def _is_tour(told: Mention) -> bool:
    """'Ended with a round in the museum': a bare noun with a preposition, of nothing and between nobody, is no round of talks."""
    bare = told.said["nouns"] == ["round"] and not (told.said["definite"] or told.said["adjectives"] or told.said["nations"])
    of_talks = any({"LINK", "BETWEEN", "WITH", "PROCESS", "ORG"} & n.classes.keys() for n in told.right[:2])
    his = told.said["nouns"] == ["round"] and "ITS" in told.node.classes and told.number is None and not told.process
    abroad = his or (told.said["nouns"] == ["round"] and any("TOUR_WORD" in n.classes for n in told.right[:2]))
    return abroad or (bare and "b" in told.node.flags and not of_talks)


def _foretold(told: Mention) -> bool:
    """Whether a session is called by its day, or planned in so many words beside it, or called off."""
    near = [*told.left[:2], *told.right[: 2 + details(told.right)]]
    if told.day is not None and told.place[0] is not None and _is_named_apart(told):
        return True
    planned = told.said["towards"] == 1 or told.status in _CALLED_OFF or any("PLANNED" in n.classes for n in near)
    return _day_in_name(told.node) is not None or (planned and (told.day is not None or told.place[0] is not None))


def _is_named_apart(told: Mention) -> bool:
    """Whether a session is called for, is what somebody will take part in, or is told by its end: then its day and place are enough."""
    if told.status == "held" and told.left[-1:] == [told.day] and len(told.left) <= _GOVERNS:
        return True  # an entry of a chronology
    near = {name for n in told.left[:2] for name in n.classes}
    if told.status == "held" and "talks" in told.said["nouns"] and told.left and "COMPLETED" in told.left[0].classes:
        return True
    if told.status == "held" and any("LASTED" in n.classes for n in told.right[:2]) and told.place[0] is not None:
        return True
    return told.status == "proposed" or (told.status == "planned" and "TAKES_PART" in near) or (told.status == "held" and "ENDED" in near)
