"""What words for fighters, towns and changes of control mean: makers for the stages of the ground and of control.

Plans, beginnings, parts of a place and what is denied are refused here; who and where is settled in `control`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker

Town = dict[str, Any]
_POWERS = frozenset({"armed-group", "army", "government", "opposition", "coalition"})
_MAKES_CHANGE = ("CONTROL", "ARRIVES", "CLASHES", "GRIP")
_ENDS = frozenset({"STOP", "NL"})
# How many nodes before a verb can unsay it; further back stands another clause. Set on the cases.
_UNSAID_WITHIN = 4
# A bullet, a day, "the same" and a colon: the longest head of an entry of a chronology.
_DATE_HEAD = 4


@maker("force", "o n h t", "FORCE")
def make_force(match: Match) -> dict[str, Any]:
    """Fighters of an organisation or a state; "the force" and "their force" are settled by what was named before."""
    if match.slots.get("h"):
        return {"FORCE": {"actor": None, "refers": match.value("h", "THE_FORCE")}}
    if match.slots.get("t"):
        return {"FORCE": {"actor": None, "refers": "subject"}}
    things, state = match.context.packs.things, match.value("n", "NATIONALITY")
    actor = match.value("o", "ORG") or (_army_of(things, state) if state else None)
    if not is_power(things, actor):
        raise Refused("not a power that can hold a place")
    return {"FORCE": {"actor": actor, "refers": None}}


def _army_of(things: dict[str, Any], state: str) -> str:
    """The army of a state where the world lists one alone, else the state."""
    armies = [t["id"] for t in things.values() if (t.get("kind"), t.get("of")) == ("army", state)]
    whole = [a for a in armies if a.endswith(("-army", "-forces"))]
    return str(whole[0]) if len(whole) == 1 else state


def is_power(things: dict[str, Any], actor: Any) -> bool:
    """Whether an actor can hold a place: a state, or an organisation that fights or governs."""
    thing = things.get(actor, {}) if isinstance(actor, str) else {}
    return thing.get("class") == "state" or thing.get("kind") in _POWERS


@maker("town", "k p c n t", "TOWN TOWN_AT TOWN_INSIDE")
def make_town(match: Match) -> dict[str, Any]:
    """A place by its id, by its native name after a word for a town, or "the town". A town that others lie in is `TOWN_AT`."""
    slot = next(s for s in "pcnt" if match.slots.get(s))
    place = match.value("p", "PLACE") or match.value("c", "CITY")
    if place is not None and place not in match.context.packs.things:
        raise Refused("no known place")
    name = _native(match) if slot == "n" else None
    town: Town = {"place": place, "name": name, "the": slot == "t", "nodes": match.slots[slot]}
    first = match.slots["c"][0].kids[0] if slot == "c" and not match.slots.get("k") else match.nodes[0]
    if "INSIDE" in first.classes:
        return {"TOWN_INSIDE": town}
    within = {"IN", "AT_TOWN"} & first.classes.keys() or {"b", "l", "k"} & first.flags
    return {"TOWN_AT" if within else "TOWN": town}


def _native(match: Match) -> str:
    """An unknown name, if marked as one: in quotation marks, or after a word for one town."""
    nodes = match.slots["n"]
    if match.nodes[-1] is nodes[-1] and match.value("k", "TOWN_NOUN") != "one":
        raise Refused("no name of a town")
    return str(match.context.text[nodes[0].start : nodes[-1].end])


@maker("site", "", "SITE")
def make_site(match: Match) -> dict[str, Any]:
    """A camp, a prison or a quarter: not the town that it is named after."""
    return {"SITE": match.context.text[match.nodes[0].start : match.nodes[-1].end]}


@maker("control", "v a p o g f h b", "CONTROL")
def make_control(match: Match) -> dict[str, Any]:
    """A change of control as its verb says it, with the places listed. In somebody's hands a place that fell was taken."""
    towns = list(listed(match.slots.get("p", []), match.context.text))
    places = [t["place"] or t["name"] for t in towns if not t["the"]]
    if match.rule.fixed.get("more"):
        return {"CONTROL": {"change": None, "more": True, "places": places}}
    verb, change = match.slots["v"][0], _change(match)
    if match.slots.get("b") and change != "entered":
        raise Refused("only begun, or only a part")
    reason = _unsaid(match.context.nodes, verb, change)
    if reason:
        raise Refused(reason)
    if change in ("entered", "withdrew", "besieged") and not match.slots.get("a") and unknown_subject(match):
        raise Refused("nobody who can hold a place")
    return {"CONTROL": {"change": change, "more": False, "places": places}}


