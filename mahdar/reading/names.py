"""Document memory: a surname introduced with a full name or a title is that person from then on."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading.page import Page

# Shorter surnames are too often another word; the letters joined before it do not count.
_SHORTEST = 4


def recall(page: Page) -> None:
    """Turns later unknown words that are a surname introduced before into that person; runs over the nodes once."""
    letters = page.language.settings.get("letters", {})
    joined = {letter: flag for flag, letter in letters.items() if flag in ("w", "f", "b", "l", "k")}
    article = letters.get("al", "")
    known: dict[str, str] = {}
    for node in page.nodes:
        if "PERSON" in node.classes:
            name = node.slots.get("n") or node.slots.get("p") or [node]
            last = page.tokens[name[-1].last].norm
            if name[-1].last > name[0].first and len(last) >= _SHORTEST:
                known.setdefault(last.removeprefix(article), node.classes["PERSON"])
        elif "W" in node.features and known:
            _recognise(node, known, joined, article)
    page.deal()


def _recognise(node: Node, known: dict[str, str], joined: dict[str, str], article: str) -> None:
    """An unknown word that is a known surname, alone or after one joined letter."""
    for stem, flag in ((node.norm, ""), (node.norm[1:], joined.get(node.norm[:1], ""))):
        person = known.get(stem.removeprefix(article)) if len(stem) >= _SHORTEST and (flag or stem == node.norm) else None
        if person is not None:
            node.flags = frozenset({flag} if flag else ())
            node.classes, node.features = {"PERSON": person}, frozenset({"PERSON"}) | node.flags
            node.pattern = "introduced before"
            return
