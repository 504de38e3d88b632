"""What in its clause belongs to a session: the word that governs it, its day and its place.

Windows are bounded: beyond them real reports speak of something else.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node

# Nodes between a session and its date or place that still belong to it.
_REACH = 14
# Nodes between a statement and the session that it ended.
_OF_IT = 2
# Nodes between a verb of holding in a relative clause and the city that it is told of: "the city, in the west, which saw ...".
_OF_THE_CITY = 9
# Nodes between a session and the noun of holding that it is the object of.
_NOUN_WITHIN = 4
# Nodes between a word of planning and the session that it is said of, with no noun of holding between.
_PLAN_WITHIN = 7
_UNDONE = ("cancelled", "postponed", "suspended")
_OFF = frozenset({"CANCELLED", "POSTPONED"})
_CALLED = ("CANCELLED", "POSTPONED", "SUSPENDED", "PROPOSED", "PLANNED")
_BREAKS = frozenset({"SAY", "SAY_ON", "SAY_TO", "SAY_ABOUT", "SAY_OBJ", "SAY_STANCE", "SAY_WITH", "ACCORDING", "RELAY", "THAT", "FOLLOWS"})
_TELLS = frozenset({"SAY", "SAY_ABOUT", "SAY_OBJ"})
_TURNS = frozenset({"SAY", "THAT", "MEET", "WHERE"})
_TOLD = _TELLS | {"THAT", "WHERE"}
_HOLDS = frozenset({"HOLD", "PLANNED", "PROPOSED"})
_HELD_THEN = frozenset({"HOLD", "HOLDING", "DATE"})
_RELAYS = frozenset({"ACCORDING", "RELAY"})
_ACTS = frozenset({"STATE", "CAPITAL", "PLACE", "CITY", "ORG", "PERSON", "ACTORS", "OFFICE_OF"})
# After these a place is one that is talked about.
_ELSEWHERE = frozenset({"ON", "THAT", "SITUATION", "TRUCE", "DEED", "DENIED", "DISCUSSES"})
# What a plan tells of itself: the day, the place and those who meet.
_PLAN_DETAILS = frozenset({"DATE", "IN", "ON", "LINK", "CITY", "PLACE", "STATE", "CAPITAL", "ACTORS", "BETWEEN", "THE"})
# The verb after a session stands as near as this, unless what the session is on stands between; that ends at these.
_FOLLOWS = 8
_TOPIC = 8
_ASIDE = frozenset({"WHO", "FROM_THEN", "MEET"})
# The word of its end stands as near as this before a session ("the work of the round was concluded").
_ENDS_WITHIN = 4
# ... and the verb of its beginning, with day and place between.
_BEGINS_WITHIN = 8
# The word by which a session opens a clause ("after", "despite") stands as near as this before it.
_TALKS = frozenset({"SESSION", "SESSION_NOUN", "TRACK_NOUN"})
_AIMS = frozenset({"FOR_PART", "ATTENDING", "PURPOSE", "PLANNED"})
_BESIDE = 2  # nodes after a session within which a city is where it was, whatever else is held there
# ... and a word of gladness before the noun of its beginning: those who are glad may stand between.
_WELCOMED_WITHIN = 5
# ... and a verb of telling before the noun of its beginning.
_ANNOUNCED_WITHIN = 5
_ANNOUNCES = frozenset({"SAY_OBJ", "SAY_ABOUT"})
_OPENS_WITHIN = 6
# Nodes after a session among which an aside begins, and by which it ends; what stands in none.
_ASIDE_BEGINS, _ASIDE_ENDS = 5, 24
_IN_NO_ASIDE = frozenset({"SAY", "SAY_OBJ", "MEET", "HOLD", "SESSION", "PROCESS", "DATE", "QO", "COLON"})
# Words of those who come to a place, and of what for.
_COMES = frozenset({"ARRIVAL", "TRAVELS"})
# Words before a place after which it is not where one met: near a city, in a palace of that name.
_NOT_IN = frozenset({"NEAR_TO", "VENUE"})
# Nodes after a month or a week in which its day may be told.
_FINER_WITHIN = 3
_ACTORS = frozenset({"PERSON", "ACTORS", "OFFICE_OF"})
Place = tuple[str | None, str | None, Node | None]
NOWHERE: Place = (None, None, None)


# Nodes after a session to which somebody is invited within which its beginning is told.
_SAID_WITHIN = 8


def status_of(left: list[Node], right: list[Node]) -> str | None:
    """Planned, proposed, cancelled, postponed, held or denied, from the nearest word that governs the session; before it, then after it."""
    told = right[details(right) :]
    who = told[1:] if told and "COMMA" in told[0].features else told
    if len(who) > 1 and "WHO" in who[0].classes and (told_of := _of_which(who)):
        return told_of
    if left and {"COMPLETED", "ATTENDING"} & left[0].classes.keys() and any("PLANNED" in n.classes for n in right[:2]):
        return "planned"  # "after the summit that is planned", "those who will take part in it"
    noun = any("HOLDING" in n.classes for n in left[:_NOUN_WITHIN])
    if left and "OPENING_NOUN" in left[0].classes and "l" in left[0].flags:
        return "planned"
    if len(left) > 1 and "OPENING_NOUN" in left[0].classes and any("WELCOMES" in n.classes for n in left[1:_WELCOMED_WITHIN]):
        return "under_way"
    if _is_told_to_begin(left):
        return "under_way"
    found = _told_before(left, noun) or _planned_then(left, right) or _governed(left, noun) or _followed(right)
    found = "planned" if found == "proposed" and _will_be(right) else found
    if found is None and noun and any("l" in n.flags for n in left[:_NOUN_WITHIN] if "HOLDING" in n.classes):
        return "planned"
    alone = len(left) == 1 or (len(left) > 1 and "COMMA" in left[1].features)
    if found is None and alone and "OPENING_NOUN" in left[0].classes and not left[0].flags & {"l", "b"}:
        return "under_way"
    return found or ("held" if noun and len(left) == 1 and "HOLD" in left[0].classes else None)


def _of_which(who: list[Node]) -> str | None:
    """'The meeting that was called off', "that was held", "that the city hosted"."""
    if "HOLD" in who[1].classes and not _called_off([who[1]]):
        return _of_a_plan(who) if "PLANNED" in who[1].classes else _held(who[1])
    return _called_off([who[1]]) or ("held" if who[1].classes.get("HOSTS_IT") == "past" else None)


def _will_be(right: list[Node]) -> bool:
    """'An invitation to a round, which will begin on Monday'."""
    return any("HOLD" in n.classes and "s" in n.flags for n in right[:_SAID_WITHIN])


def _is_told_to_begin(left: list[Node]) -> bool:
    """'The Union announced today the start of the talks': the noun of a beginning is what somebody tells."""
    if not left or "OPENING_NOUN" not in left[0].classes or left[0].flags & {"b", "l", "w"}:
        return False
    near = [name for n in left[1:_ANNOUNCED_WITHIN] for name in n.classes]
    return any(name in _ANNOUNCES for name in near) and not any(name in _CALLED or name in ("THAT", "TO", "ON") for name in near)


def _told_before(left: list[Node], noun: bool) -> str | None:
    """What words say that stand far before a session: "called on A, B and C to come to a round table", "the holding came to pass"."""
    classes = {name for n in left for name in n.classes}
    if left and "TO" in left[0].classes and "PROPOSED" in classes and "HOLD" not in classes:
        return "proposed"
    return "held" if noun and "COME_TO_PASS" in classes else None


def _planned_then(left: list[Node], right: list[Node]) -> str | None:
    """'A planned meeting in the city was called off': what came of what is called planned right before its name."""
    planned = bool(left) and "PLANNED" in left[0].classes and "HOLD" not in left[0].classes
    return found if planned and (found := _followed(right)) in _UNDONE else None


def has_ended(left: list[Node]) -> bool:
    """Whether the words right before a session tell of its end; "the first day of the round ended" does not."""
    near = left[:_ENDS_WITHIN]
    end = next((k for k, n in enumerate(near) if "ENDED" in n.classes), None)
    return end is not None and not any({"DATE", "NTH"} & n.classes.keys() for n in near[:end])


def begins(left: list[Node], right: list[Node]) -> bool:
    """Whether the verb of holding next to a session says that it begins."""
    verb = next((n for n in [*left[:_BEGINS_WITHIN], *right[:3]] if "HOLD" in n.classes), None)
    return verb is not None and "BEGUN" in verb.classes and "s" not in verb.flags


def _governed(left: list[Node], noun: bool) -> str | None:
    """What the words before a session make of it, the nearest first; `noun` where a noun of holding stands there."""
    for k, node in enumerate(left[:12]):
        if ("HOLDING" in node.classes and k < _NOUN_WITHIN) or _is_of_another_clause(left, k):
            continue
        if "WHERE" in node.classes:
            break
        if "ENDED" in node.classes and any("session_day" in n.classes.get("DATE", {}) for n in left[:k]):
            return "under_way"
        if "HOLD" in node.classes and not any(name in node.classes for name in _CALLED):
            ahead = node.classes["HOLD"] == "now" and any(n.classes.get("DIRECTION") == 1 for n in left[:k])
            return "planned" if ahead or _is_to_come(node, left[k + 1 : k + 2]) else _held(node)
        if "ATTENDING" in node.classes and k + 1 < len(left) and "TOPIC" in left[k + 1].classes:
            return None
        if "JOINT" in node.classes and any("DRAFT" in n.classes for n in left[k + 1 : k + 2]):
            return None
        if "DENIES" in node.classes and not any("COMMA" in n.features or "HOLD" in n.classes for n in left[:k]):
            return "denied"
        found = _comers(left, k, noun) or _word_of_status(node, k, noun) or (_wished(left, k) if noun else None)
        if found:
            return found
    return None


def _is_of_another_clause(left: list[Node], k: int) -> bool:
    """'Days after it told that it prepares a meeting' is not after it; 'X, who led them in the round, called for' calls for no round."""
    names = left[k].classes.keys()
    told = "COMPLETED" in names and any({"THAT", "THAT_HE"} & n.classes.keys() for n in left[:k])
    return told or ("PROPOSED" in names and k > 0 and "IN" in left[0].classes)


def _is_to_come(verb: Node, near: list[Node]) -> bool:
    """Whether a verb of holding tells of what is still to come, by its own form or the node before it."""
    if verb.classes["HOLD"] != "now":
        return False
    before = {name for n in near for name in n.classes}
    return bool({"THAT", "TO", "WILL"} & before or ("TO_COME" in verb.classes and _ACTS & before))


def _comers(left: list[Node], k: int, noun: bool) -> str | None:
    """What those who come to a session say of it: "the participants" were there, unless they go on; "will take part"."""
    names, near = left[k].classes.keys(), [name for n in left[k + 1 : k + 4] for name in n.classes]
    if "TAKES_PART" in names and "s" in left[k].flags and k < _NOUN_WITHIN:
        return "planned"
    if "FOR_PART" in names and any(n.classes.get("TRAVELS") == "ahead" for n in left[k:]):
        return "planned"
    if "ATTENDING" not in names and ("COLLECTIVE" not in names or noun or k >= _NOUN_WITHIN):
        return None
    meant = left[k].classes.get("ATTENDING") == "act" and any(name.startswith("SAY") for name in near)
    return "under_way" if "UNDER_WAY" in near else None if meant else "held"


def _word_of_status(node: Node, k: int, noun: bool) -> str | None:
    """What one word before a session says of it, `k` nodes away."""
    names = node.classes.keys()
    if ("JOINT" in names and k < _OF_IT) or ("COMPLETED" in names and not noun):
        return "held"
    if "UNDER_WAY" in names and not noun:
        return "under_way"
    if "READY" in names and noun:
        return "proposed"
    if "NOT_HELD" in names:
        return "denied"
    within = {"SUSPENDED": _OF_IT}.get
    found = next((name for name in _CALLED if name in names and (noun or k < _PLAN_WITHIN) and k < within(name, k + 1)), None)
    return found.lower() if found else "planned" if "BE_VERB" in names and "s" in node.flags else None


def _wished(left: list[Node], k: int) -> str | None:
    """'Called for holding' proposes, 'agreed on holding', 'announced the holding' plan: what a preposition before the noun says."""
    if "TO" in left[k].classes and k < 6 and any("SAY_TO" in n.classes for n in left[k : k + 12]):
        return "proposed"
    return "planned" if {"ON", "ABOUT"} & left[k].classes.keys() and k and "HOLDING" in left[k - 1].classes else None


def _held(verb: Node) -> str | None:
    """What a verb of holding says by its tense: one in the present leaves it to the day."""
    if "UNDER_WAY" in verb.classes:
        return "under_way"
    if "BEGUN" in verb.classes and verb.classes["HOLD"] != "now":
        return "under_way"
    return "planned" if "s" in verb.flags else None if verb.classes["HOLD"] == "now" else "held"


def _followed(right: list[Node]) -> str | None:
    """What the words after a session make of it."""
    for k, node in enumerate(follows(right, _FOLLOWS)):
        if "HOLD" in node.classes and not {"PLANNED", "PROPOSED"} & node.classes.keys():
            return "planned" if _is_to_come(node, right[k - 1 : k]) or {"TO_COME"} <= node.classes.keys() else _held(node)
        if "NOT_HELD" in node.classes:
            return "denied"
        if "UNDER_WAY" in node.classes and not _lasts(right[k + 1 : k + 2]):
            return "under_way"
        if "PROPOSED" in node.classes and "HOLD" in node.classes:
            return "proposed"
        called_off = _called_off([node])
        if called_off and not any("COMMA" in n.features for n in right[:k]):
            return called_off
        if node.classes.get("DIRECTION") == 1 or "PLANNED" in node.classes or node.classes.get("DATE", {}).get("rel") == 1:
            return _of_a_plan(right[k:])
    return None


def follows(right: list[Node], near: int) -> list[Node]:
    """The nodes after a session in which its verb may stand: `near` of them, or past what it is on and those whom it is between."""
    if not right or not _has_topic(right[0]):
        return right[:near]
    return right[: next((k for k, n in enumerate(right) if k >= near and ("COMMA" in n.features or _ASIDE & n.classes.keys())), len(right))]


def _has_topic(node: Node) -> bool:
    return not {"LINK", "BETWEEN"}.isdisjoint(node.classes)


def _lasts(after: list[Node]) -> bool:
    """Whether a word of going on tells how long: "which lasts two days"."""
    return any({"UNIT_TWO", "CARDINAL", "D12"} & {*n.classes, *n.features} for n in after)


def _of_a_plan(nodes: list[Node]) -> str:
    """What came of a plan, told right after its day and place: "which was to be held in May, was postponed"."""
    after = next((n for n in nodes[1:] if not ("COMMA" in n.features or (_PLAN_DETAILS | {"PLANNED"}) & n.classes.keys())), None)
    return _called_off([after] if after else []) or "planned"


def details(right: list[Node]) -> int:
    """How many nodes after a session tell only of its day, its place and those who meet."""
    return next((k for k, n in enumerate(right) if _PLAN_DETAILS.isdisjoint(n.classes)), 0)


def _called_off(nodes: list[Node]) -> str | None:
    """What became of a plan by the first word that tells that it did not come to pass."""
    return next((name.lower() for n in nodes for name in ("CANCELLED", "POSTPONED", "SUSPENDED") if name in n.classes), None)


def was_planned(nodes: list[Node]) -> bool:
    """Whether the plan told was one of the past ("was to begin on Wednesday"): its day need not be still to come."""
    return any("WAS_PLANNED" in n.classes for n in nodes)


def governor(left: list[Node]) -> int | None:
    """How far before a session the verb or noun of holding stands that governs it; between the two only its day and place."""
    for k, node in enumerate(left[:12]):
        classes = node.classes
        if "HOLD" in classes or "HOLDING" in classes:
            return k
        if not _TURNS.isdisjoint(classes) or (k == 0 and "FROM_THEN" in classes):
            break
    return None


def before(nodes: list[Node], i: int) -> list[Node]:
    """The nodes before a session that can govern it, nearest first: back to another session, a relay or the clause before."""
    near = nodes[max(0, i - _REACH) : i][::-1]
    return _upto(near[: next((k for k in range(len(near)) if _turns(near, k)), len(near))], _RELAYS)


def _turns(near: list[Node], k: int) -> bool:
    """Where another clause begins: at "while", or at a comma with "and" after it. The nodes are the nearest first."""
    return "WHILE" in near[k].classes or (k > 0 and "COMMA" in near[k].features and "w" in near[k - 1].flags)


def after(nodes: list[Node], i: int) -> list[Node]:
    """The nodes after a session that can belong to it: up to a verb of saying, or another session but one at whose margins it is."""
    if i + 1 < len(nodes) and "SESSION" in nodes[i + 1].classes and "l" in nodes[i + 1].flags:
        return after(nodes, i + 1)  # "the congress of the city for dialogue"
    reach = _REACH + (_TOPIC if any(_has_topic(node) for node in nodes[i + 1 : i + 2]) else 0)
    return _upto(_past_aside(nodes[i + 1 :])[:reach], _BREAKS)


def _past_aside(nodes: list[Node]) -> list[Node]:
    """The nodes after a session without what stands between commas before its verb: "the talks, attended by X and Y, ended"."""
    first = next((k for k, n in enumerate(nodes[:_ASIDE_BEGINS]) if "COMMA" in n.features), None)
    for k, node in enumerate(nodes[:_ASIDE_ENDS] if first is not None else ()):
        if k > (first or 0) and _IN_NO_ASIDE & node.classes.keys():
            break
        if k > (first or 0) and "COMMA" in node.features and {"HOLD", *_OFF} & nodes[k + 1].classes.keys():
            return [*nodes[:first], *nodes[k + 1 :]]
    return nodes


def _upto(nodes: list[Node], stop: frozenset[str]) -> list[Node]:
    out: list[Node] = []
    for node in nodes:
        if node.classes:
            if out and "PLANNED" in out[-1].classes and "THAT" in node.classes:
                continue
            if _ends(node, out, stop) and not ("THAT" in node.classes and "WHO" in node.classes and _relates(nodes, out)):
                break
        out.append(node)
    return out


def _ends(node: Node, out: list[Node], stop: frozenset[str]) -> bool:
    """Whether the clause ends before a node: at a count, at another session but one at whose margins it is, at a word of `stop`."""
    if "SESSION" in node.classes:
        at_margins = any("MARGINS" in n.classes for n in out[-3:]) or (bool(out) and out[-1].classes.get("LINK") == "frame")
        if not at_margins:
            return True
    return "COUNT" in node.classes or (_HOLDS.isdisjoint(node.classes) and not stop.isdisjoint(node.classes))


def _relates(nodes: list[Node], out: list[Node]) -> bool:
    """Whether a word that may be "that" begins a relative clause here: right after the session, before what becomes of it."""
    after = nodes[len(out) + 1].classes.keys() if len(out) + 1 < len(nodes) else frozenset()
    return not any(n.classes for n in out) and bool({"HOLD", *_CALLED} & after)


def is_day(node: Node, near: Node | None) -> bool:
    """A date that can be a session's: not a year alone, not "since then", not a day counted within the talks."""
    form = node.classes.get("DATE")
    if form is None or "session_day" in form or (near is not None and "FROM_THEN" in near.classes):
        return False
    return bool(form.keys() - {"y", "rel", "unit"}) or form.get("unit") in ("day", "week", "month")


