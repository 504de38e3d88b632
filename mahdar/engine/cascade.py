"""The cascade: each stage writes the nodes as a string of symbols, runs its patterns, and collapses the winners.

The idea is that of FASTUS, JAPE and TokensRegex. A symbol stands for a *set* of classes, so ambiguity is exact; each stage
has its own small alphabet: nodes that no pattern of the stage can tell apart share a symbol.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from mahdar.engine.pattern import Atom, Pattern
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
    norm: str = ""
    slots: Mapping[str, list[Node]] = _NO_SLOTS
    kids: tuple[Node, ...] = ()
    pattern: str = ""

    def __repr__(self) -> str:
        return f"<{self.start}-{self.end} {'|'.join(sorted(self.features))}>"

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
    """What fired, lost and was refused, in order, and how much work it took; kept on demand only."""

    events: list[tuple[str, str, int, int, str]] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, stage: str, rule: str, node_span: tuple[int, int], what: str) -> None:
        """Notes one event."""
        self.events.append((stage, rule, *node_span, what))

    def counting(self, regex: re.Pattern[str]) -> tuple[_Try, _Try]:
        """A regular expression's ways to match and to search, with the places counted at which they are set to begin."""

        def match(string: str, at: int) -> re.Match[str] | None:
            self.steps["places"] += 1
            return regex.match(string, at)

        def search(string: str, at: int, end: int) -> re.Match[str] | None:
            self.steps["places"] += min(end, len(string)) - at
            return regex.search(string, at, end)

        return match, search


class _Alphabet(dict[frozenset[str], str]):
    """Symbols by feature set; one not met before is asked of the stage."""

    def __init__(self, allot: Callable[[frozenset[str]], str]) -> None:
        super().__init__()
        self._allot = allot

    def __missing__(self, features: frozenset[str]) -> str:
        return self._allot(features)


# A rule is tried only around the nodes of one of its needs: the rarest, and of those the one that best says where a match begins.
# How rare a symbol is, is guessed by its classes; how many other needs are looked for first, was measured.
_COMMON = {"W": 60, "COMMA": 12, "STOP": 12, "NL": 8, "QO": 4, "QC": 4, "NUMBER": 4}
_TESTED = 3
# So few places where a match can begin are tried one by one; in more of them the other needs are looked for, and then the next match.
_FEW = 3


class _Near(NamedTuple):
    """A need over the alphabet of a stage: its symbols, and how many nodes (least, most) after the first of a match one of them stands."""

    symbols: frozenset[str]
    least: int
    most: int


class _Compiled(NamedTuple):
    """A rule over the alphabet of its stage: its expression, the group of what is taken, its slots, and how far it reaches."""

    regex: re.Pattern[str]
    taken: int
    slots: list[tuple[str, int]]
    reach: int


class _Found(NamedTuple):
    """A place where a rule fits, before it is known whether it wins; in reading order."""

    first: int
    last: int
    order: int
    rule: Rule
    slots: list[tuple[str, int]]
    regs: tuple[tuple[int, int], ...]


