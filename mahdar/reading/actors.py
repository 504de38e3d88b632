"""People, offices, ministries, delegations and lists of actors: whom the words mean.

A person is a world id, or the native name where the world does not know it. What an office says of its holder is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.engine.pack import Packs
from mahdar.engine.text import normal

_GOVERNS = frozenset({"GOVERNMENT_DELEGATION", "GOVERNMENT_NOUN"})
_WHOSE = ("NATIONALITY", "STATE", "CAPITAL", "ORG", "BODY_ADJ")
_MEMBERS = ("PERSON", "COUNTERPART_OF", "DELEGATION_OF", "STATE", "ORG", "CAPITAL", "NATIONALITY", "OFFICE_OF", "SENT_BY")


@maker("office", "o of about by", "OFFICE_OF SOURCE")
def make_office(match: Match) -> dict[str, Any]:
    """An office with its state or organisation, and for envoys what they are sent about."""
    office = match.value("o", "OFFICE", "OFFICE_SPLIT")
    of = match.value("of", *_WHOSE) or _sent_by(match) or _sender(match)
    about = match.value("about", "STATE")
    if any("w" in n.flags for n in match.nodes[1:] if "OFFICE" in n.classes) and said_in(match.context, match.nodes[0]):
        raise Refused("another office, and the first says whose it is")
    made = {"OFFICE_OF": {"office": office, "of": of, "about": about}}
    if "SOURCE" in match.slots["o"][0].classes:
        made["SOURCE"] = match.context.words(match.nodes)
    return made


def _sent_by(match: Match) -> str | None:
    """Whose one is who is sent by another office, where its words say so: "the personal envoy of the UN Secretary-General"."""
    if "by" not in match.slots:
        return None
    of = said_in(match.context, match.slots["by"][0])
    if of is None:
        raise Refused("its words do not say whose")
    return of


def _sender(match: Match) -> str | None:
    """An envoy's office may say in itself whose it is ("the UN envoy"), or name the person who sends."""
    things = match.context.packs.things
    person = next(
        (n.classes.get("PERSON") or n.classes.get("SURNAME") for n in match.nodes if {"PERSON", "SURNAME"} & n.classes.keys()), None
    )
    if person in things:
        return next((str(h["of"]) for h in things[person].get("holds", [])), None)
    return said_in(match.context, match.nodes[0])


def said_in(page: Any, node: Node) -> str | None:
    """Whose an office is, where its own words say so ("UN envoy")."""
    words = " ".join(page.tokens[i].norm for i in range(node.first, node.last + 1))
    joined = page.language.gazetteer.clitics.article_contractions
    for cue, sender in page.language.words.get("LOOKUP_OFFICE_CUE", {}).items():
        said = normal(cue)
        if any(form in words for form in (said, *(short + said.removeprefix(al) for short, al in joined if said.startswith(al)))):
            return str(sender)
    return None


@maker("ministry", "m of", "ORG")
def make_ministry(match: Match) -> dict[str, Any]:
    """A ministry by its kind and state; the world's id where it has one."""
    of, office = match.value("of", *_WHOSE), match.value("m", "MINISTRY")
    things = match.context.packs.things
    if of not in things or things[of]["class"] != "state":
        raise Refused("no state")
    return {"ORG": ministry_of(match.context.packs, of, office)}


def ministry_of(packs: Packs, state: str, office: str) -> str:
    """The id of a state's ministry: the world's, else made from the state's id."""
    name = f"{office.removesuffix('-minister')}-ministry"
    return next((body for body in packs.bodies.get(("ministry", state), ()) if name in body), f"{state}-{name}")


@maker("unlisted", "b", "ORG")
def make_unlisted(match: Match) -> dict[str, Any]:
    """A body that the world does not know, by the words that name it."""
    return {"ORG": match.context.words(match.slots["b"])}


