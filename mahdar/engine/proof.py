"""What holds a pattern back in a case of silence: the one guard without which it would fire.

A case that says what must stay silent proves something only if its guard does the work. A guard is one element of a pattern (left
out, or put for any word), a maker's refusal, a pattern that wins the same words, or a phrase of a list that hides the words in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mahdar.engine.alphabet import CODES
from mahdar.engine.cascade import Node, Rule, Stage
from mahdar.engine.pattern import Atom

if TYPE_CHECKING:
    from mahdar.engine.explain import Desk

_MARKS = frozenset({"[", "]", "^", "$"})
_WORD = Node(0, 0, 0, 0, {}, frozenset(), frozenset({"W"}), CODES[frozenset({"W"})])


def guard(desk: Desk, rules: list[Rule]) -> str | None:
    """The guard that keeps the patterns silent in a text, in a few words; None where no single one does."""
    for look in (_event, _element, _phrase):
        found = next((f"{rule.name!r} {kept}" for rule in rules if (kept := look(desk, rule))), None)
        if found:
            return found
    return None


def _event(desk: Desk, rule: Rule) -> str | None:
    """A pattern that fits, and is refused by its maker or beaten by another."""
    return next((what for _, name, _, _, what in desk.events.events if name == rule.name and what != "fired"), None)


def _laid(desk: Desk, rule: Rule) -> tuple[Stage, list[Node]] | None:
    stage = desk.language.stages.get(rule.stage)
    return (stage, desk.before[rule.stage]) if stage is not None and rule.stage in desk.before else None


def _element(desk: Desk, rule: Rule) -> str | None:
    """A pattern that lacks one element, or that one element keeps from fitting."""
    laid = _laid(desk, rule)
    if laid is None:
        return None
    stage, nodes = laid
    missing = [n.atoms for n in rule.pattern.needs if not any(a.admits(node.features) for a in n.atoms for node in nodes)]
    if len(missing) > 1:
        return None
    string = stage.string(nodes)
    for atom in missing[0] if missing else rule.pattern.atoms.values():
        if _fits(stage, _freed(stage, rule, atom), string):
            return f"wants {atom.source}"
    return next((f"wants {e}" for e in _left_out(stage, rule, string)), None)


def _freed(stage: Stage, rule: Rule, free: Atom) -> re.Pattern[str]:
    """The pattern with one element put for any word."""
    alphabet = stage.alphabet
    return rule.pattern.regex(lambda a: alphabet.any_word() if a is free else alphabet.expression(a))


def _fits(stage: Stage, regex: re.Pattern[str], string: str) -> bool:
    """Whether an expression takes something here that it would not take in words that no list knows."""
    fits = any(m.end("_hit") > m.start("_hit") for m in regex.finditer(string))
    return fits and not any(m.end("_hit") > m.start("_hit") for m in regex.finditer(stage.string([_WORD] * len(string))))


def _left_out(stage: Stage, rule: Rule, string: str) -> Iterator[str]:
    """The elements without which a pattern fits."""
    pattern = rule.pattern
    for k, element in enumerate(pattern.elements):
        if element in _MARKS or element.endswith("?") or "{0," in element[-6:]:
            continue
        if _fits(stage, pattern.without(k, stage.alphabet.expression), string):
            yield element


def _phrase(desk: Desk, rule: Rule) -> str | None:
    """Words that the pattern would take, hidden in a phrase of a list or taken by an earlier pattern."""
    laid = _laid(desk, rule)
    if laid is None:
        return None
    stage, nodes = laid
    regex = rule.pattern.regex(stage.alphabet.expression)
    for k, node in enumerate(nodes):
        for parts in _apart(desk, node):
            anew = stage.string([*nodes[:k], *parts, *nodes[k + 1 :]])
            if any(m.start("_hit") < k + len(parts) and m.end("_hit") > k for m in regex.finditer(anew)):
                return f"comes after {node.pattern!r}" if node.kids else f"is hidden by the phrase «{desk.text[node.start : node.end]}»"
    return None


def _apart(desk: Desk, node: Node) -> Iterator[list[Node]]:
    """What a node would be without the pattern, or the phrase of a list, that made one of it."""
    if node.kids:
        yield list(node.kids)
        return
    tokens = desk.tokens[node.first : node.last + 1]
    for cut in range(1, len(tokens)):
        yield desk.language.nodes(tokens[:cut], desk.text) + desk.language.nodes(tokens[cut:], desk.text)