class Stage:
    """The rules of one stage over one alphabet of symbols."""

    def __init__(self, name: str, rules: list[Rule], feature_sets: Iterable[frozenset[str]]) -> None:
        self.name, self.rules = name, rules
        self._looked_at = frozenset(f for r in rules for a in r.pattern.atoms.values() for f in a.features()) | {"STOP", "NL"}
        self._symbols: dict[frozenset[str], str] = {}
        self._by_features = _Alphabet(self._symbol)
        self._members_of: dict[str, str] = {}
        self._needs: list[list[_Near]] = []
        self._compiled: dict[int, _Compiled] = {}
        for features in sorted({f & self._looked_at for f in feature_sets}, key=sorted):
            self._symbol(features)

    def _symbol(self, features: frozenset[str]) -> str:
        """The symbol of a feature set; a set not met before widens the alphabet, and the stage compiles anew."""
        seen = features & self._looked_at
        symbol = self._symbols.get(seen)
        if symbol is None:
            symbol = self._symbols[seen] = chr(len(self._symbols) + 1)
            self._members_of, self._needs, self._compiled = {}, [], {}
        self._by_features[features] = symbol
        return symbol

    def _members(self, atom: Atom) -> str:
        members = self._members_of.get(atom.source)
        if members is None:
            members = self._members_of[atom.source] = "".join(s for f, s in self._symbols.items() if atom.admits(f))
        return members

    def symbols(self, atom: Atom) -> str:
        """An element as a character class of the alphabet."""
        members = self._members(atom)
        return "[" + "".join(_escape(c) for c in members) + "]" if members else r"[^\s\S]"

    def _compile(self, number: int) -> _Compiled:
        """A rule over the alphabet, compiled when a text first has all that it needs."""
        pattern = self.rules[number].pattern
        regex = pattern.regex(self.symbols)
        groups = dict(regex.groupindex)
        taken = groups.pop("_hit")
        slots = [(name.rpartition("__")[0], group) for name, group in groups.items()]
        found = self._compiled[number] = _Compiled(regex, taken, slots, pattern.width + 2)
        return found

    def needs(self) -> list[list[_Near]]:
        """For each rule the few needs that are looked for before it is tried, the one to look around first."""
        if not self._needs:
            weights = {s: max((_COMMON.get(f, 1) for f in features), default=60) for features, s in self._symbols.items()}
            for rule in self.rules:
                near = [_Near(frozenset(s for a in n.atoms for s in self._members(a)), n.least, n.most) for n in rule.pattern.needs]
                near.sort(key=lambda n: (sum(weights[s] for s in n.symbols) * (n.most - n.least + 1), n.least, sorted(n.symbols)))
                self._needs.append(near[:_TESTED] or [_Near(frozenset(weights), 0, 0)])
        return self._needs

    def compile(self) -> None:
        """Compiles every rule now, so that no text pays for it."""
        for number in range(len(self.rules)):
            self._compile(number)

    def string(self, nodes: list[Node]) -> str:
        """The nodes as symbols."""
        return "".join(map(self._by_features.__getitem__, [n.features for n in nodes]))

    def run(self, nodes: list[Node], context: Any, trace: Trace | None = None) -> tuple[list[Node], list[Node]]:
        """Applies the stage: the nodes with winners collapsed, and the nodes noted by `keep` rules, both in reading order."""
        found = self._found(self.string(nodes), trace)
        if not found:
            return nodes, []
        make = _Making(nodes, context, trace)
        kept = [n for f in found if f.rule.keep and (n := make.node(f)) is not None]
        return _collapse(nodes, _won([f for f in found if not f.rule.keep], make)), kept

    def _found(self, string: str, trace: Trace | None) -> list[_Found]:
        """Where each rule fits, in reading order."""
        spots = _Spots(string)
        found: list[_Found] = []
        for number, needs in enumerate(self.needs()):
            for near in needs:
                if near.symbols.isdisjoint(spots.present):
                    break
            else:
                rule, compiled = self.rules[number], self._compiled.get(number) or self._compile(number)
                for regs in _fits(compiled, needs, spots, trace):
                    first, end = regs[compiled.taken]
                    found.append(_Found(first, end - 1, rule.order, rule, compiled.slots, regs))
        found.sort()
        return found

    def explain(self, rule: Rule, nodes: list[Node]) -> tuple[int, int, str]:
        """The longest matching beginning of a rule: (nodes from, nodes to, the element wanted next or '' for a full match)."""
        string, pattern = self.string(nodes), rule.pattern
        for upto in range(len(pattern.pieces), 0, -1):
            found = max(pattern.regex(self.symbols, upto).finditer(string), key=lambda m: m.end() - m.start(), default=None)
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


class _Spots(dict[frozenset[str], list[int]]):
    """Where in a string one of some symbols stands, each set of symbols looked for once."""

    def __init__(self, string: str) -> None:
        super().__init__()
        self.string, self.present = string, frozenset(string)

    def __missing__(self, symbols: frozenset[str]) -> list[int]:
        spots: list[int] = []
        find = self.string.find
        for symbol in symbols & self.present:
            at = find(symbol)
            while at >= 0:
                spots.append(at)
                at = find(symbol, at + 1)
        spots.sort()
        self[symbols] = spots
        return spots