def date_near(left: list[Node], right: list[Node], encounter: bool = False) -> Node | None:
    """The date after the session; or one before it when a verb of holding stands between, or it opens the clause of an encounter.

    A day between the verb and the session is nearer than one in a relative clause after it.
    """
    verb = governor(left)
    between = next((n for k, n in enumerate(left[: verb or 0]) if is_day(n, left[k + 1])), None)
    for k, (near, node) in enumerate(zip([None, *right], _opening(left, _of_itself(right)), strict=False)):
        if not node.classes:
            continue
        of_another = "WHO" in node.classes and not any("HOLD" in n.classes for n in right[k + 1 : k + 2])
        if between is not None and k and of_another:
            return between
        if is_day(node, near):
            aside = any("COMMA" in n.features for n in right[:k]) and not any("HOLD" in n.classes for n in right[:k])
            if between is not None and aside:
                return between
            node = _finer(node, right[k + 1 : k + _FINER_WITHIN])
            goes_on = node.classes["DATE"].get("rel") == 1 and any("UNDER_WAY" in n.classes for n in right[:k])
            return None if goes_on else node
    held = encounter
    for k, node in enumerate(left[: max(8, verb or 0)]):
        held = held or (verb is not None and k < verb)
        if not node.classes:
            continue
        held = held or (("HOLD" in node.classes or "MEET" in node.classes) and "HOLDING" not in node.classes)
        if not _TOLD.isdisjoint(node.classes):
            return None
        if held and is_day(node, left[k + 1] if k + 1 < len(left) else None):
            said = any(_TELLS & n.classes.keys() for n in left[k + 1 : k + 3])
            return None if said else node
    return None


