"""What words for meetings mean: sessions as noun phrases, encounters told by verbs, delegations and those who lead them."""

from __future__ import annotations

from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.reading.actors import actor_of


@maker("process", "p", "PROCESS")
def make_process(match: Match) -> dict[str, Any]:
    """A process named as one: its track, or its name in quotation marks."""
    return {"PROCESS": match.value("p", "PROCESS_NAME")}


@maker("count", "n", "COUNT")
def make_count(match: Match) -> dict[str, Any]:
    """'20 rounds' is a count, not the twentieth round."""
    return {"COUNT": int(match.slots["n"][0].norm)}


@maker("session", "k a n p kind", "SESSION")
def make_session(match: Match) -> dict[str, Any]:
    """A session as a noun phrase: kind, number, process, and what its adjectives say."""
    kinds = [n.classes["SESSION_NOUN"] for n in match.nodes if "SESSION_NOUN" in n.classes]
    adjectives = {n.classes["SESSION_ADJ"] for n in match.nodes if "SESSION_ADJ" in n.classes}
    process = match.value("p", "PROCESS", "PROCESS_NAME", "PROCESS_CITY")
    number = ordinal = _number(match)
    if (
        kinds
        and kinds[0] != "round"
        and any("ORDINAL" in n.classes for n in match.slots.get("n", ()))
        and process is None
        and "international" not in adjectives
    ):
        number = None
    kind = match.rule.fixed.get("kind") or _kind(kinds, adjectives, number, process)
    if number is not None and not 1 <= number <= 60:
        raise Refused("no number of a round")
    towards = next((n.classes["DIRECTION"] for n in match.nodes if "DIRECTION" in n.classes), None)
    nations = list(dict.fromkeys(n.classes["NATIONALITY"] for n in match.nodes if "NATIONALITY" in n.classes))
    definite = any("al" in n.flags for n in match.nodes[:1])
    return {
        "SESSION": {
            "kind": kind,
            "number": number,
            "ordinal": ordinal,
            "process": process,
            "definite": definite,
            "nouns": kinds,
            "adjectives": adjectives,
            "towards": towards,
            "nations": nations if len(nations) > 1 else [],
        }
    }


def _number(match: Match) -> int | None:
    nodes = [n for n in match.slots.get("n", ()) if "NUMBER" in n.features or "ORDINAL" in n.classes]
    if not nodes:
        return None
    return int(nodes[-1].classes.get("ORDINAL") or nodes[-1].norm)


def _kind(kinds: list[str], adjectives: set[Any], number: int | None, process: str | None) -> str:
    if "call" in kinds:
        return "call"
    for adjective in ("bilateral", "technical", "ministerial"):
        if adjective in adjectives:
            return adjective
    first = kinds[0] if kinds else "meeting"
    if "summit" in kinds:
        return "summit"
    if number is not None or "round" in kinds:
        return "round"
    return {"talks": "meeting"}.get(first, first)


@maker("meeting", "v a b k l only governed", "MEETING")
def make_meeting(match: Match) -> dict[str, Any]:
    """An encounter told by a verb: who met whom, and by telephone or not."""
    sides = [_side(match, slot) for slot in ("a", "b") if match.slots.get(slot)]
    members = [m for side in sides for m in side]
    office = match.value("l", "OFFICES")
    keys = [m["person"] or m["actor"] for m in members]
    if (len(keys) < 2 and not office) or len(set(keys)) < len(keys):
        raise Refused("fewer than two who meet")
    kind = match.value("k", "SESSION")
    if match.rule.fixed.get("only") not in (None, kind and kind["kind"]):
        raise Refused("another kind of session")
    apart = any("ACTORS" in n.classes and n.classes["ACTORS"]["apart"] for n in match.slots.get("b", ()))
    verb = match.one("v")
    return {
        "MEETING": {
            "kind": kind["kind"] if kind else None,
            "members": members,
            "sides": len(sides),
            "verb": match.value("v", "MEET"),
            "office": office,
            "apart": apart,
            "governed": match.rule.fixed.get("governed", False),
            "to_come": bool(verb and "s" in verb.flags),
        }
    }


def _side(match: Match, slot: str) -> list[dict[str, Any]]:
    page = match.context
    return [row for node in match.slots[slot] for row in rows_of(page, node)]


def rows_of(page: Any, node: Node) -> list[dict[str, Any]]:
    """Participant rows of a node: a person, a delegation, an office holder, or each member of a list."""
    things = page.packs.things
    if "ACTORS" in node.classes:
        office = things.get(node.classes["ACTORS"]["office"] or "", {})
        kids = [
            {**row, "level": row["level"] or office.get("level")}
            for kid in node.kids
            if "PERSON" in kid.classes
            for row in rows_of(page, kid)
        ]
        named = {row[key] for row in kids for key in ("person", "actor")}
        rest = [m for m in node.classes["ACTORS"]["members"] if m not in named]
        return kids + [row_of(things, m, office.get("level")) for m in rest]
    if "OFFICE_OF" in node.classes and "PERSON" not in node.classes:
        titled = node.classes["OFFICE_OF"]
        row = row_of(things, titled["of"], things.get(titled["office"] or "", {}).get("level"))
        return [row] if row["actor"] else []
    actor = node.classes.get("COUNTERPART_OF") if "COUNTERPART_OF" in node.classes else actor_of(node)
    if actor is None:
        return []
    row = row_of(things, actor, None)
    titled = node.classes.get("TITLED")
    if titled and titled.get("of") and row["person"]:
        row["actor"], row["level"] = titled["of"], things.get(titled["office"] or "", {}).get("level")
    return [row]


def row_of(things: dict[str, Any], actor: str | None, level: str | None) -> dict[str, Any]:
    """One participant row. A person known to have served one state or body only stands in its delegation; another stands alone."""
    thing = things.get(actor or "", {"class": "person"})
    if actor is None or thing["class"] != "person":
        return {"actor": actor, "role": None, "level": level, "person": None, "person_role": None}
    served = {h["of"] for h in thing.get("holds", ()) if h.get("of") in things}
    return {"actor": served.pop() if len(served) == 1 else None, "role": None, "level": level, "person": actor, "person_role": None}


@maker("head", "d p", "HEAD")
def make_head(match: Match) -> dict[str, Any]:
    """Who leads which delegation."""
    return {"HEAD": {"actor": match.value("d", "DELEGATION_OF", "ORG"), "person": match.value("p", "PERSON")}}


@maker("part", "a", "PART_TAKEN")
def make_part(match: Match) -> dict[str, Any]:
    """Who takes part, in what role where the words say so."""
    rows = [row for node in match.slots["a"] for row in rows_of(match.context, node)]
    return {"PART_TAKEN": {"rows": rows, "role": match.rule.fixed.get("role")}}
