"""Document memory: a surname introduced with a full name or a title is that person from then on."""

from __future__ import annotations

from mahdar.engine.cascade import Node, made
from mahdar.engine.text import normal
from mahdar.reading.page import Page

# Shorter surnames are too often another word; the letters joined before it do not count.
_SHORTEST = 4
# What names a state or a process, and how many of a bloc's members tell that it is meant.
_NAMING = frozenset({"STATE", "NATIONALITY", "CAPITAL", "PROCESS", "PROCESS_NAME", "PROCESS_CITY", "PROCESS_TALKS"})
_MEMBERS_NAMED = 2


def recall(page: Page) -> None:
    """Turns later unknown words that are a surname introduced before into that person; runs over the nodes once."""
    letters = page.language.settings.get("letters", {})
    joined = {letter: flag for flag, letter in letters.items() if flag in ("w", "f", "b", "l", "k")}
    article = letters.get("al", "")
    parts = {normal(part) for part in page.language.words.get("NAME_PART", ())}
    known: dict[str, str] = {}
    seconds: set[str] = set()  # of the surnames known, the last words of those of two
    firsts: dict[str, set[str]] = {}
    out: list[Node] = []
    for node, after in zip(page.nodes, [*page.nodes[1:], None], strict=False):
        if "PERSON" in node.classes:
            name = node.slots.get("n") or [*node.slots.get("g", ()), *node.slots.get("p", ())] or [node]
            firsts.setdefault(node.classes["PERSON"], set()).add(page.tokens[name[0].first].norm)
            surname = _surname([page.tokens[k].norm for k in range(name[0].first, name[-1].last + 1)], parts, article)
            if surname:
                known.setdefault(surname, node.classes["PERSON"])
                seconds.update(surname.split(" ")[1:])
            elif node.first == node.last:
                _recognise_namesake(page, node, known.get(page.tokens[node.first].norm.removeprefix(article)))
        elif (
            node.norm in seconds and out and out[-1].features & {"NAME_PART", "W"} and (person := known.get(f"{out[-1].norm} {node.norm}"))
        ):
            node = _in_two_words(out.pop(), node, person)
        elif known and "GIVEN_NAME" in node.classes and not (after and {"W", "GIVEN_NAME", "NAME_PART"} & after.features):
            _recognise_given(page, node, known)
        elif "ORG" in node.classes and node.first == node.last and node.norm.removeprefix(article) in known:
            node.become({"PERSON": known[node.norm.removeprefix(article)]}, node.flags, "introduced before")
        elif known and out and "NATIONALITY" in node.classes and node.first == node.last:
            _recognise_adjective(node, known, article, out[-1])
        elif known and "W" in node.features and _recognise(node, known, joined, article):
            node = _with_first(page, out, node, firsts)
        out.append(node)
    page.nodes = out


def disown(page: Page) -> None:
    """'The guarantor states' of other talks: no bloc of a process whose subject, name or members the text never names."""
    things = page.packs.things
    blocs = [n for n in page.nodes if {"members", "process"} <= things.get(str(n.classes.get("ORG")), {}).keys()]
    nodes = (n for top in page.nodes if blocs and top.classes for n in top.walk())
    named = {str(n.classes[c]) for n in nodes for c in _NAMING & n.classes.keys()}
    for node in blocs:
        bloc = things[node.classes["ORG"]]
        about = page.packs.processes.get(bloc["process"], {}).get("about")
        if named and not {bloc["process"], about} & named and len(named.intersection(bloc["members"])) < _MEMBERS_NAMED:
            node.become({"SOURCE": page.words([node])}, node.flags, "a bloc of other talks")


def _surname(name: list[str], parts: set[str], article: str) -> str:
    """The last word of a name without its article; with the word before, where that only begins names or the last is short."""
    short = len(name[-1]) < _SHORTEST
    if len(name) > 2 and (short or name[-2] in parts):
        return " ".join(name[-2:])
    return name[-1].removeprefix(article) if len(name) > 1 and not short else ""


def _with_first(page: Page, out: list[Node], node: Node, firsts: dict[str, set[str]]) -> Node:
    """A surname said again after its first word is one name with it, and so is one after the part that a dash joins to it."""
    if len(out) > 1 and "DASH" in out[-1].features and "NAME_PART" in out[-2].features and out[-2].end == out[-1].start:
        dash = out.pop()
        node = made([out.pop(), dash, node], {"PERSON": node.classes["PERSON"]}, {}, "introduced before")
    known = firsts.get(node.classes["PERSON"], ())
    first = out[-1] if out and not node.flags and out[-1].features & {"W", "GIVEN_NAME"} else None
    said = first is not None and first.first == first.last and page.tokens[first.first].norm in known
    return _in_two_words(out.pop(), node, node.classes["PERSON"]) if said else node


def _recognise_given(page: Page, node: Node, known: dict[str, str]) -> None:
    """A given name that is a known surname, with no other name after it."""
    words = " ".join(page.tokens[k].norm for k in range(node.first, node.last + 1))
    if words in known:
        node.become({"PERSON": known[words]}, node.flags, "introduced before")


def _recognise_namesake(page: Page, node: Node, person: str | None) -> None:
    """A surname of the world's, alone, is the one of that surname whom the article named first, though the world does not know them."""
    if person is not None and person not in page.packs.things:
        node.become({"PERSON": person}, node.flags, "introduced before")


def _recognise_adjective(node: Node, known: dict[str, str], article: str, before: Node) -> None:
    """A surname that is also an adjective of a nation, right after a verb of saying: "said al-Hindi"."""
    person = known.get(node.norm.removeprefix(article))
    if person is not None and node.norm.startswith(article) and any(name.startswith("SAY") for name in before.classes):
        node.become({"PERSON": person}, node.flags, "introduced before")


def _in_two_words(part: Node, rest: Node, person: str) -> Node:
    """A name of two words: a surname the first word of which only begins names, or a name said again with its first word."""
    return made([part, rest], {"PERSON": person}, {}, "introduced before")


def _recognise(node: Node, known: dict[str, str], joined: dict[str, str], article: str) -> bool:
    """Whether an unknown word is a known surname, alone or after one joined letter: then it becomes that person."""
    if node.norm.removeprefix(article) not in known and node.norm[1:].removeprefix(article) not in known:
        return False
    for stem, flag in ((node.norm, ""), (node.norm[1:], joined.get(node.norm[:1], ""))):
        person = known.get(stem.removeprefix(article)) if len(stem) >= _SHORTEST and (flag or stem == node.norm) else None
        if person is not None:
            node.become({"PERSON": person}, frozenset({flag} if flag else ()), "introduced before")
            return True
    return False