def _change(match: Match) -> str:
    if match.rule.fixed.get("change"):
        return str(match.rule.fixed["change"])
    if match.slots.get("h"):
        return "took"
    grip = match.value("g", "GRIP")
    if grip is not None:
        return str(match.value("v", "TIGHTENS", "TIGHTENING") if grip == "took" else grip)
    verb = match.slots["v"][0]
    return str(next(v for name, v in verb.classes.items() if name.startswith(_MAKES_CHANGE)))


def _unsaid(nodes: list[Node], verb: Node, change: str) -> str | None:
    """Why a verb tells of nothing that happened: denied, unreal, or neither past nor a result."""
    before = list(_before(nodes, verb))
    near = before[:_UNSAID_WITHIN]
    cut = next((k for k, n in enumerate(near) if "COMMA" in n.features), len(near))
    if "s" in verb.flags or any("DENIES" in n.classes for n in before):
        return "denied, or yet to come"
    if any({"UNREAL", "DENIED"} & n.classes.keys() for n in near[:cut]):
        return "unreal"
    previous = before[0].features if before else frozenset[str]()
    if "SO_THAT" in verb.classes:
        return None if "COMMA" in previous else "a purpose, no result"
    if "IMPERFECT" in verb.classes and not dated(before[::-1]) and (change != "besieged" or {"HAD", "PLANNED"} & previous):
        return "not past"
    return None


def dated(sentence: list[Node]) -> bool:
    """Whether a sentence is an entry of a chronology, a day and a colon first: there the present tense tells of the past."""
    head = sentence[:_DATE_HEAD]
    colon = next((k for k, n in enumerate(head) if "COLON" in n.features), 0)
    return any("DATE" in n.classes for n in head[:colon])


def _before(nodes: list[Node], verb: Node) -> Iterator[Node]:
    """The nodes of the sentence before a verb, nearest first."""
    k = next((k for k, n in enumerate(nodes) if n is verb), 0)
    for node in reversed(nodes[:k]):
        if _ENDS & node.features:
            return
        yield node


def unknown_subject(match: Match | Node) -> bool:
    """Words after the verb that no list knows are a subject that the world does not know."""
    nodes = match.nodes if isinstance(match, Match) else list(match.kids)
    verb, slots = match.slots["v"][0], match.slots
    place = (slots.get("p") or slots.get("o") or [verb])[0]
    gap = [n for n in nodes if verb.last < n.first < place.first and n not in slots.get("g", ())]
    upto = next((k for k, n in enumerate(gap) if {"ON", "OF"} & n.classes.keys()), len(gap))
    return not slots.get("o") and any("W" in n.features or "PERSON" in n.classes for n in gap[:upto])


def listed(nodes: list[Node], text: str) -> Iterator[Town]:
    """The towns of a list; those that others lie in are left out, and names in quotation marks come in as they stand."""
    for k, node in enumerate(nodes):
        town = next((node.classes[c] for c in ("TOWN", "TOWN_AT", "TOWN_INSIDE") if c in node.classes), None)
        if town is not None and not (k and ("TOWN_AT" in node.classes or {"IN", "SIDE"} & nodes[k - 1].classes.keys())):
            yield town
        elif town is None and k and "QO" in node.features:
            end = next((j for j in range(k + 1, len(nodes)) if "QC" in nodes[j].features), k + 1)
            inner = nodes[k + 1 : end]
            if inner and not any("TOWN" in n.classes for n in inner):
                yield {"place": None, "name": text[inner[0].start : inner[-1].end], "the": False, "nodes": inner}
