"""The cascade: each stage writes the nodes as a string of symbols, runs its patterns, and collapses the winners.

The idea is that of FASTUS, JAPE and TokensRegex. A symbol stands for a *set* of classes, so ambiguity is exact; each stage
has its own small alphabet: nodes that no pattern of the stage can tell apart share a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mahdar.engine.pattern import Atom, Pattern
from mahdar.engine.text import Token

NO_FLAGS: frozenset[str] = frozenset()


class Refused(Exception):
    """A maker declines a match; the message is the reason shown by a trace."""


_NO_SLOTS: dict[str, list[Node]] = {}


class Node:
    """A stretch of text with a set of classes, their values, and what it was made of."""

    __slots__ = ("classes", "end", "features", "first", "flags", "kids", "last", "norm", "pattern", "slots", "start")

    def __init__(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        classes: dict[str, Any],
        flags: frozenset[str],
        features: frozenset[str],
        norm: str = "",
    ) -> None:
        self.start, self.end, self.first, self.last = start, end, first, last
        self.classes, self.flags, self.features, self.norm = classes, flags, features, norm
        self.slots = _NO_SLOTS
        self.kids: tuple[Node, ...] = ()
        self.pattern = ""

    def __repr__(self) -> str:
        return f"<{self.start}-{self.end} {'|'.join(sorted(self.features))}>"

    def find(self, name: str) -> Iterable[Node]:
        """This node and all nodes below it that have class `name`, in reading order, outermost first."""
        if name in self.classes:
            yield self
        for kid in self.kids:
            yield from kid.find(name)


@dataclass
class Match:
    """One place where a pattern fits: the nodes taken, the slots, and the reader's context for the maker."""

    rule: Rule
    nodes: list[Node]
    slots: dict[str, list[Node]]
    first: int
    last: int
    context: Any

    def one(self, slot: str) -> Node | None:
        """The first node of a slot, or None."""
        return self.slots[slot][0] if self.slots.get(slot) else None

    def value(self, slot: str, *names: str) -> Any:
        """The value of the first node of a slot that has one of these classes, else None."""
        for node in self.slots.get(slot, ()):
            for name in names:
                if name in node.classes:
                    return node.classes[name]
        return None


Maker = Callable[[Match], dict[str, Any]]


@dataclass(frozen=True)
class MakerSpec:
    """A maker with the slots that it knows and the classes that it makes."""

    make: Maker
    slots: frozenset[str]
    makes: tuple[str, ...]


MAKERS: dict[str, MakerSpec] = {}


def maker(name: str, slots: str, makes: str) -> Callable[[Maker], Maker]:
    """Registers what a match means: once, for all languages. `slots` and `makes` are space-separated names."""

    def register(function: Maker) -> Maker:
        MAKERS[name] = MakerSpec(function, frozenset(slots.split()), tuple(makes.split()))
        return function

    return register


@dataclass
class Rule:
    """A named pattern of a stage with its maker. `order` is its place among all rules of the stage; `keep` notes without collapsing."""

    name: str
    stage: str
    pattern: Pattern
    make: str
    priority: int = 0
    keep: bool = False
    fixed: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    order: int = 0


@dataclass
class Trace:
    """What fired, lost and was refused, in order; printed on demand only."""

    events: list[tuple[str, str, int, int, str]] = field(default_factory=list)

    def add(self, stage: str, rule: str, node_span: tuple[int, int], what: str) -> None:
        """Notes one event."""
        self.events.append((stage, rule, *node_span, what))


class _Alphabet(dict[frozenset[str], str]):
    """Symbols by feature set; one not met before is asked of the stage."""

    def __init__(self, allot: Callable[[frozenset[str]], str]) -> None:
        super().__init__()
        self._allot = allot

    def __missing__(self, features: frozenset[str]) -> str:
        return self._allot(features)


# Of the symbols that a rule cannot do without, the rarest few are looked for before its expression is run; where there are
# few enough of them, it is run only as far around each as its longest match can reach.
_TESTED = 2
_RARE = 8


