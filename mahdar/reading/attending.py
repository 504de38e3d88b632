"""Who took part in a session, and as what: those named with it, heads of delegations, and the standing roles of its process."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import Any, cast

from mahdar.engine.cascade import Node
from mahdar.reading.desk import Desk
from mahdar.reading.encounters import row_of, rows_of
from mahdar.reading.gathering import Session, in_person, sides
from mahdar.reading.page import Page, Sentence
from mahdar.reading.places import country_of

_SEVERAL = frozenset({"ACTORS", "ORG"})
_RULING = frozenset({"government", "army", "armed-forces"})
_HOLDS = frozenset({"host", "mediator", "facilitator", "convener"})
_BEGUN = frozenset({"held", "under_way"})
_OF_DELEGATIONS = frozenset({"round", "conference", "meeting"})
# Tokens after "the participation of X" within which it may be called unlikely.
_EXPECTED_WITHIN = 8
# ... before it, within which it may be told as against what was said; and within which it may be called likely.
_DOUBTED_WITHIN = 10
_FORESEEN_WITHIN = 2
_WISHED_WITHIN = 3
# What a sentence that goes on about a session has none of: another meeting.
_OF_ANOTHER = frozenset({"SESSION", "HOLD", "MEET"})
_ABSENT = {"role": "absent"}
# Words that are said of what has been named: what stands after them tells where it is, not in what somebody takes part.
_OF_IT = frozenset({"HOSTED_BY", "CHAIRED_BY", "CO_CHAIRED_BY", "MEDIATED_BY", "FACILITATED_BY", "ACCOMPANIED_BY", "HEADS", "LEADS"})
# Talks of "the parties" are of all those of their process where these are no more than two.
_TWO = 2
# Tokens before the words of who takes part in which the talks are named; and the nouns that name those just told of.
_NAMED_WITHIN = 6
_BARE = (["meeting"], ["talks"])
# Sentences before such words in which they were told of.
_GOES_ON = 2
# Sentences after one that tells of a session within which "X takes part" is said of it.
_FOLLOWS = 3
# ... and before one.
_PRECEDES = 1
_WISHES = frozenset({"reject", "request", "threaten", "accuse"})
_TALKS = frozenset({"SESSION", "PROCESS", "PROCESS_NAME"})
_WHERE = _TALKS | {"PLACE", "CITY", "CAPITAL", "STATE", "DATE"}
_OPPOSED = frozenset({"opposition", "coalition", "armed-group"})


def take_part(desk: Desk, sentence: Sentence, node: Node) -> None:
    """Adds those whom one phrase names to the session told; who leads a delegation in talks beside a round leads it there, too."""
    if node.classes.get("PART_TAKEN", {}).get("own"):
        own = (node.kids[0].start, node.kids[0].end)
        for session in [s for s in desk.sessions if own in s.spans]:
            _add(desk, sentence, node, session)
        return
    beside = _beside(desk, sentence, node)
    if beside is not None:
        _add(desk, sentence, node, beside)
    target = _target(desk, sentence, node) or _the_only_one(desk, node) if beside is None or "HEAD" in node.classes else None
    if target is not None and target is not beside:
        _add(desk, sentence, node, target)
    elif target is beside is None:
        desk.waiting.append((sentence, node))


def gatherings(desk: Desk) -> list[Session]:
    """The sessions told that are of more than two."""
    return [s for s in desk.sessions if s.kind not in ("call", "bilateral")]


def who_came(desk: Desk) -> bool:
    """Whether words that are of no session yet tell who comes, or who leads those who come."""
    return any("HEAD" in n.classes or n.classes.get("PART_TAKEN", _ABSENT)["role"] != "absent" for _, n in desk.waiting)


def many_came(desk: Desk) -> bool:
    """Whether words that are of no session yet name two sides or more that come."""
    taken = (n.classes["PART_TAKEN"] for _, n in desk.waiting if "PART_TAKEN" in n.classes)
    rows = [row for part in taken if part["role"] != "absent" for row in part["rows"]]
    heads = [head for _, n in desk.waiting for head in n.classes.get("HEAD", ())]
    return len({who["actor"] for who in (*rows, *heads)} & desk.things.keys()) > 1


def take_part_later(desk: Desk) -> None:
    """Adds those who were named before their session was told of: with "the talks", or as who leads one of its sides."""
    told = gatherings(desk)
    near = _near(desk, told[0]) if len(told) == 1 else []
    for sentence, node in desk.waiting:
        if told and _is_of_another(node, told[0]):
            continue
        goes_on = "HEAD" not in node.classes and sentence in near and not _tells_of_another(sentence)
        named = len(told) == 1 and (_names(sentence, told[0]) or goes_on)
        target = told[0] if named else _the_only_one(desk, node) if "HEAD" in node.classes else None
        if target is not None:
            _add(desk, sentence, node, target)


def told_by_headline(desk: Desk) -> None:
    """Adds those whom the headline names with the only gathering of the report, of whose sides none is known from its sentences."""
    told = gatherings(desk)
    if len(told) != 1:
        return
    open_sides = not sides(told[0])
    for sentence in [s for s in desk.sentences if s.role == "title"]:
        for node in desk.page.noted("meetings", sentence):
            governed = node.classes.get("MEETING", {}).get("governed")
            if (governed and open_sides) or "PART_TAKEN" in node.classes:
                _add(desk, sentence, node, told[0])


def _is_of_another(node: Node, session: Session) -> bool:
    """Whether the words name a session that was not told of ("a meeting that gathers X and Y"), or sessions in general ("its meetings")."""
    city = session.cells.get("city", (None,))[0]
    if city is not None and any(city in (kid.classes.get("PLACE"), kid.classes.get("CITY")) for kid in node.kids):
        return False
    said = [kid for kid in node.kids if "SESSION" in kid.classes and (kid.start, kid.end) not in session.spans]
    return any(not n.classes["SESSION"]["definite"] or _are_many(n) for n in said)


def _are_many(node: Node) -> bool:
    """Whether a noun phrase is of several sessions: "its meetings", but not "the meetings", which are those told of."""
    told = "al" in node.flags
    return not told and any("SESSIONS" in kid.classes for kid in (node, *node.kids))


def _names(sentence: Sentence, session: Session) -> bool:
    """Whether a sentence names the talks: as "the talks", or where the session was told of."""
    if any(n.classes["SESSION"]["definite"] and not _are_many(n) for n in sentence.nodes if "SESSION" in n.classes):
        return True
    return any(sentence.span[0] <= span[0] < sentence.span[1] for span in session.spans)


def _near(desk: Desk, session: Session) -> list[Sentence]:
    """The sentences that go on about a session, where they name no talks themselves: those around one in which it is told of."""
    if session.status == "proposed":
        return []
    doubtful = {s.span for s, _, told in desk.doubtful if told.process == session.process is not None}
    told = [*desk.told_in(session), *(k for k, s in enumerate(desk.sentences) if s.span in doubtful)]
    return desk.around(told, _PRECEDES, _FOLLOWS)


def _tells_of_another(sentence: Sentence) -> bool:
    """Whether a sentence tells of talks, or of an encounter, by other words than those of taking part."""
    return any(not _OF_ANOTHER.isdisjoint(n.classes) and "TAKES_PART" not in n.classes for n in sentence.nodes)


def _add(desk: Desk, sentence: Sentence, node: Node, target: Session) -> None:
    if _is_doubted(sentence, node, target):
        return
    span = (node.start, node.end)
    for head in node.classes.get("HEAD", ()):
        row = row_of(desk.things, party_of(desk, head["actor"], target.process) or head["actor"], None)
        target.add({**row, "person": head["person"], "person_role": head["role"]}, span)
    for row in node.classes.get("MEETING", {}).get("members", ()):
        target.add(row, span)
    taken = node.classes.get("PART_TAKEN", {"rows": (), "role": None})
    if taken.get("parties"):
        target.of_its_parties.append(span)
    for row in taken["rows"]:
        target.add({**row, "role": row["role"] or _role(desk, row["actor"], taken["role"], target.process)}, span)


def _beside(desk: Desk, sentence: Sentence, node: Node) -> Session | None:
    """The talks of two that a sentence tells of, and no gathering: for "in the presence of", and for who leads one of the two sides."""
    here = [s for s in desk.sessions for span in s.spans if sentence.span[0] <= span[0] < sentence.span[1]]
    if not here or here[0].span[0] >= node.end or not all(s is here[0] and s.kind == "bilateral" for s in here):
        return None
    present = bool(node.kids) and "PRESENCE" in node.kids[0].classes
    sides = {head["actor"] for head in node.classes.get("HEAD", ())}
    return here[0] if present or sides & {row["actor"] for row, _, _ in here[0].rows} else None


def _is_doubted(sentence: Sentence, node: Node, target: Session) -> bool:
    """Whether it is unlikely or only possible that they come, against what was told, or no more than foreseen of a session that is over."""
    if any("NOT_EXPECTED" in n.classes for n in sentence.nodes if 0 < n.first - node.last <= _EXPECTED_WITHIN) or _is_asked_about(
        sentence, node
    ):
        return True
    near = [n for n in sentence.nodes if 0 < node.first - n.last <= _DOUBTED_WITHIN]
    absent = node.classes.get("PART_TAKEN", {}).get("role") == "absent"  # "in the absence of X" wishes for nothing
    if _is_wished(near) and not (absent or _begins_with_it(node)):
        return True
    if _elsewhere(node, [n for n in sentence.nodes if n.first > node.last], target):
        return True
    foreseen = target.status == "held" and any("PLANNED" in n.classes for n in near[-_FORESEEN_WITHIN:])
    return foreseen or any("CONTRARY" in n.classes for n in near) or any("LIKELIHOOD" in n.classes for n in near[-_FORESEEN_WITHIN:])


def _is_asked_about(sentence: Sentence, node: Node) -> bool:
    """'Asked about the participation of X', "the talk is about X's attendance": what is talked of need not come to pass."""
    return any("ABOUT" in n.classes and n.last + 1 == node.first for n in sentence.nodes) and "ON_BEHALF" not in node.classes


def _begins_with_it(node: Node) -> bool:
    """Whether the words begin with the session itself: what stands before it is said of the session, not of who comes."""
    return bool(node.kids) and "SESSION" in node.kids[0].classes


def _is_wished(near: list[Node]) -> bool:
    """'Called for the participation of X', 'refused the presence of X', by what stands before the words, back to a session."""
    last = next((k for k in range(len(near) - 1, -1, -1) if "SESSION" in near[k].classes or not near[k].classes), -1)
    near = near[last + 1 :][-_WISHED_WITHIN:]
    acts = {act for n in near for name, act in n.classes.items() if name.startswith("SAY") and isinstance(act, str)}
    return bool(near) and (bool({"TO", "IN"} & near[-1].classes.keys()) or bool(acts & _WISHES) or any("DENIES" in n.classes for n in near))


def _elsewhere(node: Node, after: list[Node], target: Session) -> bool:
    """'X takes part in the bombing', or in another meeting, or in the round to come where the words would be of the one that was held."""
    if not after or "IN" not in after[0].classes:
        return False
    somewhere = any(_WHERE & n.classes.keys() or "cap" in n.flags for n in after[1:2]) or any(_TALKS & n.classes.keys() for n in after[2:4])
    verbs = [kid.classes["TAKES_PART"] for kid in node.kids if "TAKES_PART" in kid.classes]
    closed = verbs or any(not _OF_IT.isdisjoint(kid.classes) for kid in node.kids)  # "attended by X" has said already what X attends
    open_ended = "in" in verbs or not closed
    if open_ended and not somewhere:
        return True
    said = next((n.classes["SESSION"] for n in after[1:4] if "SESSION" in n.classes), None)
    if said is None:
        return False
    another = not said["definite"] and said["number"] is None and said["process"] is None
    return another or (said["towards"] == 1 and target.status in ("held", "under_way"))


def _target(desk: Desk, sentence: Sentence, node: Node) -> Session | None:
    """The session that the sentence names before the words, else first after them; else the one that the text goes on about."""
    hosted = node.classes.get("PART_TAKEN", {}).get("role") in _HOLDS
    several = desk.sessions if hosted else gatherings(desk)
    here = [(span[0], s) for s in several for span in s.spans if sentence.span[0] <= span[0] < sentence.span[1]]
    told = [(start, s) for start, s in here if start < node.end]
    after = [(start, s) for start, s in here if s.noun is not None]
    if told or after:
        return max(told, key=itemgetter(0))[1] if told else min(after, key=itemgetter(0))[1]
    found = _just_told(desk, sentence, node) or _of_their_sides(desk, node)
    return found or _in_its_city(desk, node, _talked_of(desk) or _the_only(desk, sentence, node, hosted))


def _just_told(desk: Desk, sentence: Sentence, node: Node) -> Session | None:
    """'The meeting was also attended by X', right after a sentence that tells of one meeting and of no other."""
    near = [n for n in (*sentence.nodes, *node.kids) if node.first - _NAMED_WITHIN <= n.last <= node.last and n is not node]
    if desk.current is not None or not any("DELEGATION_NOUN" in n.classes or _is_bare(n) for n in near):
        return None
    here = desk.sentences.index(sentence)
    for before in desk.sentences[max(0, here - _GOES_ON) : here][::-1]:
        told = [s for s in desk.sessions for span in s.spans if before.span[0] <= span[0] < before.span[1]]
        if told:
            return told[0] if all(s is told[0] and s.kind != "call" for s in told) else None
    return None


def _is_bare(node: Node) -> bool:
    """'The meeting': one just told of, by no more than its noun."""
    said = node.classes.get("SESSION", {"definite": False})
    several = any("SESSIONS" in kid.classes for kid in (node, *node.kids))
    return not several and said["definite"] and not said["process"] and said["number"] is None and said["nouns"] in _BARE


def _of_their_sides(desk: Desk, node: Node) -> Session | None:
    """'A and B headed the two delegations': the only session told of both their sides."""
    sides = {row["actor"] for row in node.classes.get("PART_TAKEN", {}).get("rows", ()) if row["person"]} - {None}
    known = [s for s in desk.sessions if s.kind != "call" and sides <= {row["actor"] for row, _, _ in s.rows}]
    return known[0] if len(sides) > 1 and len(known) == 1 else None


def _talked_of(desk: Desk) -> Session | None:
    """The session that the text goes on about; where that one is to come, the one of its process that is the news of the day."""
    current = desk.current
    if current is None or current.status != "planned":
        return current
    begun = (s for s in gatherings(desk) if s.status in _BEGUN and s.process in (None, current.process))
    news = [s for s in begun if desk.is_news(s)]
    return news[0] if len(news) == 1 else current


def _in_its_city(desk: Desk, node: Node, session: Session | None) -> Session | None:
    """'Took part in the Cairo talks', where the text goes on about others: the talks told to be in that city."""
    cities = {near.classes["PLACE"] for near, kid in pairwise(node.kids) if "PLACE" in near.classes and "SESSION" in kid.classes}
    if session is None or not cities or session.cells.get("city", (None,))[0] in (None, *cities):
        return session
    return next((s for s in reversed(desk.sessions) if s.cells.get("city", (None,))[0] in cities), None)


def _the_only(desk: Desk, sentence: Sentence, node: Node, hosted: bool) -> Session | None:
    """'The summit', or "them", in a report that has told of one gathering only, of no process known or still to come."""
    told = [s for s in desk.sessions if s.kind != "call" and (hosted or s.kind != "bilateral" or not in_person(s))]
    named = any(n.classes.get("SESSION", {}).get("definite") for n in sentence.nodes) or any("THEM" in n.classes for n in node.kids)
    if not named or len(told) != 1 or _is_of_another(node, told[0]):
        return None
    return told[0] if told[0].process or told[0].kind in ("conference", "summit") or told[0].status in _BEGUN else None


def _the_only_one(desk: Desk, node: Node) -> Session | None:
    """The only gathering told: for those who lead one of its delegations, for "A came for X, and B for Y", and if it is to come.

    Who leads a side of two that met, in a report of no other meeting of that side, led it there.
    """
    told = gatherings(desk)
    sides = {head["actor"] for head in node.classes.get("HEAD", ())}
    known = {row["actor"] for s in told for row, _, _ in s.rows}
    theirs = [s for s in desk.sessions if s.kind != "call" and sides & {row["actor"] for row, _, _ in s.rows}]
    if len(theirs) == 1:
        return theirs[0]
    if len(told) != 1 or _is_of_another(node, told[0]):
        return None
    to_come = told[0].process is not None and told[0].status == "planned"
    ours = sides & {*desk.processes.get(told[0].process or "", {}).get("parties", ())}
    of_two = len(known) == _TWO and told[0].kind == "meeting"
    many = bool(sides) and not of_two and told[0].status in ("held", "under_way", "planned")  # a third side leads nobody in talks of two
    return told[0] if to_come or many or len(sides) > 1 or sides & known or ours else None


def _role(desk: Desk, actor: str | None, role: str | None, process: str | None) -> str | None:
    """The role said, unless the process knows the actor as guarantor or party: a list of observers often begins with these."""
    if role not in ("observer", "convener"):
        return role
    rules = desk.processes.get(process or "", {})
    return None if actor in [*rules.get("guarantors", ()), *rules.get("parties", ())] else role


def party_of(desk: Desk, actor: str | None, process: str | None) -> str | None:
    """The guarantor or party of a process that a delegation is, by its own name or another: of a state, that of its government."""
    rules = desk.processes.get(process or "", {})
    if actor in rules.get("guarantors", ()):
        return actor
    return cast(str | None, rules.get("delegations", {}).get(actor))


def guarantors(desk: Desk, sentence: Sentence) -> None:
    """The guarantors named in the report of a session of their process."""
    current = desk.current
    if current is None or current.process is None or current.kind not in ("round", "summit", "ministerial"):
        return
    standing = set(desk.processes[current.process].get("guarantors", ()))
    for node in sentence.nodes if standing and not sentence.classes.isdisjoint(_SEVERAL) else ():
        if "ACTORS" not in node.classes and "ORG" not in node.classes:
            continue
        members = node.classes.get("ACTORS", {}).get("members") or desk.things.get(node.classes.get("ORG", ""), {}).get("members", ())
        if standing <= set(members):
            for actor in sorted(standing):
                current.add(row_of(desk.things, actor, None), (node.start, node.end))


def heads(desk: Desk, sentence: Sentence) -> None:
    """Who speaks as the head of a delegation in the report of a round takes part in it."""
    told = gatherings(desk)
    current = desk.current or (told[0] if len(told) == 1 else None)
    if current is None or current.kind not in _OF_DELEGATIONS or current.status not in _BEGUN:
        return
    for node in sentence.nodes if "TITLED" in sentence.classes else ():
        titled = node.classes.get("TITLED") or {}
        actor = party_of(desk, titled.get("of"), current.process) or titled.get("of")
        if titled.get("office") == "head-of-delegation" and actor:
            row = row_of(desk.things, actor, None)
            current.add({**row, "person": node.classes["PERSON"], "person_role": "head"}, (node.start, node.end))


def brought_about(desk: Desk, session: Session, node: Node) -> None:
    """Who mediates, hosts or sponsors a session by its own words: "Omani-brokered talks"."""
    for epithet in [kid for kid in node.kids if "EPITHET" in kid.classes]:
        role = next((n.classes["BROUGHT_ABOUT"] for n in epithet.kids if "BROUGHT_ABOUT" in n.classes), None)
        for row in rows_of(desk.page, epithet.kids[0]) if role else ():
            session.add({**row, "role": role}, (epithet.start, epithet.end))


def propose(desk: Desk, session: Session, sentence: Sentence, node: Node) -> None:
    """Who proposes a session, and to whom: the persons named before it, the one after "to" being asked."""
    if any("RECEIVES" in n.classes for n in sentence.nodes if n.first < node.first):
        return  # he was invited
    before = None
    for other in sentence.nodes:
        if other.first >= node.first:
            break
        if "PERSON" in other.classes:
            role = "addressee" if before is not None and "ON" in before.classes else "proposer"
            for row in rows_of(desk.page, other):
                session.add({**row, "role": role}, (other.start, other.end))
        before = other


def standing_roles(page: Page, session: Session) -> None:
    """The roles that a process gives to those who took part, and its host where it met at home."""
    process = page.packs.processes.get(session.process or "", {})
    if session.kind in ("bilateral", "call"):
        return
    compose = process.get("compose", {})
    parties = [*process.get("parties", ()), *compose.get("members", ()), *compose.get("with", ())]
    roles = {"observer": process.get("observers", ()), "party": parties, "guarantor": process.get("guarantors", ())}
    standing = {actor: role for role, actors in roles.items() for actor in actors}
    standing |= dict.fromkeys(process.get("mediators", ()), "mediator")
    _name_parties(page, session, process.get("parties", ()))
    _as_delegations(session, process.get("delegations", {}))
    session.rows = [kept for kept in session.rows if kept[0]["person"] or not _is_the_body(page, session, kept[0])]
    for row, _, _ in session.rows:
        row["actor"] = None if _is_the_body(page, session, row) else row["actor"]
        row["role"] = row["role"] or standing.get(row["person"]) or standing.get(row["actor"])
    _parties(page, session)
    _host(page, session, process.get("hosts", ()))


def _name_parties(page: Page, session: Session, parties: tuple[str, ...]) -> None:
    """Names "the two parties" of whom a session is told to be."""
    for actor in parties if session.of_its_parties and len(parties) == _TWO else ():
        session.add(row_of(page.packs.things, actor, None), session.of_its_parties[0], "inferred")


def _is_the_body(page: Page, session: Session, row: dict[str, Any]) -> bool:
    """Whether a row is the body whose sessions these are: the committee does not take part in the round of the committee."""
    body = page.packs.things.get(row["actor"] or "", {})
    return body.get("process") == session.process is not None and "members" not in body


def _as_delegations(session: Session, known_as: dict[str, str]) -> None:
    """Names those who took part as the process knows them, so that one delegation has one row."""
    rows, session.rows = session.rows, []
    for row, spans, basis in rows:
        session.add({**row, "actor": known_as.get(row["actor"], row["actor"])}, spans[0], basis)


def _parties(page: Page, session: Session) -> None:
    """A government and those who oppose it, of one state, meet as the parties to its conflict."""
    things = page.packs.things
    sides = [(row, things.get(row["actor"], {})) for row, _, _ in session.rows if row["role"] is None]
    ruling, opposed = ({side["of"] for _, side in sides if side.get("kind") in kinds and "of" in side} for kinds in (_RULING, _OPPOSED))
    for row, side in sides:
        if side.get("kind") in _RULING | _OPPOSED and side.get("of") in ruling & opposed:
            row["role"] = "party"


def _host(page: Page, session: Session, hosts: tuple[str, ...]) -> None:
    things, city = page.packs.things, session.cells.get("city")
    for host in hosts:
        if city and things.get(host, {}).get("iso2") == country_of(things, city[0]) and session.kind in ("round", "summit", "conference"):
            session.add({**row_of(things, host, None), "role": "host"}, city[1][0], "inferred")
