"""What a pattern makes of a text: what it takes and means, or how far it comes, what it wants next and what it meets.

Whole texts are read as a reader reads them, with every pass, since a pattern sees what earlier stages made.
"""

from __future__ import annotations

import difflib
from typing import Any

from mahdar.engine.cascade import Node, Rule, Trace
from mahdar.engine.pack import Language, Packs
from mahdar.errors import MahdarError
from mahdar.model import Day, Document
from mahdar.reading import PASSES
from mahdar.reading.page import Page

_SHORT = 70


class Desk(Page):
    """A page that remembers the nodes that each stage met, and those that its patterns made."""

    def __init__(self, document: Document, packs: Packs, language: Language, trace: Trace) -> None:
        self.before: dict[str, list[Node]] = {}
        self._found: dict[int, Node] = {}
        self.events = trace
        super().__init__(document, packs, language, trace)

    def run(self, stage: str) -> None:
        """Runs a stage and notes what it met and made."""
        self.before[stage] = self.nodes
        super().run(stage)
        names = {r.name for r in self.language.rules if r.stage == stage}
        self._found.update({id(n): n for n in (*self.nodes, *self.kept.get(stage, ())) if n.pattern in names})

    @property
    def made(self) -> list[Node]:
        """All that patterns made, stage after stage."""
        return list(self._found.values())


def lay_out(packs: Packs, language: str, text: str, published: str | None = None) -> Desk:
    """Reads a text through all passes and returns the desk as it was left."""
    if language not in packs.languages:
        raise MahdarError(language, "no such language pack", f"use one of {', '.join(sorted(packs.languages))}")
    day = Day(published, None, published, published, ("year", "month", "day")) if published else None
    desk = Desk(Document("text", text, "", language=language, published=day), packs, packs.languages[language], Trace())
    for _, run in PASSES:
        run(desk)
    return desk


def meaning(desk: Desk, node: Node) -> Any:
    """What a node means, in plain values: a date as EDTF with its part, other nodes as the value or table of their classes."""
    if "DATE" in node.classes and node.start in desk.dates:
        day = desk.dates[node.start].day
        return " ".join(filter(None, [day.edtf or " ".join(["open", *day.said]), day.part]))
    values = {name.lower(): _plain(value, desk.text) for name, value in node.classes.items() if value is not None}
    return next(iter(values.values())) if len(values) == 1 else values


def _plain(value: Any, text: str) -> Any:
    if isinstance(value, Node):
        return text[value.start : value.end]
    if isinstance(value, dict):
        return {key: _plain(v, text) for key, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(v, text) for v in value]
    return sorted(map(str, value)) if isinstance(value, (set, frozenset)) else value


def why_not(desk: Desk, rule: Rule) -> str:
    """Why a pattern did not fire: it lost or was refused, or how far it came, the element it wanted and the node it met."""
    events = [f"on {_quoted(desk, a, b)} it {what}" for _, name, a, b, what in desk.events.events if name == rule.name and what != "fired"]
    if events:
        return "; ".join(events)
    if rule.stage not in desk.before or rule.stage not in desk.language.stages:
        return f"no pass runs the stage {rule.stage!r}"
    nodes = desk.before[rule.stage]
    first, end, wanted = desk.language.stages[rule.stage].explain(rule, nodes)
    if end == first:
        return f"nothing begins it; it wants {wanted}"
    came = _quoted(desk, nodes[first].start, nodes[end - 1].end)
    met = f"{_quoted(desk, nodes[end].start, nodes[end].end)} ({_classes(nodes[end])})" if end < len(nodes) else "the end of the text"
    return f"it came as far as {came}, wanted {wanted} and met {met}"


def _quoted(desk: Desk, start: int, end: int) -> str:
    words = " ".join(desk.text[start:end].split())
    return f"«{words if len(words) <= _SHORT else words[:_SHORT] + '…'}»"


def _classes(node: Node) -> str:
    return " ".join(sorted(node.features)) or "nothing"


def rule_named(language: Language, name: str) -> Rule:
    """The pattern with a name; MahdarError with the nearest names where there is none."""
    rule = next((r for r in language.rules if r.name == name), None)
    if rule is None:
        near = difflib.get_close_matches(name, [r.name for r in language.rules], 3, 0.4) or sorted(r.name for r in language.rules)[:3]
        raise MahdarError(repr(name), f"no such pattern in {language.code!r}", f"use a name such as {', '.join(map(repr, near))}")
    return rule


def explain(packs: Packs, pattern: str, text: str, language: str = "ar", published: str | None = None) -> str:
    """What a pattern takes in a text and what that means, or why it does not fire, in a few lines for a reader."""
    if language not in packs.languages:
        raise MahdarError(language, "no such language pack", f"use one of {', '.join(sorted(packs.languages))}")
    rule = rule_named(packs.languages[language], pattern)
    desk = lay_out(packs, language, text, published)
    head = [f"{rule.name}, in the stage {rule.stage}", f"  {rule.pattern.source}"]
    fired = [f"takes {_quoted(desk, n.start, n.end)}: {meaning(desk, n)}" for n in desk.made if n.pattern == rule.name]
    stages = [f"  in the stage {rule.stage} it met: " + " ".join(map(_shown(desk), desk.before.get(rule.stage, ())))]
    return "\n".join([*head, *(fired or [f"does not fire: {why_not(desk, rule)}", *stages])])


def _shown(desk: Desk) -> Any:
    return lambda node: f"{desk.text[node.start : node.end].strip() or '↵'}[{_classes(node)}]"