class Stage:
    """The rules of one stage over one alphabet of symbols."""

    def __init__(self, name: str, rules: list[Rule], feature_sets: Iterable[frozenset[str]]) -> None:
        self.name, self.rules = name, rules
        self._looked_at = frozenset(f for r in rules for a in r.pattern.atoms.values() for f in a.features()) | {"STOP", "NL"}
        self._symbols: dict[frozenset[str], str] = {}
        self._by_features = _Alphabet(self._symbol)
        self._members_of: dict[str, str] = {}
        self._needed_by: list[list[frozenset[str]]] = []
        self._regexes: dict[int, tuple[re.Pattern[str], list[tuple[str, int]]]] = {}
        for features in sorted({f & self._looked_at for f in feature_sets}, key=sorted):
            self._symbol(features)

    def _symbol(self, features: frozenset[str]) -> str:
        """The symbol of a feature set; a set not met before widens the alphabet, and the stage compiles anew."""
        seen = features & self._looked_at
        symbol = self._symbols.get(seen)
        if symbol is None:
            symbol = self._symbols[seen] = chr(len(self._symbols) + 1)
            self._members_of, self._needed_by, self._regexes = {}, [], {}
        self._by_features[features] = symbol
        return symbol

    def _members(self, atom: Atom) -> str:
        members = self._members_of.get(atom.source)
        if members is None:
            members = self._members_of[atom.source] = "".join(s for f, s in self._symbols.items() if atom.admits(f))
        return members

    def _class(self, atom: Atom) -> str:
        members = self._members(atom)
        return "[" + "".join(_escape(c) for c in members) + "]" if members else r"[^\s\S]"

    def _regex(self, number: int) -> tuple[re.Pattern[str], list[tuple[str, int]]]:
        """A rule's regular expression with its slots and their groups, compiled when a text first has all that it needs."""
        found = self._regexes.get(number)
        if found is None:
            regex = self.rules[number].pattern.regex(self._class)
            slots = [(name.rpartition("__")[0], group) for name, group in regex.groupindex.items() if name != "_hit"]
            found = self._regexes[number] = (regex, slots)
        return found

    def needed(self) -> list[list[frozenset[str]]]:
        """For each rule the sets of symbols of which a text must have one each."""
        if not self._needed_by:
            needed = [{frozenset(self._members(a)) for a in r.pattern.mandatory} for r in self.rules]
            self._needed_by = [sorted(sets, key=lambda s: (len(s), sorted(s)))[:_TESTED] for sets in needed]
        return self._needed_by

    def compile(self) -> None:
        """Compiles every rule now, so that no text pays for it."""
        for number in range(len(self.rules)):
            self._regex(number)

    def string(self, nodes: list[Node]) -> str:
        """The nodes as symbols."""
        return "".join(map(self._by_features.__getitem__, [n.features for n in nodes]))

    def run(self, nodes: list[Node], context: Any, trace: Trace | None = None) -> tuple[list[Node], list[Node]]:
        """Applies the stage: the nodes with winners collapsed, and the nodes noted by `keep` rules, both in reading order."""
        matches = self._matches(nodes, context)
        kept = [n for m in matches if m.rule.keep and (n := _make(m, trace)) is not None]
        return _collapse(nodes, _won([m for m in matches if not m.rule.keep], trace)), kept

    def _matches(self, nodes: list[Node], context: Any) -> list[Match]:
        string = self.string(nodes)
        present = set(string)
        matches = []
        for number, mandatory in enumerate(self.needed()):
            if any(m.isdisjoint(present) for m in mandatory):
                continue
            rule, (regex, groups) = self.rules[number], self._regex(number)
            for at, stop in _windows(string, mandatory, rule.pattern.width):
                while (m := regex.search(string, at, stop)) is not None:
                    first, end = m.span("_hit")
                    at = max(end, first + 1)
                    if end == first:
                        continue
                    slots: dict[str, list[Node]] = {}
                    for slot, group in groups:
                        a, b = m.span(group)
                        if a >= 0:
                            slots.setdefault(slot, []).extend(nodes[a:b])
                    matches.append(Match(rule, nodes[first:end], slots, first, end - 1, context))
        return sorted(matches, key=lambda m: (m.first, m.last, m.rule.order))

    def explain(self, rule: Rule, nodes: list[Node]) -> tuple[int, int, str]:
        """The longest matching beginning of a rule: (nodes from, nodes to, the element wanted next or '' for a full match)."""
        string, pattern = self.string(nodes), rule.pattern
        for upto in range(len(pattern.pieces), 0, -1):
            found = max(pattern.regex(self._class, upto).finditer(string), key=lambda m: m.end() - m.start(), default=None)
            if found and (found.end() > found.start() or upto == len(pattern.pieces)):
                return found.start(), found.end(), _wanted(pattern, upto)
        return 0, 0, _wanted(pattern, 0)