def _finer(day: Node, after: list[Node]) -> Node:
    """The day told right after a month or a week: "their fourth meeting this month on Wednesday"."""
    if day.classes["DATE"].get("unit") not in ("week", "month"):
        return day
    return next((n for n in after if "DATE" in n.classes and {"wd", "d"} & n.classes["DATE"].keys()), day)


def _of_itself(right: list[Node]) -> list[Node]:
    """The nodes after a session up to what another clause tells: "and he returned in July", "as X left", "was called off in May"."""
    for k, node in enumerate(right):
        turns = k > 0 and "COMMA" in right[k - 1].features and "w" in node.features and not any(is_day(n, None) for n in right[k : k + 3])
        meanwhile = "AS" in node.classes and any(_ACTS & n.classes.keys() for n in right[k + 1 : k + 2])
        off = not _OFF.isdisjoint(node.classes)
        if turns or meanwhile or off or (k > 0 and "PACT" in node.classes and not any("HOLD" in n.classes for n in right[k:])):
            return right[:k]
    return right


def _opening(left: list[Node], right: list[Node]) -> list[Node]:
    """The nodes after a session up to the one who acts, where it only opens what is told of him: "after the talks, X left on Monday"."""
    if not any("FROM_THEN" in n.classes for n in left[:_OPENS_WITHIN]):
        return right
    turns = (k for k, n in enumerate(right[:-1]) if "COMMA" in n.features and _ACTORS & right[k + 1].classes.keys())
    return right[: next(turns, len(right))]


