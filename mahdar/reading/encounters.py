"""What words for meetings mean: sessions as noun phrases, encounters told by verbs, delegations and those who lead them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.engine.text import normal
from mahdar.model import Span
from mahdar.reading.actors import actor_of, said_in
from mahdar.reading.sides import spoken_of

_COUNTED = frozenset({"NUMBER", "ORDINAL", "NTH", "ROMAN"})
# The slot of the one who heads the delegation of a side.
_HEADS = {"a": "h", "b": "i"}
# Classes that name the side of one who is not named.
_THEIRS = ("COUNTERPART_OF", "NATIONALITY", "BODY_ADJ", "SENT_BY")
# Those who come with one who leads them.
_SENT = frozenset({"DELEGATION_OF", "ORG", "STATE"})
# Words that tell who leads or represents them.
_LEADS = frozenset({"HEADS", "REPRESENTED"})
# Classes that tell whose officials are meant, who are not named.
_SENDERS = ("NATIONALITY", "ORG", "STATE")
_OF_A_STATE = frozenset({"government", "ministry", "presidency"})
# How many sides "the two" and "the three" are.
_PAIRS = (2, 3)
# What others than those who talk hold, too.
_SITTINGS = (["sitting"], ["workshop"])
# No process that is known of met in more rounds.
_MOST_ROUNDS = 60


@maker("process", "p", "PROCESS")
def make_process(match: Match) -> dict[str, Any]:
    """A process named as one: its track, or its name in quotation marks."""
    return {"PROCESS": match.value("p", "PROCESS_NAME")}


@maker("count", "n", "COUNT")
def make_count(match: Match) -> dict[str, Any]:
    """'20 rounds' is a count, not the twentieth round."""
    number = match.slots["n"][0]
    return {"COUNT": int(number.classes.get("CARDINAL", 0) or number.norm)}


@maker("session", "k a n p kind last", "SESSION THEIRS HIS ITS")
def make_session(match: Match) -> dict[str, Any]:
    """A session as a noun phrase: kind, number, process, and what its adjectives say; and whose it is ("their meeting")."""
    kinds = [n.classes["SESSION_NOUN"] for n in match.nodes if "SESSION_NOUN" in n.classes]
    adjectives = {n.classes["SESSION_ADJ"] for n in match.nodes if "SESSION_ADJ" in n.classes}
    process = match.value("p", "PROCESS", "PROCESS_NAME", "PROCESS_CITY")
    numbers = _numbers(match)
    number = numbers[-1][0] if numbers else None
    also, also_at = next(((n, at) for n, at in numbers if n != number), (None, None))
    counted = None if _counts_no_round(match, kinds, process, adjectives) else number
    kind = match.rule.fixed.get("kind") or _kind(kinds, adjectives, counted, process)
    last = bool(match.rule.fixed.get("last"))
    towards = -1 if last else next((n.classes["DIRECTION"] for n in match.nodes if "DIRECTION" in n.classes), None)
    nations = _nations(match)
    said = {
        "kind": kind,
        "number": counted,
        "ordinal": number,
        "also": also,
        "also_at": also_at,
        "process": process,
        "definite": last or any("al" in n.flags or {"THE", "POSSESSED"} & n.classes.keys() for n in match.nodes[:1]),
        "nouns": kinds,
        "adjectives": adjectives,
        "towards": towards,
        "nations": nations if len(nations) > 1 else [],
    }
    return {"SESSION": said, **{name: 1 for name in ("THEIRS", "HIS", "ITS") if name in match.nodes[0].classes}}


def _nations(match: Match) -> list[str]:
    """The nations before the noun or after it: by adjectives, or by names that dashes join ("the X-Y-Z summit")."""
    nodes = match.nodes
    named = [next((n.classes[c] for c in ("STATE", "ORG", "PERSON", "CAPITAL") if c in n.classes), None) for n in nodes]
    dashed = {j for k, n in enumerate(nodes[1:-1], 1) if "DASH" in n.features and named[k - 1] and named[k + 1] for j in (k - 1, k + 1)}
    said = [n.classes.get("NATIONALITY") or (named[k] if k in dashed else None) for k, n in enumerate(nodes)]
    return list(dict.fromkeys(str(n) for n in said if n))


def _numbers(match: Match) -> list[tuple[int, Span]]:
    """The numbers said, in reading order ("the eighth round of X-7"); several sessions have none ("the twenty earlier rounds")."""
    nodes = [n for n in match.slots.get("n", ()) if _COUNTED & n.features]
    noun, name = match.one("k"), match.one("p")
    if nodes and noun is not None and "SESSIONS" in noun.classes and noun.first < nodes[0].first < (name.first if name else 1 << 30):
        raise Refused("several sessions")
    worded = ("ORDINAL", "NTH", "ROMAN")
    numbers = [(int(next((n.classes[c] for c in worded if c in n.classes), n.norm)), (n.start, n.end)) for n in nodes]
    if any(not 1 <= number <= _MOST_ROUNDS for number, _ in numbers):
        raise Refused("no number of a round")
    return numbers


def _counts_no_round(match: Match, kinds: list[str], process: str | None, adjectives: set[Any]) -> bool:
    """'The second meeting' of no process named counts something that is no round."""
    in_words = any({"ORDINAL", "NTH"} & n.classes.keys() for n in match.slots.get("n", ()))
    alone = process is None and "international" not in adjectives
    return bool(kinds) and kinds[0] not in ("round", "term", "edition") and in_words and alone


def _kind(kinds: list[str], adjectives: set[Any], number: int | None, process: str | None) -> str:
    if "call" in kinds:
        return "call"
    for adjective in ("bilateral", "technical", "ministerial"):
        if adjective in adjectives and not (adjective == "technical" and number is not None and "round" in kinds):
            return adjective
    first = kinds[0] if kinds else "meeting"
    if "summit" in kinds:
        return "summit"
    if number is not None or "round" in kinds:
        return "round"
    return {"talks": "meeting", "term": "meeting", "edition": "meeting", "sitting": "meeting", "workshop": "meeting"}.get(first, first)


@maker("meeting", "v a b c h i k l o p t only governed alone counterpart each offices purpose again pair talks", "MEETING")
def make_meeting(match: Match) -> dict[str, Any]:
    """An encounter told by a verb: who met whom, and by telephone or not. `alone`: the other is the one who is talked of."""
    fixed = match.rule.fixed
    sides = [_side(match, slot) for slot in ("a", "b") if match.slots.get(slot)]
    members = [m for side in sides for m in side]
    office = match.value("l", "OFFICES")
    keys = [m["person"] or m["actor"] for m in members]
    least = 0 if fixed.get("again") or fixed.get("pair") else 1 if fixed.get("alone") else 2
    if (len(keys) < least and not office) or len(set(keys)) < len(keys):
        raise Refused("fewer than two who meet")
    kind = match.value("k", "SESSION")
    if fixed.get("only") not in (None, kind and kind["kind"]):
        raise Refused("another kind of session")
    if fixed.get("talks") and kind and kind["nouns"] in _SITTINGS:
        raise Refused("a sitting, as parliaments and courts hold them")
    sent = any("SENDERS" in kid.classes for n in match.slots.get("a", ()) for kid in n.kids)
    if any("EACH_OBJECT" in kid.classes for n in match.slots.get("a", ()) for kid in n.kids[:1]):
        raise Refused("those who were met")
    if fixed.get("offices") and not sent and not any(m["level"] for m in members):
        raise Refused("no office holders")
    other = match.one("b")
    if fixed.get("counterpart") and other is not None and not _is_counterpart(other):
        raise Refused("may be the one who meets")
    pair = match.value("c", "COLLECTIVE") if fixed.get("pair") else None
    if pair is not None and pair not in _PAIRS:
        raise Refused("so many sides that the words do not count them")
    verb = match.one("v")
    if verb is not None and {"HOST", "SAW", "SPONSORS", "EASES"} & verb.classes.keys():
        raise Refused("who hosts talks of others")
    if match.value("v", "MEET") == "discuss" and other is not None and "b" in other.flags:
        raise Refused("what is discussed, not with whom")
    apart = any("ACTORS" in n.classes and n.classes["ACTORS"]["apart"] for n in match.slots.get("b", ()))
    return {
        "MEETING": {
            **_NOTHING_TOLD,
            "kind": kind["kind"] if kind else None,
            "number": kind["number"] if kind else None,
            "members": members,
            "sides": len(sides),
            "verb": match.value("v", "MEET", "MEET_EACH"),
            "office": office,
            "of_one": match.value("o", "OFFICE"),
            "apart": apart,
            "each": fixed.get("each", False),
            "governed": fixed.get("governed", False),
            "alone": fixed.get("alone", False),
            "again": fixed.get("again", False),
            "pair": pair,
            "within": fixed.get("only") == "call",
            "as_counterpart": other is not None and _is_counterpart(other),
            "purpose": fixed.get("purpose", False),
            "held": fixed.get("held", False),
            "to_come": bool(verb and "s" in verb.flags)
            or fixed.get("purpose", False)
            or match.value("t", "TRAVELS") == "ahead"
            or bool(kind and kind["towards"] == 1),
            "now": match.value("v", "HOLD") == "now",
        }
    }


# A meeting of which no more is told than that it took place.
_NOTHING_TOLD: dict[str, Any] = {
    **dict.fromkeys(("kind", "number", "verb", "office", "of_one", "process", "pair")),
    **dict.fromkeys(("apart", "each", "governed", "alone", "again", "within", "as_counterpart"), False),
    **dict.fromkeys(("purpose", "held", "to_come", "now"), False),
    "members": [],
    "sides": 0,
}


@maker("committee", "v o", "MEETING")
def make_committee(match: Match) -> dict[str, Any]:
    """A committee whose meetings are a process comes together; its members are not named."""
    body = match.context.packs.things.get(match.value("o", "ORG"), {})
    if "process" not in body or body.get("kind") == "bloc":
        raise Refused("no committee whose meetings are a process")
    verb = match.one("v")
    return {"MEETING": {**_NOTHING_TOLD, "process": body["process"], "to_come": bool(verb and "s" in verb.flags)}}


def _is_counterpart(node: Node) -> bool:
    """'His counterpart', with a name or without."""
    return "COUNTERPART_OF" in node.classes or bool(node.slots.get("c"))


def _side(match: Match, slot: str) -> list[dict[str, Any]]:
    page = match.context
    rows = _rows_of_all(page, match.slots[slot])
    head = match.value(_HEADS[slot], "PERSON")
    return [{**rows[0], "person": head, "person_role": "head"}, *rows[1:]] if head and rows else rows


def rows_of(page: Any, node: Node) -> list[dict[str, Any]]:
    """Participant rows of a node: a person, a delegation, an office holder, or each member of a list."""
    things = page.packs.things
    if "ACTORS" in node.classes:
        return _rows_of_list(page, node)
    if "OFFICE_OF" in node.classes and "PERSON" not in node.classes:
        titled = node.classes["OFFICE_OF"]
        row = row_of(things, titled["of"], things.get(titled["office"] or "", {}).get("level"))
        return [row] if row["actor"] else []
    actor = next((node.classes[c] for c in _THEIRS if c in node.classes), None) or actor_of(node)
    if "SOURCE" in node.classes and "PERSON" not in node.classes:
        offices = [kid.classes["OFFICE_OF"]["of"] for kid in node.kids if "OFFICE_OF" in kid.classes]
        senders = [*offices, *(kid.classes[c] for kid in node.kids for c in _SENDERS if c in kid.classes)]
        return [_row(sender, None) for sender in senders if sender]
    if actor is None and "OFFICE" in node.classes:
        return _row_of_office(page, node)
    thing = things.get(actor or "", {})
    if actor is None or thing.get("kind") == "ministry":
        return []
    if "ORG" in node.classes and not thing:
        return [_row(actor, None)]
    if thing.get("kind") == "bloc":
        return _rows_of_bloc(page, thing)
    row = row_of(things, actor, None)
    titled = node.classes.get("TITLED")
    if titled and row["person"]:
        sent_by = _sent_by(things, titled)
        row["actor"] = row["actor"] if sent_by and _state_of(things, sent_by) == row["actor"] else sent_by or row["actor"]
        row["level"] = things.get(titled["office"] or "", {}).get("level") if row["actor"] else None
    return [row]


def _sent_by(things: dict[str, Any], titled: dict[str, Any]) -> str | None:
    """Whom an office is of; a permanent representative is at an organisation of states, and of none of it."""
    of = titled.get("of")
    at = things.get(titled["office"] or "", {}).get("level") == "permanent representative" and things.get(of or "", {}).get("kind") == "igo"
    return None if at else of


def _row_of_office(page: Any, node: Node) -> list[dict[str, Any]]:
    """The body whose office it is, where the words of the office say so: "the Secretary-General of the United Nations"."""
    of = said_in(page, node)
    return [row_of(page.packs.things, of, page.packs.things[node.classes["OFFICE"]].get("level"))] if of else []


def _rows_of_list(page: Any, node: Node) -> list[dict[str, Any]]:
    """A row for each member of a list, persons first; a body that no list knows is no person."""
    things = page.packs.things
    office = things.get(node.classes["ACTORS"]["office"] or "", {})
    kids: list[dict[str, Any]] = []
    for near, kid in zip([None, *node.kids], node.kids, strict=False):
        for row in rows_of(page, kid) if "PERSON" in kid.classes else ():
            alike = _is_counterpart(kid) or (near is not None and "NATIONALITY" in near.classes)
            same = kids[0]["level"] if kids and alike else None
            kids.append({**row, "level": row["level"] or office.get("level") or same})
    named = {row[key] for row in kids for key in ("person", "actor")}
    rest = [m for m in node.classes["ACTORS"]["members"] if m not in named]
    bodies = {kid.classes["ORG"] for kid in node.kids if "ORG" in kid.classes}
    return kids + [_row(m, None) if m in bodies and m not in things else row_of(things, m, office.get("level")) for m in rest]


def _rows_of_bloc(page: Any, bloc: dict[str, Any]) -> list[dict[str, Any]]:
    """The members of a bloc, unless it is the guarantors of something that the report does not speak of."""
    spoken = {rules["id"] for rules in spoken_of(page) if "about" in rules} if "process" in bloc else set()
    if spoken and bloc["process"] not in spoken:
        return []
    return [row_of(page.packs.things, member, None) for member in bloc.get("members", ())]


def row_of(things: dict[str, Any], actor: str | None, level: str | None) -> dict[str, Any]:
    """One participant row. A person known to have served one state or body only stands in its delegation; another stands alone."""
    thing = things.get(actor or "", {"class": "person"})
    if actor is None or thing["class"] != "person":
        return _row(actor, level)
    served = {_state_of(things, h["of"]) for h in thing.get("holds", ()) if h.get("of") in things}
    return {"actor": served.pop() if len(served) == 1 else None, "role": None, "level": level, "person": actor, "person_role": None}


def _row(actor: str | None, level: str | None) -> dict[str, Any]:
    """A row of a state or body, of which no person is named."""
    return {"actor": actor, "role": None, "level": level, "person": None, "person_role": None}


def _state_of(things: dict[str, Any], body: str) -> str:
    """The state whose government or ministry a body is; else the body itself."""
    thing = things.get(body, {})
    return str(thing["of"]) if thing.get("kind") in _OF_A_STATE and "of" in thing else body


@maker("head", "d p role members sent", "HEAD")
def make_head(match: Match) -> dict[str, Any]:
    """Who leads which delegation, or comes from which side; "and that of Y by Z" goes on with the same verb.

    `members`: all those named are of the one delegation. `sent`: it is one by its words, since a body has members, too.
    """
    names = ("DELEGATION_OF", "ORG", "STATE", "CAPITAL", "NATIONALITY")
    said = [n.kids[-1] if "ACTORS" in n.classes and n.kids else n for n in match.slots["d"]]  # of a list the last
    senders = [next((n.classes[c] for c in names if c in n.classes), None) for n in said if n.classes.keys() & set(names)]
    persons = [person for n in match.slots["p"] for person in _persons(n)[:1]]
    role = match.rule.fixed.get("role", "head")
    if match.rule.fixed.get("sent") and not _is_sent(match.context, match.slots["d"][0]):
        raise Refused("a body, and no delegation of it")
    if match.rule.fixed.get("members"):
        members = _of_one_side(match, senders[0])
        if not members:
            raise Refused("nobody of that side")
        return {"HEAD": [{"actor": senders[0], "person": p, "role": role} for p in members]}
    if _serves_many(match, senders[0] if senders else None):
        raise Refused("one who serves all states leads no delegation of one")
    sides = [*zip(senders, persons, strict=False), *_by_the_same_verb(match.slots["p"][0])]
    return {"HEAD": [{"actor": a, "person": p, "role": role} for a, p in sides]}


def _is_sent(page: Any, node: Node) -> bool:
    """Whether a node is a delegation; "the government's delegation" may be one of the names of the government."""
    joined = page.language.settings.get("letters", {}).get("w", "")
    said = {normal(word).split()[0] for word in page.language.words.get("DELEGATION", ())}
    return "DELEGATION_OF" in node.classes or page.tokens[node.first].norm in {*said, *(joined + word for word in said)}


def _serves_many(match: Match, sender: str | None) -> bool:
    """Whether the office said of who leads is one of an organisation of states, and the delegation is not its own."""
    titled = match.slots["p"][0].classes.get("TITLED")
    of = _sent_by(match.context.packs.things, titled) if titled else None
    return of != sender and match.context.packs.things.get(of or "", {}).get("kind") == "igo"


def _persons(node: Node) -> list[str]:
    return [str(n.classes["PERSON"]) for n in _named(node)]


def _named(node: Node) -> list[Node]:
    """The persons of a node or of the list that it is."""
    return [n for n in (node.kids if "ACTORS" in node.classes else [node]) if "PERSON" in n.classes]


def _of_one_side(match: Match, sender: str | None) -> list[str]:
    """The persons of a list up to one who serves another state or an organisation of states: he is of no delegation of this side."""
    things = match.context.packs.things
    ours = {sender, things.get(sender or "", {}).get("of")}
    named = [n for node in match.slots["p"] for n in _named(node)]
    offices = (
        _sent_by(things, n.classes.get("TITLED") or {"office": None}) or row_of(things, n.classes["PERSON"], None)["actor"] for n in named
    )
    others = (k for k, of in enumerate(offices) if of not in ours and _is_foreign(things.get(of or "", {})))
    return [str(n.classes["PERSON"]) for n in named[: next(others, len(named))]]


def _is_foreign(thing: dict[str, Any]) -> bool:
    return thing.get("class") == "state" or thing.get("kind") == "igo"


def _by_the_same_verb(node: Node) -> list[tuple[str, str]]:
    """'The Russian delegation was headed by A, and the Iranian B': those whom a list of persons names by their nationality."""
    listed = [(side.classes, person.classes) for side, person in pairwise(node.kids)] if "ACTORS" in node.classes else []
    return [(side["NATIONALITY"], person["PERSON"]) for side, person in listed if "NATIONALITY" in side and "PERSON" in person]


@maker("part", "a role delegations bloc own sides", "PART_TAKEN")
def make_part(match: Match) -> dict[str, Any]:
    """Who takes part, in what role where the words say so. A list of states that are talked about is no list of delegations.

    `own`: in the session that the words begin with, and in no other. `sides`: not those named themselves, but whom they stand for.
    """
    nodes = _without_asides(match.slots["a"])
    if match.rule.fixed.get("delegations") and not any(_is_delegation(n) for n in nodes):
        raise Refused("no delegations")
    things = match.context.packs.things
    if match.rule.fixed.get("bloc") and not any(things.get(n.classes.get("ORG"), {}).get("kind") == "bloc" for n in nodes):
        raise Refused("no bloc")
    rows = _rows_of_all(match.context, nodes)
    if match.rule.fixed.get("sides"):
        rows = [_row(actor, None) for actor in dict.fromkeys(row["actor"] for row in rows) if actor]
    if not rows:
        raise Refused("nobody is named")
    return {"PART_TAKEN": {"rows": rows, "role": match.rule.fixed.get("role"), **({"own": True} if match.rule.fixed.get("own") else {})}}


def _rows_of_all(page: Any, nodes: list[Node]) -> list[dict[str, Any]]:
    """The rows of a list; who leads a delegation of it is in its row: "a delegation of X headed by A, and Y"."""
    rows: list[dict[str, Any]] = []
    sent = led = False
    for node in nodes:
        made = rows_of(page, node)
        led = led or (sent and not _LEADS.isdisjoint(node.classes))
        if not made:
            continue
        if led and made[0]["person"]:
            rows[-1] |= {"person": made[0]["person"], "person_role": "head"}
            made = made[1:]
        rows += made
        sent, led = bool(_SENT & node.classes.keys()), False
    return rows


def _without_asides(nodes: list[Node]) -> list[Node]:
    """The nodes of a list without the body that stands in brackets after who serves it: "the director of the service (S)"."""
    before = zip([None, None, *nodes], [None, *nodes], nodes, strict=False)
    return [n for who, mark, n in before if not (who and mark and "PERSON" in who.classes and "PO" in mark.features and "ORG" in n.classes)]


@maker("called", "a b", "PART_TAKEN")
def make_called(match: Match) -> dict[str, Any]:
    """Those who are called to talks are to take part in them; who calls them convenes them."""
    page = match.context
    called = [row for n in match.slots["b"] for row in rows_of(page, n)]
    convener = [{**row, "role": "convener"} for n in match.slots["a"] for row in rows_of(page, n)]
    return {"PART_TAKEN": {"rows": [*convener, *called], "role": None}}


@maker("parties", "p", "PART_TAKEN")
def make_parties(_: Match) -> dict[str, Any]:
    """The parties to a conflict, by no name: who they are, the process of their session says."""
    return {"PART_TAKEN": {"rows": (), "role": None, "parties": True}}


def _is_delegation(node: Node) -> bool:
    """A delegation, or a list of such or of office holders."""
    listed = node.classes.get("ACTORS", {}).get("office") or any({"DELEGATION_OF", "DELEGATION"} & kid.classes.keys() for kid in node.kids)
    return "DELEGATION_OF" in node.classes or bool(listed)
