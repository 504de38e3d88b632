"""Where a rule fits in a string of symbols. It is tried only where all that it needs stands, since most rules fit nowhere in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mahdar.engine.alphabet import Alphabet
from mahdar.engine.pattern import Pattern

if TYPE_CHECKING:
    from mahdar.engine.cascade import Trace

Places = tuple[tuple[int, int], ...]

# Needs looked for before a rule is tried, and how common a need may be to be worth it: both were measured.
_TESTED, _COMMONEST = 3, 60
# So few places where a match can begin are tried one by one; in more of them the other needs are looked for, and then the next match.
_FEW = 3


class Near(NamedTuple):
    """What a match cannot do without: one of these symbols, so many nodes (least, most) after its first."""

    symbols: frozenset[str]
    least: int
    most: int


class Spots(dict[frozenset[str], list[int]]):
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


class Finder:
    """A pattern over an alphabet, compiled when a text first has all that it needs."""

    def __init__(self, pattern: Pattern, alphabet: Alphabet) -> None:
        self.pattern, self.alphabet = pattern, alphabet
        self.needs = _ranked(pattern, alphabet)
        self.regex: re.Pattern[str] | None = None
        self.taken, self.slots = 0, list[tuple[str, int]]()

    def compile(self) -> re.Pattern[str]:
        """The expression; `taken` is then the group of what is taken, `slots` are the names and groups of what a maker sees."""
        if self.regex is None:
            self.regex = self.pattern.regex(self.alphabet.expression)
            groups = dict(self.regex.groupindex)
            self.taken = groups.pop("_hit")
            self.slots = [(name.rpartition("__")[0], group) for name, group in groups.items()]
        return self.regex

    def fits(self, spots: Spots, trace: Trace | None) -> Iterator[Places]:
        """The matches from left to right, none inside another, each as the places of its groups."""
        regex, string, (symbols, least, most) = self.regex or self.compile(), spots.string, self.needs[0]
        match, search = (regex.match, regex.search) if trace is None else trace.counting(regex)
        taken, few, done = self.taken, most - least < _FEW, 0
        for spot in spots[symbols]:
            at, last = spot - most, spot - least
            at = done if at < done else at
            if not few:
                at = self._begins(spots, at, last)
            while at <= last:
                # Two nodes beyond the longest match, so that it does not take the end of what is searched for that of the text.
                m = match(string, at) if few else search(string, at, last + self.pattern.width + 2)
                if m is None or m.start() > last:
                    at = at + 1 if few else last + 1
                    continue
                first, end = m.span(taken)
                if end > first:
                    yield m.regs
                at = end if end > first else first + 1
            done = at if at > done else done

    def _begins(self, spots: Spots, at: int, last: int) -> int:
        """The first place from `at` to `last` where a match can begin for all that the other needs say; beyond `last` if there is none."""
        for symbols, least, most in self.needs[1:]:
            others = spots[symbols]
            k = bisect_left(others, at + least)
            if k == len(others):
                return last + 1
            at = max(at, others[k] - most)
        return at


def _ranked(pattern: Pattern, alphabet: Alphabet) -> list[Near]:
    """The few needs to look for, the one to look around first: the rarest, and of those the one that best says where a match begins."""
    weighed = []
    for need in pattern.needs:
        symbols = frozenset(s for atom in need.atoms for s in alphabet.members(atom))
        weight = sum(alphabet.weights[s] for s in symbols)
        weighed.append((weight * (need.most - need.least + 1), weight, need.least, sorted(symbols), Near(symbols, need.least, need.most)))
    weighed.sort(key=lambda w: w[:4])
    chosen = [w[4] for k, w in enumerate(weighed[:_TESTED]) if not k or w[1] <= _COMMONEST]
    return chosen or [Near(frozenset(alphabet.weights), 0, 0)]
