"""Of which process a session is: by its name, its bloc, its home city, or the states that compose it; and of what kind then."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.clause import NOWHERE, Place, place_at
from mahdar.reading.desk import Desk
from mahdar.reading.page import Sentence
from mahdar.reading.places import country_of

_ACTORS = ("STATE", "ORG", "NATIONALITY", "DELEGATION_OF", "CAPITAL")
# Nodes after a session, or after "between", in which those who meet are named.
_NEAR = 5


def series(desk: Desk, right: list[Node]) -> str | None:
    """The body whose rounds are counted ("the seventh round of the committee"), when it is a process of its own."""
    for node in right[: 3 if right and "LINK" in right[0].classes else 2]:
        if isinstance(node.classes.get("ORG"), str):
            return desk.things.get(node.classes["ORG"], {}).get("process")
    return None


def of_its_own(desk: Desk, node: Node, left: list[Node]) -> str | None:
    """The body that holds a session of its own ("the committee held its fourth meeting"), when it is a process."""
    own = "HIS" in node.classes or any("HIS" in n.classes for n in left[:1])
    return _of_those_who_hold(desk, left) if own else None


def named_near(desk: Desk, left: list[Node], right: list[Node]) -> str | None:
    """A process whose frame the session is said to be in, or whose bloc it is of."""
    plain = [n for n in right[:9] if "QO" not in n.features]
    for near, node in [*zip([None, *plain], plain[:8], strict=False), *zip(left[1:], left[:6], strict=False)]:
        if not node.classes:
            continue
        framed = bool(node.flags & {"b", "l"}) or (near is not None and bool({"LINK", "IN", "SIDE_OF"} & near.classes.keys()))
        if "PROCESS" in node.classes and framed:
            return str(node.classes["PROCESS"])
        frame = near is not None and near.classes.get("LINK") == "frame"
        if frame and node.classes.get("SESSION", {}).get("process"):
            return str(node.classes["SESSION"]["process"])
        bloc = desk.things.get(node.classes.get("ORG", ""), {})
        body = node is plain[0] if plain and bloc.get("kind") != "bloc" else False
        if "process" in bloc and (body or "l" in node.flags or (near is not None and {"SESSION_NOUN", "LINK"} & near.classes.keys())):
            return str(bloc["process"])
    return _of_those_who_hold(desk, left)


def _of_those_who_hold(desk: Desk, left: list[Node]) -> str | None:
    """The process whose bloc or committee holds the session, its name before the verb or right after it."""
    held = next((k for k, n in enumerate(left[:8]) if "HOLD" in n.classes), len(left))
    bodies = (desk.things.get(n.classes.get("ORG", ""), {}) for n in left[max(held - 1, 0) : held + 3])
    return next((str(b["process"]) for b in bodies if "process" in b), None)


def at_home(
    desk: Desk, sentence: Sentence, place: Place, kind: str, node: Node, right: list[Node], met: frozenset[str] = frozenset()
) -> str | None:
    """Talks in a process's home city that its mediator speaks of, or that are about what it is about, are that process's.

    `met` are those who are known to have met.
    """
    if kind in ("bilateral", "call"):
        return None
    by_mediator = _by_mediator(desk, sentence, place[0], kind, node, right) if place[0] else None
    return by_mediator or _by_city(desk, sentence, place, node, met or _between(right), _topic(right))


def _topic(right: list[Node]) -> str | None:
    """The state that a session is said to be about."""
    return next(
        (str(n.classes["STATE"]) for before, n in pairwise(right[:_NEAR]) if "STATE" in n.classes and "LINK" in before.classes), None
    )


def _by_city(desk: Desk, sentence: Sentence, place: Place, node: Node, met: frozenset[str], topic: str | None) -> str | None:
    """The one process that the article speaks of and that has its home there: of talks, or of a gathering called by its city."""
    before = [n for n in sentence.nodes if n.last == node.first - 1]
    after = [n for n in sentence.nodes if n.first == node.last + 1]
    called = next((found for n in [*after, *node.kids[:2], *before] if (found := place_at(n, desk.things))[2]), NOWHERE)
    nouns = set(node.classes["SESSION"]["nouns"])
    if "summit" in nouns and topic is None:
        return None  # heads of state meet in many cities
    city, country, where = place if (topic or {"talks", "round"} & nouns) and place[2] else called
    if where is None:
        return only(desk, [p for p in desk.spoken_of if topic and desk.processes[p].get("about") == topic])
    ours = [p for p in desk.spoken_of if _has_home(desk, p, city, country)]
    return only(desk, [p for p in ours if _may_meet(desk.processes[p], met, topic)])


def _may_meet(rules: dict[str, Any], met: frozenset[str], topic: str | None) -> bool:
    """Whether those who met, where any are named, are of a process, and what it is said to be about is what that is about."""
    others = met - {rules.get("about")}
    return (not others or bool(others & set(rules.get("parties", ())))) and topic in (None, rules.get("about"))


def _between(right: list[Node]) -> frozenset[str]:
    """Those between whom the talks are said to be."""
    between = next((k for k, n in enumerate(right[:_NEAR]) if "BETWEEN" in n.classes), None)
    after = right[between + 1 : between + _NEAR] if between is not None else []
    listed = {member for n in after if "ACTORS" in n.classes for member in n.classes["ACTORS"]["members"]}
    return frozenset(listed | {n.classes[name] for n in after for name in _ACTORS if isinstance(n.classes.get(name), str)})


def _has_home(desk: Desk, process: str, city: str | None, country: str | None) -> bool:
    """Whether a process has its home in a city, or, where only a state is named, there."""
    homes = desk.processes[process].get("homes", ())
    return city in homes if city else country in {country_of(desk.things, home) for home in homes}


def only(desk: Desk, found: list[str]) -> str | None:
    """The one process found, or of several the one that the article is about."""
    return found[0] if len(found) == 1 else desk.process if desk.process in found else None


def _by_mediator(desk: Desk, sentence: Sentence, city: str | None, kind: str, node: Node, right: list[Node]) -> str | None:
    topics = {n.classes["STATE"] for before, n in pairwise(right) if "STATE" in n.classes and "LINK" in before.classes}
    about = next((k for k, n in enumerate(right[:2]) if "LINK" in n.classes), None)
    topics |= {n.classes["STATE"] for n in right[about : about + 4] if "STATE" in n.classes} if about is not None else set()
    topics |= {n.classes["NATIONALITY"] for n in [*node.kids, *right[:2]] if "NATIONALITY" in n.classes}
    topics |= {n.classes["STATE"] for n in node.kids if "STATE" in n.classes}
    people = {n.classes["PERSON"] for n in sentence.nodes if isinstance(n.classes.get("PERSON"), str)}
    nouns = node.classes["SESSION"]["nouns"][:1]
    if kind == "round" or (nouns == ["talks"] and desk.process and city in desk.processes[desk.process].get("homes", ())):
        people, topics = people | desk.topics, topics | desk.topics
    if nouns == ["meeting"]:
        people = set()  # one who mediates meets many
    people = {one for one in people if desk.things.get(one, {}).get("class") == "person"}
    ours = [
        str(p["id"])
        for p in desk.processes.values()
        if city in p.get("homes", ()) and (people & set(p.get("mediators", ())) or (p.get("guarantors") and p.get("about") in topics))
        if p.get("guarantors") or desk.speaks_of(p["id"])
    ]
    return desk.process if desk.process in ours else next(iter(ours), None)


def known_to(desk: Desk, process: str | None) -> str | None:
    """The process, unless the article names nothing of it but a city: talks on another conflict were held there, too."""
    rules = desk.processes.get(process or "", {})
    return process if rules.get("guarantors") or (rules and desk.speaks_of(str(process))) else None


def of_its_parties(desk: Desk, rows: list[dict[str, Any]], city: str | None = None, country: str | None = None) -> str | None:
    """The process whose parties met: all of them, or some, one being no state, at its home if a place is told and it has one."""
    if any(row["person"] or row["level"] for row in rows) and city is None:
        return None
    actors = {row["actor"] for row in rows} - {None}
    return only(desk, [p for p in desk.processes if _are_parties(desk, p, actors) and (not city or _meets_in(desk, p, city, country))])


def _are_parties(desk: Desk, process: str, actors: set[str]) -> bool:
    """Whether those who met are two or more parties of a process that the article speaks of, or one and two of its mediators."""
    parties = set(desk.processes[process].get("parties", ()))
    known_as = desk.processes[process].get("delegations", {})
    actors = {known_as.get(one, one) for one in actors}
    met = actors & parties
    armed = any(desk.things[one]["class"] != "state" for one in met)
    brought_together = bool(met) and len(actors & set(desk.processes[process].get("mediators", ()))) > 1
    return ((len(met) > 1 and (parties <= actors or armed)) or brought_together) and desk.speaks_of(process)


def _meets_in(desk: Desk, process: str, city: str | None, country: str | None) -> bool:
    return not desk.processes[process].get("homes") or _has_home(desk, process, city, country)


def composed(desk: Desk, rows: list[dict[str, Any]], kind: str | None = None) -> str | None:
    """A process that is declared as a composition of states."""
    actors = {row["actor"] for row in rows}
    published = desk.day_published() or ""
    for process in desk.page.packs.met_by_states:
        if published and published < str(process.get("began", "")):
            continue
        compose = process.get("compose")
        exact = process.get("guarantors")
        if kind in ("summit", "ministerial") and exact and actors - {None} == set(exact):
            return str(process["id"])
        if compose and len(actors & set(compose["members"])) >= compose["least"] and actors & set(compose["with"]):
            return str(process["id"])
    return None


def before_it_began(desk: Desk, process: str | None, nodes: list[Node]) -> bool:
    """Whether a day told beside the session is earlier than its process: other talks that bear the name."""
    began = desk.processes.get(process or "", {}).get("began")
    if began is None:
        return False
    days = [day for n in nodes if (day := desk.page.day_of(n)) and day.latest]
    return bool(days) and all(str(day.latest) < began for day in days)


def kind_in(desk: Desk, kind: str, process: str | None, right: list[Node]) -> str:
    """The kind of a session within its process: ministers meet as ministers, and the meetings of a numbered process are its rounds."""
    if kind == "meeting" and right and right[0].classes.get("OFFICES") == "foreign-minister":
        return "ministerial"
    if process and kind in ("meeting", "conference") and any(_are_ministers(n) for n in right[:8]):
        return "ministerial"
    if process and kind == "meeting" and desk.processes.get(process, {}).get("numbered"):
        return "round"
    return kind


def _are_ministers(node: Node) -> bool:
    """Whether a list is of foreign ministers."""
    return "ACTORS" in node.classes and bool(node.classes["ACTORS"]["office"] == "foreign-minister")
