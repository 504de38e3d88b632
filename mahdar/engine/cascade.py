"""The cascade: each stage writes the nodes as a string of symbols, runs its patterns, and collapses the winners.

The idea is that of FASTUS, JAPE and TokensRegex. A symbol stands for a *set* of classes, so ambiguity is exact; each stage
has its own small alphabet: nodes that no pattern of the stage can tell apart share a symbol.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from mahdar.engine.alphabet import CODES, Alphabet
from mahdar.engine.finding import Finders, Places
from mahdar.engine.pattern import Pattern
from mahdar.engine.text import Token

NO_FLAGS: frozenset[str] = frozenset()


class Refused(Exception):
    """A maker declines a match; the message is the reason shown by a trace."""


_NO_SLOTS: Mapping[str, list[Node]] = MappingProxyType({})


class Node(msgspec.Struct, eq=False, gc=False):
    """A stretch of text with a set of classes, their values, and what it was made of. No node is made of itself."""

    start: int
    end: int
    first: int
    last: int
    classes: dict[str, Any]
    flags: frozenset[str]
    features: frozenset[str]
    code: int
    norm: str = ""
    slots: Mapping[str, list[Node]] = _NO_SLOTS
    kids: tuple[Node, ...] = ()
    pattern: str = ""

    def __repr__(self) -> str:
        return f"<{self.start}-{self.end} {'|'.join(sorted(self.features))}>"

    def become(self, classes: dict[str, Any], flags: frozenset[str], pattern: str) -> None:
        """Makes it a node of other classes, by a name for what made it so."""
        self.classes, self.flags, self.features, self.pattern = classes, flags, flags.union(classes), pattern
        self.code = CODES[self.features]

    def walk(self) -> Iterable[Node]:
        """This node and all nodes below it, in reading order, outermost first."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def find(self, name: str) -> Iterable[Node]:
        """This node and all nodes below it that have class `name`, in reading order, outermost first."""
        if name in self.classes:
            yield self
        for kid in self.kids:
            yield from kid.find(name)


@dataclass(slots=True)
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


_Try = Callable[..., re.Match[str] | None]
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
    """What fired, lost and was refused, in order; kept on demand only.

    `steps` is how much work it took, the same on every machine: nodes written as symbols, places where expressions were set to
    begin, and candidates that makers looked at.
    """

    events: list[tuple[str, str, int, int, str]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, stage: str, rule: str, node_span: tuple[int, int], what: str) -> None:
        """Notes one event."""
        self.events.append((stage, rule, *node_span, what))

    def counting(self, regex: re.Pattern[str]) -> _Try:
        """A regular expression's way to match, with the places counted at which it is set to begin."""

        def match(string: str, at: int) -> re.Match[str] | None:
            self.steps["places"] += 1
            return regex.match(string, at)

        return match


class _Found(NamedTuple):
    """A place where a rule fits, before it is known whether it wins; in reading order."""

    first: int
    last: int
    order: int
    rule: Rule
    slots: list[tuple[str, int]]
    groups: Places


class Stage:
    """The rules of one stage over one alphabet of symbols."""

    def __init__(self, name: str, rules: list[Rule], feature_sets: Iterable[frozenset[str]]) -> None:
        self.name, self.rules = name, rules
        self.alphabet = Alphabet((atom for rule in rules for atom in rule.pattern.atoms.values()), feature_sets)
        self._finders = Finders((), self.alphabet)
        self._size = -1

    def finders(self) -> Finders:
        """The rules over the alphabet; anew when a set of features not met before has widened it."""
        if self._size != self.alphabet.size:
            self._size = self.alphabet.size
            self._finders = Finders([rule.pattern for rule in self.rules], self.alphabet)
        return self._finders

    def compile(self) -> None:
        """Compiles every rule now, so that no text pays for it."""
        for finder in self.finders().all:
            finder.compile()

    def string(self, nodes: list[Node]) -> str:
        """The nodes as symbols."""
        return "".join(map(self.alphabet.__getitem__, [n.code for n in nodes]))

    def run(self, nodes: list[Node], context: Any, trace: Trace | None = None) -> tuple[list[Node], list[Node]]:
        """Applies the stage: the nodes with winners collapsed, and the nodes noted by `keep` rules, both in reading order."""
        if trace is not None:
            trace.steps["nodes"] += len(nodes)
        found = self._found(self.string(nodes), trace)
        if not found:
            return nodes, []
        make = _Making(nodes, context, trace)
        kept = [n for f in found if f.rule.keep and (n := make.node(f)) is not None]
        return _collapse(nodes, _won([f for f in found if not f.rule.keep], make)), kept

    def _found(self, string: str, trace: Trace | None) -> list[_Found]:
        """Where each rule fits, in reading order."""
        found: list[_Found] = []
        for number, finder, begins in self.finders().beginning(string):
            rule = self.rules[number]
            for groups in finder.fits(string, begins, trace):
                first, end = groups[finder.taken]
                found.append(_Found(first, end - 1, rule.order, rule, finder.slots, groups))
        found.sort()
        return found

    def explain(self, rule: Rule, nodes: list[Node]) -> tuple[int, int, str]:
        """The longest matching beginning of a rule: (nodes from, nodes to, the element wanted next or '' for a full match)."""
        string, pattern = self.string(nodes), rule.pattern
        for upto in range(len(pattern.pieces), 0, -1):
            found = max(pattern.regex(self.alphabet.expression, upto).finditer(string), key=lambda m: m.end() - m.start(), default=None)
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