def place_at(node: Node, things: dict[str, Any]) -> Place:
    """The place that a node names: a city, or only its state."""
    if "CITY" in node.classes:
        return node.classes["CITY"], None, node
    place = things.get(node.classes.get("PLACE", ""), {})
    if place.get("kind") == "city":
        return place["id"], None, node
    return (None, things[node.classes["STATE"]].get("iso2"), node) if "STATE" in node.classes else NOWHERE


def _of_other_talks(right: list[Node], k: int, city: str | None, process: str | None, processes: dict[str, Any]) -> bool:
    """Whether a city is where other talks are at home, and stands beside a word for these ("Astana, alongside the track in Geneva")."""
    if all(_TALKS.isdisjoint(n.classes) for n in right[max(k - 4, 0) : k + 3]):
        return False
    own = processes[process].get("homes", ()) if process else ()
    return bool(own) and city not in own and any(city in p.get("homes", ()) for p in processes.values())


def _is_of_truce(right: list[Node], k: int, city: str | None, processes: dict[str, Any]) -> bool:
    """Whether a place is that of the truce that the talks are on, and home of no talks: "the talks on a truce in the strip"."""
    return bool(city) and k <= _BESIDE and "TRUCE" in right[0].classes and not any(city in p.get("homes", ()) for p in processes.values())