def _wanted(pattern: Pattern, upto: int) -> str:
    """The elements that may come next: optional ones and the first that must."""
    out = []
    for element in (e for e in pattern.elements[upto:] if e not in "[]"):
        out.append(element)
        if not element.endswith("?") and "{0," not in element[-6:]:
            break
    return " ".join(out)


def _windows(string: str, mandatory: list[frozenset[str]], width: int) -> list[tuple[int, int]]:
    """Where a rule can match: around the symbols that it cannot do without, or the whole string where these are many."""
    if not mandatory or len(mandatory[0]) > _RARE:
        return [(0, len(string))]
    windows: list[tuple[int, int]] = []
    for spot in sorted(_spots(string, mandatory[0])):
        first, end = max(0, spot - width), spot + width + 2
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((first, end))
    return windows


def _spots(string: str, symbols: frozenset[str]) -> Iterator[int]:
    for symbol in symbols:
        at = string.find(symbol)
        while at >= 0:
            yield at
            at = string.find(symbol, at + 1)


def _escape(symbol: str) -> str:
    return f"\\x{ord(symbol):02x}" if ord(symbol) < 256 else f"\\u{ord(symbol):04x}"


def _won(matches: list[Match], trace: Trace | None) -> dict[int, tuple[int, Node]]:
    """The nodes of the winners by their first place. A winner that its maker refuses leaves its place to those that it had beaten."""
    made: dict[int, Node] = {}
    refused: set[int] = set()
    while True:
        winners = _settle([m for m in matches if id(m) not in refused])
        fresh = sorted((m for m in winners if id(m) not in made), key=lambda m: m.first)
        for match in fresh:
            node = _make(match, trace)
            if node is None:
                refused.add(id(match))
            else:
                made[id(match)] = node
        if not any(id(m) in refused for m in winners):
            break
    if trace is not None:
        _note_losers(matches, winners, refused, trace)
    return {m.first: (m.last, made[id(m)]) for m in winners}


def _settle(matches: list[Match]) -> list[Match]:
    """Of overlapping matches the one with priority wins, then the longest, then the first rule, then the first place."""
    taken: set[int] = set()
    winners = []
    for match in sorted(matches, key=lambda m: (-m.rule.priority, m.first - m.last, m.rule.order, m.first)):
        places = range(match.first, match.last + 1)
        if taken.isdisjoint(places):
            winners.append(match)
            taken.update(places)
    return winners


def _note_losers(matches: list[Match], winners: list[Match], refused: set[int], trace: Trace) -> None:
    won = {id(m) for m in winners}
    for match in matches:
        if id(match) not in won | refused:
            rival = next(w for w in winners if w.first <= match.last and match.first <= w.last)
            trace.add(match.rule.stage, match.rule.name, _span(match), f"lost to {rival.rule.name}")


def _span(match: Match) -> tuple[int, int]:
    return match.nodes[0].start, match.nodes[-1].end


def _make(match: Match, trace: Trace | None) -> Node | None:
    spec = MAKERS[match.rule.make]
    try:
        classes = spec.make(match)
    except Refused as reason:
        if trace is not None:
            trace.add(match.rule.stage, match.rule.name, _span(match), f"refused: {reason}")
        return None
    if trace is not None:
        trace.add(match.rule.stage, match.rule.name, _span(match), "fired")
    first, last = match.nodes[0], match.nodes[-1]
    node = Node(first.start, last.end, first.first, last.last, classes, first.flags, frozenset(classes) | first.flags)
    node.slots, node.kids, node.pattern = match.slots, tuple(match.nodes), match.rule.name
    return node


def _collapse(nodes: list[Node], collapsed: dict[int, tuple[int, Node]]) -> list[Node]:
    if not collapsed:
        return nodes
    out: list[Node] = []
    at = 0
    for first in sorted(collapsed):
        last, node = collapsed[first]
        out += nodes[at:first]
        out.append(node)
        at = last + 1
    return out + nodes[at:]


_SHAPES: dict[str, frozenset[str]] = {}


def shape_features(token: Token) -> frozenset[str]:
    """What a token that no list knows looks like: its shape, and for numbers how many digits."""
    key = f"NUMBER{len(token.norm)}" if token.shape == "NUMBER" else token.shape
    if key not in _SHAPES:
        digits = {1: {"D12"}, 2: {"D12"}, 4: {"D4"}}.get(len(token.norm), set()) if token.shape == "NUMBER" else set()
        _SHAPES[key] = frozenset({token.shape, *digits})
    return _SHAPES[key]
