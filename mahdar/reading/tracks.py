"""Of which process a session is: by its name, its bloc, its home city, or the states that compose it; and of what kind then."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.desk import Desk
from mahdar.reading.page import Sentence


def series(desk: Desk, right: list[Node]) -> str | None:
    """The body whose rounds are counted ("the seventh round of the committee"), when it is a process of its own."""
    for node in right[: 3 if right and "LINK" in right[0].classes else 2]:
        if isinstance(node.classes.get("ORG"), str):
            return desk.things.get(node.classes["ORG"], {}).get("process")
    return None


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
        if "process" in bloc and ("l" in node.flags or (near is not None and {"SESSION_NOUN", "LINK"} & near.classes.keys())):
            return str(bloc["process"])
    return _of_those_who_hold(desk, left)


def _of_those_who_hold(desk: Desk, left: list[Node]) -> str | None:
    """The process whose bloc holds the session."""
    held = next((k for k, n in enumerate(left[:8]) if "HOLD" in n.classes), len(left))
    blocs = (desk.things.get(n.classes.get("ORG", ""), {}) for n in left[held + 1 : held + 3])
    return next((str(b["process"]) for b in blocs if b.get("kind") == "bloc" and "process" in b), None)


def at_home(desk: Desk, sentence: Sentence, city: str | None, kind: str, node: Node, right: list[Node]) -> str | None:
    """Talks in a process's home city that its mediator speaks of, or that are about what it is about, are that process's."""
    if city is None or kind in ("bilateral", "call"):
        return None
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
    ours = [
        str(p["id"])
        for p in desk.processes.values()
        if city in p.get("homes", ()) and (people & set(p.get("mediators", ())) or (p.get("guarantors") and p.get("about") in topics))
    ]
    return desk.process if desk.process in ours else next(iter(ours), None)


def known_to(desk: Desk, process: str | None) -> str | None:
    """The process, unless the article names nothing of it but a city: talks on another conflict were held there, too."""
    about = desk.processes.get(process or "", {}).get("about")
    return process if about is None or desk.processes[str(process)].get("guarantors") or about in desk.topics else None


def composed(desk: Desk, rows: list[dict[str, Any]], kind: str | None = None) -> str | None:
    """A process that is declared as a composition of states."""
    actors = {row["actor"] for row in rows}
    for process in desk.processes.values():
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
    days = [day for n in nodes if (day := desk.page.day_of(n)) and day.latest]
    return began is not None and len(days) > 0 and all(str(day.latest) < began for day in days)


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