def place_near(
    right: list[Node], things: dict[str, Any], process: str | None, processes: dict[str, Any], held: bool = False, governed: bool = False
) -> Place:
    """(city, country, node): a city after a word of place; a state only right after the session, and never the one talked about.

    `governed`: a verb of holding stands before the session, so that a state with its preposition joined to it is where it was held.
    """
    inside, verb = False, 0
    for k, node in enumerate(right):
        if not node.classes:
            held = inside = False
            continue
        if k >= verb and _strays(right, k):
            verb = _verb_after(right, k)
            if not verb:
                break
        if k < verb:
            continue
        if "CITY" in node.classes:
            return node.classes["CITY"], None, node
        place = things.get(node.classes.get("PLACE", ""), {})
        elsewhere = k > _BESIDE and not held and _of_other_talks(right, k, place.get("id"), process, processes)
        if elsewhere or _is_of_truce(right, k, place.get("id"), processes):
            return NOWHERE
        if place.get("kind") == "city" and (inside or "b" in node.flags or (k == 0 and "PROCESS_NAME" not in node.classes)):
            return place["id"], None, node
        near = k <= 2 or held or (governed and "b" in node.flags)
        if near and "STATE" in node.classes and (inside or "b" in node.flags) and not _is_topic(node, process, processes):
            return None, things[node.classes["STATE"]].get("iso2"), node
        hosts = "HOSTS_IT" in node.classes
        held = hosts or not _HELD_THEN.isdisjoint(node.classes) or (held and "IN" in node.classes)
        inside = hosts or "IN" in node.classes
    return NOWHERE


