"""What words for fighters, towns and changes of control mean: makers for the stages of the ground and of control.

Plans, beginnings, parts of a place and what is denied are refused here; who and where is settled in `control`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.engine.pack import Packs

Town = dict[str, Any]
_POWERS = frozenset({"armed-group", "army", "government", "opposition", "coalition"})
_LED = frozenset({"armed-group", "army"})
_MAKES_CHANGE = ("CONTROL", "ARRIVES", "CLASHES", "GRIP")
_ENDS = frozenset({"STOP", "NL"})
_JOINED = frozenset({"b", "l", "k"})
# What the words of an unknown town's name may be, and how many words it has at most.
_NAME = frozenset({"W", "TOWN_HEAD", "TOWN_TAIL", "GIVEN_NAME", "PLACE", "CITY"})
_NAME_WORDS = 3
# A village may have the name of an airport near another town.
_SITES = frozenset({"airbase", "crossing"})
# How many nodes before a verb can unsay it; further back stands another clause. Set on the cases.
_UNSAID_WITHIN = 4
# A bullet, a day, "the same" and a colon: the longest head of an entry of a chronology.
_DATE_HEAD = 4


@maker("force", "o n h t l", "FORCE")
def make_force(match: Match) -> dict[str, Any]:
    """Fighters of an organisation or a state; "the force" and "their force" are settled by what was named before."""
    if match.slots.get("h"):
        return {"FORCE": {"actor": None, "refers": match.value("h", "THE_FORCE")}}
    if match.slots.get("t"):
        return {"FORCE": {"actor": None, "refers": "subject"}}
    things, state = match.context.packs.things, match.value("n", "NATIONALITY")
    actor = _led_by(match) if match.slots.get("l") else match.value("o", "ORG")
    if state and (actor is None or _is_another(match, actor, state)):
        actor = army_of(match.context.packs, state)
    if not is_power(things, actor):
        raise Refused("not a power that can hold a place")
    return {"FORCE": {"actor": actor, "refers": None}}


def _led_by(match: Match) -> str | None:
    """The fighters whom a person leads or led."""
    things, leader = match.context.packs.things, match.value("l", "PERSON")
    led = [h["of"] for h in things.get(leader, {}).get("holds", ()) if things.get(h["of"], {}).get("kind") in _LED]
    return str(led[-1]) if led else None


def _is_another(match: Match, actor: str, state: str) -> bool:
    """Whether "the National Army" with the nationality of another state is the army of that state."""
    first = match.context.tokens[match.slots["o"][0].first].norm
    if first not in match.context.language.lookups.get("LOOKUP_ARMY", ()):
        raise Refused("no army with its state")
    return bool(match.context.packs.things[actor].get("of") != state)


def army_of(packs: Packs, state: str) -> str:
    """The army of a state where the world lists one alone, else the state."""
    armies = packs.bodies.get(("army", state), ())
    for whole in ("-army", "-forces"):
        found = [a for a in armies if a.endswith(whole)]
        if len(found) == 1:
            return str(found[0])
    return state


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
    if match.slots.get("k") and _JOINED & match.slots[slot][0].flags:
        raise Refused("a town somewhere in it")
    if match.rule.fixed.get("row"):
        return {"TOWN": _row(match)}
    named = match.value("k", "TOWN_NOUN") == "named" if match.slots.get("k") else False
    name = _native(match) if slot == "n" or named else None
    place = None if named else place
    town: Town = {"place": place, "name": name, "the": slot == "t", "nodes": match.slots[slot], "row": None}
    first = match.slots["c"][0].kids[0] if slot == "c" and not match.slots.get("k") else match.nodes[0]
    if "INSIDE" in first.classes:
        return {"TOWN_INSIDE": town}
    within = {"IN", "AT_TOWN"} & first.classes.keys() or _JOINED & first.flags
    return {"TOWN_AT" if within else "TOWN": town}


def _row(match: Match) -> Town:
    """Several names after one word for towns: parted by commas or by words joined to them; in brackets one may stand alone."""
    if match.rule.fixed["row"] == "bare" and match.value("k", "TOWN_NOUN") != "many":
        raise Refused("not several towns")
    parts: list[list[Node]] = [[]]
    for node in match.slots["n"]:
        if "COMMA" in node.features or "AND" in node.classes:
            parts.append([])
        else:
            parts += [[]] if "w" in node.features and parts[-1] else []
            parts[-1].append(node)
    towns = [town for part in parts if part and (town := _one(part, match))]
    if not towns:
        raise Refused("no names of towns")
    return {"place": None, "name": None, "the": False, "nodes": match.slots["n"], "row": towns}


def _one(nodes: list[Node], match: Match) -> Town | None:
    """A town of a row: a known place, or up to three words that are a name."""
    place = nodes[0].classes.get("PLACE") or nodes[0].classes.get("CITY")
    if len(nodes) == 1 and isinstance(place, str) and match.context.packs.things[place].get("kind") not in _SITES:
        return {"place": place, "name": None, "the": False, "nodes": nodes, "row": None}
    if not _is_name(nodes, match):
        return None
    return {"place": None, "name": _bare(nodes, match), "the": False, "nodes": nodes, "row": None}


def _is_name(nodes: list[Node], match: Match) -> bool:
    """Words that no list knows, the first of several one that begins names: not "small", nor "lies"."""
    lookups = match.context.language.lookups
    norms = [match.context.tokens[n.first].norm for n in nodes]
    norms[0] = norms[0][_and(nodes[0], match) :]
    if len(nodes) > _NAME_WORDS or lookups.get("LOOKUP_NO_TOWN", frozenset()).intersection(norms):
        return False
    heads = lookups.get("LOOKUP_TOWN_HEAD", frozenset())
    begins = "TOWN_HEAD" in nodes[0].classes or norms[0] in heads
    known = begins or len(nodes) == 1 or "al" in nodes[1].features or "TOWN_TAIL" in nodes[1].classes
    return known and all(_NAME & (n.features | n.classes.keys()) for n in nodes)


def _and(node: Node, match: Match) -> int:
    """How many letters an "and" has that is joined to a word of a row."""
    letters = match.context.language.settings.get("letters", {})
    return len(letters["w"]) if match.rule.fixed.get("row") and node is not match.slots["n"][0] and "w" in node.features else 0


def _bare(nodes: list[Node], match: Match) -> str:
    """The words of a name without an "and" that is joined to the first."""
    return str(match.context.text[nodes[0].start + _and(nodes[0], match) : nodes[-1].end])


def _native(match: Match) -> str:
    """An unknown name, if marked as one: in quotation marks, or after a word for one town; an airport's with its kind."""
    nodes, kind = next(match.slots[s] for s in "npc" if match.slots.get(s)), match.value("k", "TOWN_NOUN")
    kinds = ("one", "named", "area") if "TOWN_HEAD" in nodes[0].classes and len(nodes) > 1 else ("one", "named")
    if match.nodes[-1] is nodes[-1] and (kind not in kinds or not _is_name(nodes, match)):
        raise Refused("no name of a town")
    return str(match.context.text[(match.slots["k"][-1] if kind == "named" else nodes[0]).start : nodes[-1].end])


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
    k = bisect_left(nodes, verb.first, key=attrgetter("first"))
    if k == len(nodes) or nodes[k] is not verb:
        return
    for node in reversed(nodes[:k]):
        if _ENDS & node.features:
            return
        yield node