def made(inside: list[Node], classes: dict[str, Any], slots: dict[str, list[Node]], pattern: str) -> Node:
    """A node made of others, with the flags of the first."""
    head, tail = inside[0], inside[-1]
    features = head.flags.union(classes)
    place = head.start, tail.end, head.first, tail.last
    return Node(*place, classes, head.flags, features, CODES[features], "", slots, tuple(inside), pattern)


class _Making:
    """Makes nodes of places found, or learns why a maker refuses."""

    def __init__(self, nodes: list[Node], context: Any, trace: Trace | None) -> None:
        self.nodes, self.context, self.trace = nodes, context, trace

    def node(self, found: _Found) -> Node | None:
        """The node that a maker makes of what was found; None where it refuses."""
        first, last, _, rule, named, groups = found
        nodes = self.nodes
        slots: dict[str, list[Node]] = {}
        for slot, group in named:
            a, b = groups[group]
            if a >= 0:
                if slot in slots:
                    slots[slot] += nodes[a:b]
                else:
                    slots[slot] = nodes[a:b]
        inside = nodes[first : last + 1]
        if self.trace is not None:
            self.trace.steps["candidates"] += 1
        try:
            classes = MAKERS[rule.make].make(Match(rule, inside, slots, first, last, self.context))
        except Refused as reason:
            self.note(found, f"refused: {reason}")
            return None
        self.note(found, "fired")
        return made(inside, classes, slots, rule.name)

    def note(self, found: _Found, what: str) -> None:
        """Adds what became of a place to the trace, if there is one."""
        if self.trace is not None:
            span = self.nodes[found.first].start, self.nodes[found.last].end
            self.trace.add(found.rule.stage, found.rule.name, span, what)


def _won(found: list[_Found], make: _Making) -> dict[int, tuple[int, Node]]:
    """The nodes of the winners by their first place. A winner that its maker refuses leaves its place to those that it had beaten."""
    clusters = _clusters(found)
    winners, made, refused = list(map(_settle, clusters)), dict[int, Node](), set[int]()
    unsettled = list(range(len(clusters)))
    while unsettled:
        for place in [f for k in unsettled for f in sorted(winners[k]) if id(f) not in made]:
            node = make.node(place)
            if node is None:
                refused.add(id(place))
            else:
                made[id(place)] = node
        unsettled = [k for k in unsettled if refused and any(id(f) in refused for f in winners[k])]
        for k in unsettled:
            winners[k] = _settle([f for f in clusters[k] if id(f) not in refused])
    if make.trace is not None:
        _note_losers(clusters, winners, refused, make)
    return {f.first: (f.last, made[id(f)]) for won in winners for f in won}


def _clusters(found: list[_Found]) -> list[list[_Found]]:
    """Places found, parted where none reaches into the next."""
    clusters: list[list[_Found]] = []
    end = -1
    for place in found:
        if place.first > end:
            clusters.append([])
        clusters[-1].append(place)
        end = max(end, place.last)
    return clusters


def _settle(found: list[_Found]) -> list[_Found]:
    """Of overlapping places the one with priority wins, then the longest, then the first rule, then the first place."""
    if len(found) < 2:
        return found
    taken: set[int] = set()
    winners = []
    for place in sorted(found, key=lambda f: (-f.rule.priority, f.first - f.last, f.order, f.first)):
        places = range(place.first, place.last + 1)
        if taken.isdisjoint(places):
            winners.append(place)
            taken.update(places)
    return winners


def _note_losers(clusters: list[list[_Found]], winners: list[list[_Found]], refused: set[int], make: _Making) -> None:
    for cluster, won in zip(clusters, winners, strict=True):
        kept = {id(f) for f in won}
        for place in cluster:
            if id(place) not in kept | refused:
                rival = next(w for w in won if w.first <= place.last and place.first <= w.last)
                make.note(place, f"lost to {rival.rule.name}")


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


_SHAPES: dict[tuple[str, int], tuple[frozenset[str], int]] = {}


def shape_features(token: Token) -> tuple[frozenset[str], int]:
    """What a token that no list knows looks like, with its code: its shape, and for numbers how many digits."""
    key = token.shape, len(token.norm) if token.shape == "NUMBER" else 0
    if key not in _SHAPES:
        features = frozenset({token.shape, *{1: {"D12"}, 2: {"D12"}, 4: {"D4"}}.get(key[1], ())})
        _SHAPES[key] = features, CODES[features]
    return _SHAPES[key]
