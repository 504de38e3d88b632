"""Document memory: a surname introduced with a full name or a title is that person from then on."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.engine.text import normal
from mahdar.reading.page import Page

# Shorter surnames are too often another word; the letters joined before it do not count.
_SHORTEST = 4


def recall(page: Page) -> None:
    """Turns later unknown words that are a surname introduced before into that person; runs over the nodes once."""
    letters = page.language.settings.get("letters", {})
    joined = {letter: flag for flag, letter in letters.items() if flag in ("w", "f", "b", "l", "k")}
    article = letters.get("al", "")
    parts = {normal(part) for part in page.language.words.get("NAME_PART", ())}
    known: dict[str, str] = {}
    out: list[Node] = []
    for node, after in zip(page.nodes, [*page.nodes[1:], None], strict=False):
        if "PERSON" in node.classes:
            name = node.slots.get("n") or node.slots.get("p") or [node]
            before, last = (page.tokens[k].norm for k in (name[-1].last - 1, name[-1].last))
            if name[-1].last > name[0].first + 1 and before in parts:
                known.setdefault(f"{before} {last}", node.classes["PERSON"])
            elif name[-1].last > name[0].first and len(last) >= _SHORTEST:
                known.setdefault(last.removeprefix(article), node.classes["PERSON"])
            elif name[-1].last > name[0].first + 1:
                known.setdefault(f"{before} {last}", node.classes["PERSON"])
        elif known and out and out[-1].features & {"NAME_PART", "W"} and (person := known.get(f"{out[-1].norm} {node.norm}")):
            node = _in_two_words(out.pop(), node, person)
        elif known and "GIVEN_NAME" in node.classes and not (after and {"W", "GIVEN_NAME", "NAME_PART"} & after.features):
            _recognise_given(page, node, known)
        elif "ORG" in node.classes and node.first == node.last and node.norm.removeprefix(article) in known:
            node.become({"PERSON": known[node.norm.removeprefix(article)]}, node.flags, "introduced before")
        elif "W" in node.features and known:
            _recognise(node, known, joined, article)
        out.append(node)
    page.nodes = out


def _recognise_given(page: Page, node: Node, known: dict[str, str]) -> None:
    """A given name that is a known surname, with no other name after it."""
    words = " ".join(page.tokens[k].norm for k in range(node.first, node.last + 1))
    if words in known:
        node.become({"PERSON": known[words]}, node.flags, "introduced before")


def _in_two_words(part: Node, rest: Node, person: str) -> Node:
    """A surname of two words, the first of them one that only begins names."""
    node = Node(part.start, rest.end, part.first, rest.last, {"PERSON": person}, part.flags, frozenset({"PERSON"}) | part.flags)
    node.kids, node.pattern = (part, rest), "introduced before"
    return node


def _recognise(node: Node, known: dict[str, str], joined: dict[str, str], article: str) -> None:
    """An unknown word that is a known surname, alone or after one joined letter."""
    if node.norm.removeprefix(article) not in known and node.norm[1:].removeprefix(article) not in known:
        return
    for stem, flag in ((node.norm, ""), (node.norm[1:], joined.get(node.norm[:1], ""))):
        person = known.get(stem.removeprefix(article)) if len(stem) >= _SHORTEST and (flag or stem == node.norm) else None
        if person is not None:
            node.become({"PERSON": person}, frozenset({flag} if flag else ()), "introduced before")
            return