def _fits(compiled: _Compiled, needs: list[_Near], spots: _Spots, trace: Trace | None) -> Iterator[tuple[tuple[int, int], ...]]:
    """The matches of a rule from left to right, none inside another, each as the places of its groups."""
    regex, taken, _, reach = compiled
    match, search = (regex.match, regex.search) if trace is None else trace.counting(regex)
    string, (symbols, least, most) = spots.string, needs[0]
    few, done = most - least < _FEW, 0
    for spot in spots[symbols]:
        at, last = spot - most, spot - least
        at = done if at < done else at
        if not few:
            at = _begins(needs, spots, at, last)
        while at <= last:
            m = match(string, at) if few else search(string, at, last + reach)
            if m is None or m.start() > last:
                at = at + 1 if few else last + 1
                continue
            first, end = m.span(taken)
            if end > first:
                yield m.regs
            at = end if end > first else first + 1
        done = at if at > done else done


def _begins(needs: list[_Near], spots: _Spots, at: int, last: int) -> int:
    """The first place from `at` to `last` where a match can begin for all that the other needs say; beyond `last` if there is none."""
    for symbols, least, most in needs[1:]:
        others = spots[symbols]
        k = bisect_left(others, at + least)
        if k == len(others):
            return last + 1
        at = max(at, others[k] - most)
    return at


def _escape(symbol: str) -> str:
    return f"\\x{ord(symbol):02x}" if ord(symbol) < 256 else f"\\u{ord(symbol):04x}"


class _Making:
    """Makes nodes of places found, or learns why a maker refuses."""

    def __init__(self, nodes: list[Node], context: Any, trace: Trace | None) -> None:
        self.nodes, self.context, self.trace = nodes, context, trace

    def node(self, found: _Found) -> Node | None:
        """The node that a maker makes of what was found; None where it refuses."""
        first, last, _, rule, groups, regs = found
        nodes = self.nodes
        slots: dict[str, list[Node]] = {}
        for slot, group in groups:
            a, b = regs[group]
            if a >= 0:
                if slot in slots:
                    slots[slot] += nodes[a:b]
                else:
                    slots[slot] = nodes[a:b]
        inside = nodes[first : last + 1]
        try:
            classes = MAKERS[rule.make].make(Match(rule, inside, slots, first, last, self.context))
        except Refused as reason:
            self.note(found, f"refused: {reason}")
            return None
        self.note(found, "fired")
        head = inside[0]
        features = head.flags.union(classes)
        return Node(
            head.start, inside[-1].end, head.first, inside[-1].last, classes, head.flags, features, "", slots, tuple(inside), rule.name
        )

    def note(self, found: _Found, what: str) -> None:
        """Adds what became of a place to the trace, if there is one."""
        if self.trace is not None:
            span = self.nodes[found.first].start, self.nodes[found.last].end
            self.trace.add(found.rule.stage, found.rule.name, span, what)


def _won(found: list[_Found], make: _Making) -> dict[int, tuple[int, Node]]:
    """The nodes of the winners by their first place. A winner that its maker refuses leaves its place to those that it had beaten."""
    clusters = _clusters(found)
    winners, made, refused = list(clusters), dict[int, Node](), set[int]()
    unsettled = list(range(len(clusters)))
    while unsettled:
        for k in unsettled:
            winners[k] = _settle([f for f in clusters[k] if id(f) not in refused])
        for place in [f for k in unsettled for f in sorted(winners[k]) if id(f) not in made]:
            node = make.node(place)
            if node is None:
                refused.add(id(place))
            else:
                made[id(place)] = node
        unsettled = [k for k in unsettled if any(id(f) in refused for f in winners[k])]
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


_SHAPES: dict[str, frozenset[str]] = {}


def shape_features(token: Token) -> frozenset[str]:
    """What a token that no list knows looks like: its shape, and for numbers how many digits."""
    key = f"NUMBER{len(token.norm)}" if token.shape == "NUMBER" else token.shape
    if key not in _SHAPES:
        digits = {1: {"D12"}, 2: {"D12"}, 4: {"D4"}}.get(len(token.norm), set()) if token.shape == "NUMBER" else set()
        _SHAPES[key] = frozenset({token.shape, *digits})
    return _SHAPES[key]