def _is_topic(node: Node, process: str | None, processes: dict[str, Any]) -> bool:
    """Whether a state is what the process is about, or where no process is known, any of them."""
    return any(p.get("about") == node.classes["STATE"] for p in (processes.values() if process is None else [processes[process]]))


def _of_another(right: list[Node], k: int) -> bool:
    """Whether a relative clause begins that is of a noun told after the session: "the round after the agreements that were made in X"."""
    near = right[k - 1] if k else None
    noun = near is not None and not near.classes and "W" in near.features
    return noun and "WHO" in right[k].classes and not any({"HOLD", "HOSTS_IT", *_CALLED} & n.classes.keys() for n in right[k + 1 : k + 2])


def _strays(right: list[Node], k: int) -> bool:
    """Whether a clause goes on about what is talked of; "on Monday" does not."""
    node = right[k]
    dated = "ON" in node.classes and k + 1 < len(right) and "DATE" in right[k + 1].classes
    return (k > 1 and "TO" in node.classes) or (_talks_of(node, k) and not dated) or _of_another(right, k)


def _verb_after(right: list[Node], k: int) -> int:
    """Where the verb of talks stands, past what they are on; 0 where none does in their clause."""
    if not {"LINK", "BETWEEN"} & right[k].classes.keys():
        return 0
    for j, node in enumerate(right[k:], k):
        if "COMMA" in node.features or _ASIDE & node.classes.keys():
            break
        if node.classes.get("HOLD", "now") != "now":
            return j
    return 0


