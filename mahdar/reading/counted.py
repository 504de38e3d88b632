"""Who "the two sides" and "the three leaders" are: those of the last session told that had so many, else the last list of so many."""

from __future__ import annotations

from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.desk import Desk
from mahdar.reading.encounters import row_of, rows_of
from mahdar.reading.gathering import Session, sides, without_persons
from mahdar.reading.phrases import Mention

# How many meet in a session that its adjective tells.
_BY_ADJECTIVE = {"trilateral": 3, "quadrilateral": 4}
# Sentences before the words in which the list stands that they point back to.
_BACK = 2
# Nodes before the noun of a session, and after it, among which those stand who hold it: "the two sides have held talks".
_LEFT, _RIGHT = 7, 6
_GATHERINGS = frozenset({"round", "meeting", "conference"})
_MEN_AT_ARMS = frozenset({"armed-group"})


def the_sides(desk: Desk, many: int, at: int) -> tuple[list[dict[str, Any]], str | None]:
    """'The two sides', 'the three': those of the last encounter told that had so many, and its process; else those last listed."""
    for session in reversed(desk.sessions):
        met = without_persons(session)
        if len(met) == many:
            return met, session.process
    return listed_before(desk, many, at), None


def listed_before(desk: Desk, many: int, at: int) -> list[dict[str, Any]]:
    """The sides of the last list of so many that stands in the same sentence before a character, or in the two before it."""
    here = next((k for k, s in enumerate(desk.sentences) if s.span[0] <= at < s.span[1]), None)
    if here is None:
        return []
    nodes = [n for s in desk.sentences[max(0, here - _BACK) : here + 1] for n in s.nodes if "ACTORS" in n.classes and n.end <= at]
    return next((sides for n in reversed(nodes) if len(sides := _sides_of(desk, n)) == many), [])


def _sides_of(desk: Desk, node: Node) -> list[dict[str, Any]]:
    """The states and bodies of a list, or for which those listed stand; none where one of them is of no side that is known."""
    actors = [row["actor"] for row in rows_of(desk.page, node)]
    if None in actors or any(desk.things.get(one, {}).get("kind") in _MEN_AT_ARMS for one in actors):
        return []
    return [row_of(desk.things, actor, None) for actor in dict.fromkeys(actors)]


def count_of(told: Mention) -> int | None:
    """How many meet by the words of a session: "trilateral", "talks between the two sides", "the three leaders held talks"."""
    by_adjective = next((n for adjective, n in _BY_ADJECTIVE.items() if adjective in told.said["adjectives"]), None)
    return by_adjective or _who_hold(told.left[:_LEFT]) or _count(told.right[:_RIGHT], "BETWEEN") or _count(told.right[:_RIGHT], "LINK")


def _count(nodes: list[Node], led_by: str) -> int | None:
    """The number of a collective that stands behind the verb of holding, or the word that says between whom or of whom talks are."""
    for k, node in enumerate(nodes):
        many = node.classes.get("COLLECTIVE")
        if isinstance(many, int) and many > 1 and any(led_by in n.classes for n in nodes[:k]):
            return many
    return None


def _who_hold(left: list[Node]) -> int | None:
    """'The two sides hold talks', 'agreed on a second round': those of whom the clause before a session tells."""
    clause = left[: next((k for k, n in enumerate(left) if {"THAT", "WHO", "STOP"} & n.features), len(left))]
    many = next((n.classes["COLLECTIVE"] for n in clause if "COLLECTIVE" in n.classes), None)
    return many if many in (2, 3) and any({"HOLD", "AGREED"} & n.classes.keys() for n in clause) else None


def name_counted(desk: Desk, session: Session) -> None:
    """Names those who met in a session of which only their number is told."""
    if session.many is None or sides(session):
        return
    rows = listed_before(desk, session.many, session.span[0]) or _listed_alone(desk, session.many)
    for row in rows:
        session.add(row, session.span, "inferred")


def name_between(desk: Desk) -> None:
    """'The talks in the city between X and Y', where no more is told of them: those who meet in the one session told that this can be."""
    for node, members, process, city in desk.between:
        session = _the_one_of(desk, node, process, city)
        if session is not None:
            for row in members:
                session.add(row, (node.start, node.end))


def _the_one_of(desk: Desk, node: Node, process: str | None, city: str | None) -> Session | None:
    """The session of nobody known that was told to be in a city; where no city is named, "the talks", if no other are told."""
    said = next((n.classes["SESSION"] for n in node.slots.get("k", ()) if "SESSION" in n.classes), None)
    told = [s for s in desk.sessions if s.kind in _GATHERINGS and process in (None, s.process)]
    same = [s for s in told if city is not None and s.cells.get("city", (None,))[0] == city]
    found = same if city is not None else told if said is not None and said["definite"] else []
    return found[0] if len(found) == 1 and found[0].status != "proposed" and not sides(found[0]) else None


def _listed_alone(desk: Desk, many: int) -> list[dict[str, Any]]:
    """The sides of all the lists of so many that an article has, if they are the same in all."""
    lists = [_sides_of(desk, n) for s in desk.sentences for n in s.nodes if "ACTORS" in n.classes]
    found = {frozenset(row["actor"] for row in rows): rows for rows in lists if len(rows) == many}
    return next(iter(found.values())) if len(found) == 1 else []
