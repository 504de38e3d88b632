"""Earlier rounds of a process that are told in one list: "they met on 3 and 4 March, 7 and 8 April and 9 May"."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading.desk import Desk
from mahdar.reading.gathering import Session, agree
from mahdar.reading.page import Sentence

# Fewer days are no list.
_FEWEST = 3
# What may stand between the days of a list, beside a comma.
_BETWEEN = frozenset({"IN", "AND", "ORDINAL", "NTH", "CITY"})


def add_earlier(desk: Desk) -> None:
    """Adds a session of its own for each day of a list of rounds that were held, unless one of that day is told already."""
    for sentence in desk.sentences:
        days = _listed(sentence) if {"SESSION", "HOLD"} <= sentence.classes else []
        process = _process(desk, sentence, days[0]) if days else None
        if process is not None:
            for node in days:
                _add(desk, process, node)


def _process(desk: Desk, sentence: Sentence, first: Node) -> str | None:
    """The process whose rounds were held, when rounds are told before a past verb of holding and the days follow it."""
    before = [n for n in sentence.nodes if n.last < first.first]
    held = next((k for k, n in enumerate(before) if n.classes.get("HOLD") == 1 and not n.flags & {"s"}), None)
    told = [n.classes["SESSION"] for n in before if "SESSION" in n.classes]
    rounds = [said for said in told if {"round", "talks"} & set(said["nouns"]) and said["number"] is None]
    if held is None or not rounds or any({"PLANNED", "PROPOSED", "CANCELLED", "POSTPONED", "PERSON"} & n.classes.keys() for n in before):
        return None
    named = {n.classes["PROCESS"] for n in before if "PROCESS" in n.classes} | {said["process"] for said in told if said["process"]}
    found = named or ({desk.process} if desk.process else set())
    process = next(iter(found)) if len(found) == 1 else None
    return process if desk.processes.get(process or "", {}).get("numbered") else None


def _listed(sentence: Sentence) -> list[Node]:
    """The days of the first list of a sentence: days of months with nothing but commas and the like between them."""
    run: list[Node] = []
    for node in sentence.nodes:
        if "DATE" in node.classes:
            form = node.classes["DATE"]
            run = [*run, node] if {"d", "m"} <= form.keys() and form.get("rel") != 1 else []
        elif run and not (_BETWEEN & node.classes.keys() or "COMMA" in node.features):
            if len(run) >= _FEWEST:
                return run
            run = []
    return run if len(run) >= _FEWEST else []


def _add(desk: Desk, process: str, node: Node) -> None:
    day = desk.page.day_of(node)
    known = [s for s in desk.sessions if s.process == process and s.cells.get("dates", (None,))[0] and agree(s, "held", day)]
    if day is None or known:
        return
    span = (node.start, node.end)
    session = Session(desk.page.subject("session"), "round", process, None, "held", desk.article, span, spans=[span], pattern=node.pattern)
    session.put("dates", day.edtf, span, node.classes["DATE"])
    desk.sessions.append(session)