def _talks_of(node: Node, k: int) -> bool:
    """Whether what follows a node after a session is what is talked of there."""
    return (k > 0 and not _ELSEWHERE.isdisjoint(node.classes)) or "DISCUSSES" in node.classes or node.classes.get("MEET") == "discuss"


def place_before(left: list[Node], things: dict[str, Any]) -> Place:
    """The city before a verb of holding: "in the capital was held", "the capital hosted"."""
    goal = _goal(left, things)
    if goal[2]:
        return goal
    found = governor(left)
    verb = 3 if found is None else found
    hosts = found is not None and bool({"HOST", "HOSTING", "SAW"} & left[found].classes.keys())
    relative = found is not None and any("WHO" in n.classes for n in left[found + 1 : found + 3])
    for k, node in enumerate(left[: verb + (_OF_THE_CITY if relative else 4)]):
        if not node.classes:
            continue
        if "SAY" in node.classes or "THAT" in node.classes or (k == 0 and "FROM_THEN" in node.classes):
            break
        if any(not _NOT_IN.isdisjoint(n.classes) for n in left[k + 1 : k + 2]):
            continue
        if found is None and "PLANNED" in node.classes:
            break  # "met in the city to prepare the talks"
        place = things.get(node.classes.get("PLACE", ""), {})
        put = (
            (hosts and k < verb)
            or "b" in node.flags
            or (k + 1 < len(left) and "IN" in left[k + 1].classes)
            or (k > verb and "HOLDING" not in left[min(verb, len(left) - 1)].classes and (hosts or "CAPITAL" not in node.classes))
        )
        if "CITY" in node.classes or (place.get("kind") == "city" and put and k != verb):
            venue = any("VENUE" in n.classes for n in left[k + 2 : k + 3])  # "in the palace of X in the capital Y"
            named = place_at(left[k + 1], things) if k + 1 < len(left) and "CITY" in node.classes and not venue else NOWHERE
            return named if named[0] else (node.classes.get("CITY") or place["id"], None, node)
    if hosts and found is not None and any("STATE" in n.classes for n in left[found + 1 : found + 2]):
        return place_at(left[found + 1], things)  # "X will host talks"
    return _state_before(left[: (found or 0) + 1], things, hosts)