@maker("person", "o p n c of loose listed", "PERSON TITLED")
def make_person(match: Match) -> dict[str, Any]:
    """A person with the office said of them, if any; an unknown one by the native name. `listed`: "and" is joined to the name."""
    known = match.value("p", "PERSON", "SURNAME")
    titled = match.value("o", "OFFICE_OF") or _bare_title(match)
    if match.slots.get("c"):
        titled = {"office": None, "of": match.value("of", "NATIONALITY"), "about": None}
    if known is None:
        if match.slots.get("o") and "SOURCE" in match.slots["o"][0].classes and "OFFICE_OF" not in match.slots["o"][0].classes:
            raise Refused("an unnamed source")
        return {"PERSON": _native_name(match), "TITLED": titled}
    _must_agree(match, known, titled)
    if _is_aide(match):
        raise Refused("one who acts for the person named after")
    return {"PERSON": known, **({"TITLED": titled} if titled else {})}


@maker("namesake", "g p o", "PERSON TITLED")
def make_namesake(match: Match) -> dict[str, Any]:
    """A known surname after a given name that its bearer does not have: somebody else, by the native name.

    Given names are spelled in many ways: one that begins with the letter of any name of the bearer may be his.
    """
    language = match.context.language.code
    known = match.context.packs.things.get(match.value("p", "SURNAME") or "", {})
    surname = {token.norm for n in match.slots["p"] for token in match.context.tokens[n.first : n.last + 1]}
    parts = [normal(part) for name in known.get("names", {}).get(language, ()) for part in name.split() if normal(part) not in surname]
    given = match.slots["g"][0]
    if not parts or any(part[0] == given.norm[0] for part in parts):
        raise Refused("the bearer of the surname himself")
    office = match.value("o", "OFFICE_OF") or {"office": None, "of": None, "about": None}
    if any((held["office"], held.get("of")) == (office["office"], office["of"]) for held in known.get("holds", ())):
        raise Refused("the bearer of the surname, in his office")
    return {"PERSON": match.context.text[given.start : match.slots["p"][-1].end], "TITLED": office}


def _bare_title(match: Match) -> dict[str, Any] | None:
    office = match.value("o", "OFFICE")
    of = match.value("of", *_WHOSE) or said_in(match.context, match.nodes[0])
    return {"office": office, "of": of, "about": None} if office or match.slots.get("of") else None


def _native_name(match: Match) -> str:
    nodes = match.slots["n"]
    # Capital letters tell a name from the noun that an office belongs to.
    bare = match.first and not match.context.language.settings.get("capitals")
    before = match.context.nodes[match.first - 1] if bare else None
    genitive = before is not None and match.slots.get("o") and before.last == match.nodes[0].first - 1 and "W" in before.features
    if genitive and "GIVEN_NAME" not in nodes[0].classes:
        raise Refused("an office that belongs to the noun before it, and words that begin no name")
    listed = match.rule.fixed.get("listed")
    if len(nodes) < 2 or nodes[0].flags & ({"b", "l"} if listed else {"b", "l", "w"}):
        raise Refused("no name of two words")
    joined = len(match.context.language.settings.get("letters", {}).get("w", "")) if listed else 0
    return str(match.context.text[nodes[0].start + joined : nodes[-1].end])


def _must_agree(match: Match, person: str, titled: dict[str, Any] | None) -> None:
    """'Met Lavrov the Egyptian minister': a known person is not given an office of another state."""
    holds = match.context.packs.things.get(person, {}).get("holds", [])
    offices = [h.get("office") for h in holds]
    if titled and _speaks_for(titled["office"]) and any(map(_leads, offices)) and not any(map(_speaks_for, offices)):
        raise Refused(f"{person} is the one who is spoken for")
    if match.rule.fixed.get("holds") and (not titled or titled["office"] not in offices):
        raise Refused(f"{person} is not known to hold that office")
    if titled and _chief_of(titled["office"]) in offices and titled["office"] not in offices:
        raise Refused(f"{person} is the one whose deputy speaks")
    speaks = [str(o).endswith(_VOICE) for o in offices]
    if titled and str(titled["office"]).endswith(_VOICE) and any(map(_sends, offices)) and not any(speaks):
        raise Refused(f"{person} is the one who is spoken for")
    first_is_person = match.nodes[0] is match.slots["p"][0]
    theirs = {h.get("of") for h in holds}
    same_office = bool(titled) and titled["office"] in {h.get("office") for h in holds}  # type: ignore[index]
    if match.rule.fixed.get("loose") and (
        not titled or (titled.get("of") not in theirs and not (titled.get("of") is None and same_office))
    ):
        raise Refused(f"{person} is not known to hold that office")
    if titled and titled.get("of") and first_is_person and holds and titled["of"] not in theirs:
        raise Refused(f"{person} holds no office of {titled['of']}")


