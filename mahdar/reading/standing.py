"""Who takes part in the talks of a process because they are its talks: parties, guarantors and mediators named beside them.

"The talks of the commission began in the city", where the report names both sides of the commission, are talks of these two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mahdar.reading.desk import Desk
from mahdar.reading.encounters import row_of
from mahdar.reading.gathering import Session, sides
from mahdar.reading.page import Sentence

_TALKS = frozenset({"round", "meeting", "conference"})
_TAKE_PLACE = frozenset({None, "held", "under_way", "planned", "postponed", "suspended"})
_BEGUN, _TO_COME = frozenset({"held", "under_way"}), frozenset({"planned", "postponed"})
_DELEGATIONS = frozenset({"DELEGATION_OF", "SENT_BY"})
_NAMES = frozenset({"ORG", "STATE", "NATIONALITY", "PERSON"}) | _DELEGATIONS
_TITLES = frozenset({"TITLED", "OFFICE_OF"})
# What says that somebody named does not come, or need not.
_AWAY = frozenset({"STAYS_AWAY", "NOT_EXPECTED"})
_REFUSES = frozenset({"reject", "threaten"})
# Sentences before one that tells of the only talks of a report, and after it, in which its sides are named.
_PRECEDES, _FOLLOWS = 1, 3
_TWO = 2


def known_by_process(desk: Desk, session: Session) -> None:
    """Adds the sides and the mediators of the process of a session whom the sentences that tell of it name."""
    rules = desk.processes.get(session.process or "")
    if rules is None or session.kind not in _TALKS or session.status not in _TAKE_PLACE or _is_of_others(session, rules):
        return
    near = _told_in(desk, session)
    named = _named_in(desk, near, rules)
    if not any(_says_away(sentence) for sentence in near):
        anywhere = _named_in(desk, desk.sentences, rules) if _is_the_news(desk, session) else named
        _add(desk, session, "party", _sides(desk, rules.get("parties", ()), anywhere))
        _add(desk, session, "guarantor", _all(rules.get("guarantors", ()), near))
    _add(desk, session, "mediator", [one for one in rules.get("mediators", ()) if one in named and _mediates(desk, desk.things[one])])


def _named_in(desk: Desk, sentences: list[Sentence], rules: dict[str, Any]) -> set[str]:
    """Those whom sentences name, and those of the process for whom they stand."""
    whom = [desk.whom.get(s.span) or desk.whom.setdefault(s.span, _whom(desk, s)) for s in sentences]
    named, served = ({one for both in whom for one in both[k]} for k in (0, 1))
    return named | served | {known_as for one, known_as in rules.get("delegations", {}).items() if one in served}


def _is_the_news(desk: Desk, session: Session) -> bool:
    """Whether a round, or talks of nobody yet, are the only ones of their process that a report tells to have begun, else to be to come."""
    if session.kind != "round" and len(session.rows) >= _TWO:
        return False
    told = [s for s in desk.sessions if s.process == session.process and s.kind in _TALKS]
    begun = [s for s in told if s.status in _BEGUN]
    return session.status in _BEGUN | _TO_COME and (begun or [s for s in told if s.status in _TO_COME]) == [session]


def _add(desk: Desk, session: Session, role: str, actors: Iterable[str]) -> None:
    span = session.spans[0] if session.spans else session.span
    for actor in actors:
        session.add({**row_of(desk.things, actor, None), "role": role}, span, "inferred")


def _is_of_others(session: Session, rules: dict[str, Any]) -> bool:
    """Whether one who met is of no side: what a mediator, or a state on its own, tells one side is no meeting of all."""
    ours = {*rules.get("parties", ()), *rules.get("guarantors", ())}
    return any(row["actor"] not in ours for row in sides(session))


def _told_in(desk: Desk, session: Session) -> list[Sentence]:
    """The sentences that tell of a session; if it is the only one of its process, also those around and the headline."""
    alone = all(s is session or s.process != session.process for s in desk.sessions)
    around = desk.around(desk.told_in(session), *((_PRECEDES, _FOLLOWS) if alone else (0, 0)))
    headline = [s for s in desk.sentences if s.role == "title"] if alone else []
    return [*around, *(s for s in headline if s not in around)]


def _says_away(sentence: Sentence) -> bool:
    """Whether somebody is said to stay away."""
    return not _AWAY.isdisjoint(sentence.classes) or any(n.classes.get("SAY_OBJ") in _REFUSES for n in sentence.nodes)


def _sides(desk: Desk, parties: tuple[str, ...], named: set[str]) -> list[str]:
    """The parties, if they are all named; beside two or more that are no states a state is talked about in many roles."""
    bodies = [one for one in parties if desk.things[one]["class"] != "state"]
    found = [one for one in (bodies if len(bodies) >= _TWO else parties) if one in named]
    enough = len(found) == len(parties) or len(bodies) >= _TWO
    return found if len(found) >= _TWO and enough else []


def _all(guarantors: tuple[str, ...], near: list[Sentence]) -> tuple[str, ...]:
    """The guarantors, if one list names them all; their ministers may meet beside the talks of their delegations."""
    lists = (n.classes["ACTORS"] for s in near for n in s.nodes if "ACTORS" in n.classes)
    return guarantors if guarantors and any(set(guarantors) <= set(one["members"]) and not one["office"] for one in lists) else ()


def _whom(desk: Desk, sentence: Sentence) -> tuple[set[str], set[str]]:
    """The states, bodies and persons that a sentence names; and those for whom its persons, offices and delegations stand."""
    classes = [n.classes for top in sentence.nodes if top.classes for n in top.walk() if n.classes]
    named = {c[name] for c in classes for name in _NAMES & c.keys() if isinstance(c[name], str)}
    named.update(*(c["ACTORS"].get("members", ()) for c in classes if "ACTORS" in c))
    named.update(*(c["SESSION"]["nations"] for c in classes if "SESSION" in c))
    titles = (c[name] or {} for c in classes for name in _TITLES & c.keys())
    served = {str(titled["of"]) for titled in titles if titled.get("of")}
    served |= {c[name] for c in classes for name in _DELEGATIONS & c.keys() if isinstance(c[name], str)}
    bodies = ({str(held["of"]) for held in desk.things.get(one, {}).get("holds", ()) if "of" in held} for one in named)
    return named, served | {one for of in bodies if len(of) == 1 for one in of}


def _mediates(desk: Desk, thing: dict[str, Any]) -> bool:
    """Whether a mediator who is named can be meant: an organisation of states, or a person who is still in office."""
    day = desk.day_published() or ""
    in_office = any(str(held.get("to", "9")) >= day for held in thing.get("holds", ()))
    return thing.get("kind") == "igo" or (thing["class"] == "person" and in_office)