def unknown_subject(match: Match | Node) -> bool:
    """Words after the verb that no list knows are a subject that the world does not know."""
    return not match.slots.get("o") and any(("W" in n.features and "b" not in n.features) or "PERSON" in n.classes for n in _gap(match))


def unknown_fighters(match: Match | Node) -> bool:
    """Whether a subject that the world does not know is of fighters: a fire that took hold of a town is none."""
    return any({"FORCE_NOUN", "FORCE"} & n.classes.keys() for n in _gap(match))


def _gap(match: Match | Node) -> list[Node]:
    """The words between the verb and what governs the places."""
    nodes = match.nodes if isinstance(match, Match) else list(match.kids)
    verb, slots = match.slots["v"][0], match.slots
    place = (slots.get("p") or slots.get("o") or [verb])[0]
    gap = [n for n in nodes if verb.last < n.first < place.first and n not in slots.get("g", ())]
    return gap[: next((k for k, n in enumerate(gap) if {"ON", "OF"} & n.classes.keys()), len(gap))]


def listed(nodes: list[Node], text: str) -> Iterator[Town]:
    """The towns of a list; those that others lie in are left out, and names in quotation marks come in as they stand."""
    for k, node in enumerate(nodes):
        town = next((node.classes[c] for c in ("TOWN", "TOWN_AT", "TOWN_INSIDE") if c in node.classes), None)
        if town is not None and not (k and ("TOWN_AT" in node.classes or {"IN", "SIDE"} & nodes[k - 1].classes.keys())):
            yield from town["row"] or [town]
        elif town is None and k and "QO" in node.features:
            end = next((j for j in range(k + 1, len(nodes)) if "QC" in nodes[j].features), k + 1)
            inner = nodes[k + 1 : end]
            if inner and not any("TOWN" in n.classes for n in inner):
                yield {"place": None, "name": text[inner[0].start : inner[-1].end], "the": False, "nodes": inner, "row": None}