def _chief_of(office: str | None) -> str:
    """The office of which another is the deputy's."""
    return office.removeprefix(_DEPUTY) if office and office.startswith(_DEPUTY) else ""


# What the ids of the offices of deputies begin with.
_DEPUTY = "deputy-"


# The last words of the ids of offices whose holders act for another, named after them.
ACT_FOR = ("spokesperson", "envoy", "adviser", "representative", "director", "assistant", "expert", "official", "diplomat")


# ... and of those whom others act for.
_LEADS = ("president", "minister", "king", "emir", "sultan", "leader", "secretary-general")


_AIDES = ("spokesperson", "adviser", "assistant", "representative")


def _is_aide(match: Match) -> bool:
    """Whether an office alone, without the article, is that of one who acts for the person named right after it."""
    slot = match.slots.get("o", [])
    if not slot or "OFFICE" not in slot[0].classes or not str(slot[0].classes["OFFICE"]).endswith(_AIDES):
        return False
    names, page = match.slots.get("h") or match.slots["p"], match.context
    article, words = page.language.settings.get("letters", {}).get("al", ""), page.tokens[slot[0].first : slot[0].last + 1]
    serves = len(words) == 1 and not (article and words[0].norm.startswith(article))
    spoken_for = {normal(w) for w in page.language.words.get("FOR_WHOM", ())}
    return slot[-1].last == names[0].first - 1 and (serves or words[-1].norm in spoken_for)


@maker("aide", "o h p", "OFFICE_OF")
def make_aide(match: Match) -> dict[str, Any]:
    """The spokesperson or adviser of a person: an office of the body that the person serves, and nobody's name."""
    if not _is_aide(match) and not _acts_for_a_leader(match):
        raise Refused("no office of one who acts for another")
    chief = match.value("h", "OFFICE_OF") or {}
    of = chief.get("of") or _sender(match) or said_in(match.context, match.nodes[1])
    return {"OFFICE_OF": {"office": match.value("o", "OFFICE"), "of": of, "about": None}}


def _acts_for_a_leader(match: Match) -> bool:
    """Whether an envoy's or adviser's office stands before one who leads, and is no envoy himself: "the envoy of President A"."""
    holds = match.context.packs.things.get(match.value("p", "PERSON", "SURNAME"), {}).get("holds", [])
    offices = [h.get("office") for h in holds]
    page, first = match.context, match.slots["o"][0].first
    article = page.language.settings.get("letters", {}).get("al", "")
    bound = bool(article) and not page.tokens[first].norm.startswith(article)
    return bound and _speaks_for(match.value("o", "OFFICE")) and any(map(_leads, offices)) and not any(map(_speaks_for, offices))


_VOICE = "spokesperson"


def _sends(office: Any) -> bool:
    """Whether the holder of an office may have a spokesperson of his own."""
    return _leads(office) or str(office).endswith(("envoy", "representative"))


def _leads(office: Any) -> bool:
    return isinstance(office, str) and office.endswith(_LEADS) and not office.startswith(("deputy", "assistant", "first", "vice"))


def _speaks_for(office: Any) -> bool:
    return isinstance(office, str) and office.endswith(ACT_FOR)


@maker("counterpart", "c of", "COUNTERPART_OF")
def make_counterpart(match: Match) -> dict[str, Any]:
    """'His Turkish counterpart': the holder of the same office in another state; who that is, is settled later."""
    return {"COUNTERPART_OF": match.value("of", "NATIONALITY")}


