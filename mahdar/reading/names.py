"""Document memory: a surname introduced with a full name or a title is that person from then on."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading.page import Page

# Shorter surnames are too often another word; the letters joined before it do not count.
_SHORTEST = 4


def recall(page: Page) -> None:
    """Turns later unknown words that are a surname introduced before into that person; runs over the nodes once."""
    letters = [v for f, v in page.language.settings.get("letters", {}).items() if len(v) == 1 and f != "s"]
    article = next((v for v in page.language.settings.get("letters", {}).values() if len(v) == 2), "")
    known: dict[str, str] = {}
    for node in page.nodes:
        if "PERSON" in node.classes:
            last = page.tokens[node.last] if "TITLED" not in node.classes or node.slots.get("p") else None
            name = node.slots.get("n") or node.slots.get("p") or [node]
            last = page.tokens[name[-1].last]
            if name[-1].last > name[0].first and len(last.norm) >= _SHORTEST:
                known.setdefault(last.norm.removeprefix(article), node.classes["PERSON"])
        elif "W" in node.features:
            _recognise(node, known, letters, article)
    page.deal()


def _recognise(node: Node, known: dict[str, str], letters: list[str], article: str) -> None:
    for stem, flag in [(node.norm, ""), *((node.norm[1:], letter) for letter in letters if node.norm.startswith(letter))]:
        person = known.get(stem.removeprefix(article))
        if person is not None and len(stem) >= _SHORTEST:
            flags = frozenset({flag_name(flag)} - {""})
            node.classes = {"PERSON": person}
            node.flags = flags
            node.features = frozenset({"PERSON"}) | flags
            node.pattern = "introduced before"
            return


def flag_name(letter: str) -> str:
    """The flag of a joined letter; joined "and" matters to lists."""
    return {"و": "w", "ف": "f", "ب": "b", "ل": "l", "ك": "k"}.get(letter, "")
