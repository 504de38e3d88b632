"""What reports say of the processes themselves: when they began, how many rounds came before."""

from __future__ import annotations

from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.reading.page import Page, Sentence


@maker("began", "v p d", "BEGAN")
def make_began(match: Match) -> dict[str, Any]:
    """The beginning of a process: the period told with it, which is more than the days of one meeting."""
    node = match.slots["p"][0]
    form = match.slots["d"][-1].classes["DATE"]
    session = node.classes.get("SESSION", {})
    process = match.value("p", "PROCESS", "PROCESS_NAME") or session.get("process")
    if process is None or session.get("number") is not None:
        raise Refused("no process as such")
    if "y" not in form or ("d" in form and session):
        raise Refused("no year: the beginning of a meeting")
    return {"BEGAN": process}


@maker("rounds_before", "n", "ROUNDS_BEFORE")
def make_rounds_before(match: Match) -> dict[str, Any]:
    """How many rounds came before the one that is told of."""
    return {"ROUNDS_BEFORE": match.value("n", "COUNT")}


def collect(page: Page) -> None:
    """Makes the claims on processes."""
    page.run("background")
    page.deal()
    for sentence in page.sentences:
        for node in page.noted("background", sentence) if sentence.role == "body" else ():
            if "BEGAN" in node.classes:
                _began(page, node)
            elif process := _process(page, sentence):
                _claim(page, process, "rounds_before", node.classes["ROUNDS_BEFORE"], node)


def _began(page: Page, node: Node) -> None:
    date = node.slots["d"][-1]
    day = page.day_of(date)
    _claim(page, node.classes["BEGAN"], "began", day.edtf if day else None, node, when=date.classes["DATE"])


def _process(page: Page, sentence: Sentence) -> str | None:
    """The process that the sentence names, else the one that its article names first."""
    article = [s for s in page.sentences if s.article == sentence.article]
    for place in (sentence, *article):
        for node in place.nodes:
            named = node.classes.get("PROCESS") or node.classes.get("SESSION", {}).get("process")
            if named:
                return str(named)
    return None


def _claim(page: Page, process: str, cell: str, value: Any, node: Node, **more: Any) -> None:
    page.claim(f"{page.document.id}#process-{process}", "process", cell, value, ((node.start, node.end),), pattern=node.pattern, **more)