@maker("delegation", "d of", "DELEGATION_OF")
def make_delegation(match: Match) -> dict[str, Any]:
    """A delegation stands for the actor that sent it; one of "the government" for the government of the state, if that is known."""
    of, governs = match.value("of", *_WHOSE), any(_GOVERNS & n.classes.keys() for n in match.nodes)
    known = match.context.packs.bodies.get(("government", of or ""), []) if governs else []
    return {"DELEGATION_OF": known[0] if len(known) == 1 else of}


@maker("epithet", "", "EPITHET")
def make_epithet(match: Match) -> dict[str, Any]:
    """'Saudi-backed': words that tell more of a side, and name none themselves."""
    return {"EPITHET": 1}


@maker("body", "d of", "ORG")
def make_body(match: Match) -> dict[str, Any]:
    """A body of a state that is said to be its ("Yemen's Houthis"), or its army by that word, where it has one that is known."""
    of, body, kind = match.value("of", *_WHOSE), match.value("d", "ORG"), match.value("d", "BODY_KIND")
    things, known = match.context.packs.things, match.context.packs.bodies.get((kind, of), ())
    if body and things.get(body, {}).get("of") != of:
        raise Refused("a body of another state, or of none")
    if not body and len(known) != 1:
        raise Refused("no such body of the state, or several")
    return {"ORG": body or known[0]}


@maker("actors", "l a c", "ACTORS")
def make_actors(match: Match) -> dict[str, Any]:
    """A list of actors with the level at which they come ("the foreign ministers of ...")."""
    office = match.value("l", "OFFICES")
    members = [m for m in dict.fromkeys(_members(match.slots["a"], match.context.packs.things)) if m]
    if len(members) < 2 and not office:
        raise Refused("one actor is no list")
    oblique = "OBLIQUE" in match.nodes[0].classes and "EACH_OF" in match.nodes[0].classes
    return {"ACTORS": {"members": members, "office": office, "apart": bool(match.slots.get("c")), "oblique": oblique}}


def _members(nodes: list[Node], things: dict[str, Any]) -> Iterator[str]:
    for node in nodes:
        for name in _MEMBERS:
            if name in node.classes:
                member = node.classes[name]["of"] if name == "OFFICE_OF" else node.classes[name]
                yield from things.get(member, {}).get("members", [member]) if isinstance(member, str) else [member]
                break


def holder(things: dict[str, Any], office: str | None, of: str | None, day: str | None, about: str | None = None) -> str | None:
    """Who held an office of a state on a day, when the world knows exactly one; without a day, only if there was only one ever."""
    if not office or not of:
        return None
    found = {t["id"] for t in things.values() if t["class"] == "person" for h in t.get("holds", []) if _held(h, office, of, day, about)}
    return found.pop() if len(found) == 1 else None


def _held(held: dict[str, Any], office: str, of: str, day: str | None, about: str | None) -> bool:
    if held.get("office") != office or held.get("of") != of or (about and held.get("about", about) != about):
        return False
    if day is None:
        return True
    start, end = str(held.get("from") or ""), str(held.get("to") or "")
    if not start:
        return False
    return start <= day[: len(start)] and (not end or day[: len(end)] <= end)


def actor_of(node: Node) -> Any:
    """The one actor a node stands for: a person before the state or body."""
    for name in ("PERSON", "ORG", "OUTLET", "STATE", "CAPITAL", "DELEGATION_OF", "SOURCE"):
        if name in node.classes:
            return node.classes[name]
    return None


@maker("deputy", "o h", "OFFICE_OF")
def make_deputy(match: Match) -> dict[str, Any]:
    """The deputy of a person: "the deputy envoy, A", where A is the envoy."""
    titled, chief = match.value("o", "OFFICE_OF") or {}, match.value("h", "PERSON")
    offices = [h.get("office") for h in match.context.packs.things.get(chief, {}).get("holds", [])]
    if _chief_of(titled.get("office")) not in offices or titled["office"] in offices:
        raise Refused("no office of a deputy of the person named after")
    return {"OFFICE_OF": titled}