def _goal(left: list[Node], things: dict[str, Any]) -> Place:
    """The city to which somebody comes for a session: "the delegations arrived in the city to hold the round"."""
    comes = next((k for k, n in enumerate(left) if not _COMES.isdisjoint(n.classes)), None)
    aim = any(not _AIMS.isdisjoint(n.classes) or ("HOLDING" in n.classes and "l" in n.flags) for n in left[:comes])
    aim = aim or (len(left) > 1 and "IN" in left[0].classes and "COLLECTIVE" in left[1].classes)  # "the delegations that take part in"
    near = pairwise(left[: (comes or 0) + 1] if aim else ())
    goals = [goal for n, before in near if ("CITY" in n.classes or _leads_to(before)) and (goal := place_at(n, things))[2]]
    return goals[-1] if goals else NOWHERE


def _leads_to(near: Node) -> bool:
    """Whether the word before a place says that somebody comes there."""
    return bool({"TO", "BOUND_FOR", "ARRIVAL", "TRAVELS"} & near.classes.keys())


def _state_before(upto: list[Node], things: dict[str, Any], hosts: bool) -> Place:
    """The state between a verb of holding and its session: "there began in Sweden talks", "Jordan hosts a meeting"."""
    for node, near in pairwise(upto):
        if "STATE" in node.classes and ("IN" in near.classes or (hosts and near is upto[-1])):
            return place_at(node, things)
    return NOWHERE
