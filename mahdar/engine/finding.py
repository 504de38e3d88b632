"""Where a rule fits in a string of symbols. It is tried only where all that it needs stands, since most rules fit nowhere in a text.

Places are the bits of a whole number, the first place its lowest bit: where the needs of a rule allow a match to begin is
then found for all places at once, with shifts, `|` and `&`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from mahdar.engine.alphabet import Alphabet
from mahdar.engine.pattern import Atom, Pattern

if TYPE_CHECKING:
    from mahdar.engine.cascade import Trace

Places = tuple[tuple[int, int], ...]

# What is as common as a word that no list knows is not worth looking for.
_COMMON = 60
_LETTERS = 256
_EVERY = bytes(range(_LETTERS))


class Near(NamedTuple):
    """A need over an alphabet: the number of the set of symbols looked for, and the shifts back to where the need before it may stand."""

    sought: int
    least: int
    shifts: tuple[int, ...]


class _Sought(dict[frozenset[str], int]):
    """A number for each set of symbols that a stage looks for."""

    def __missing__(self, symbols: frozenset[str]) -> int:
        number = self[symbols] = len(self)
        return number


class Letters:
    """A byte for each symbol, so that tables of bytes find them. Of more symbols, those that no need tells apart share one."""

    def __init__(self, alphabet: Alphabet, sought: Iterable[frozenset[str]]) -> None:
        sought = list(sought)
        self._of: dict[str, int] | None = None
        if alphabet.size >= _LETTERS:
            alike = {symbol: tuple(symbol in symbols for symbols in sought) for symbol in alphabet.weights}
            numbers = {kind: min(number, _LETTERS - 1) for number, kind in enumerate(dict.fromkeys(alike.values()))}
            self._of = {symbol: numbers[kind] for symbol, kind in alike.items()}
        self._met = [0] * _LETTERS
        self.tables = [self._table(number, symbols) for number, symbols in enumerate(sought)]

    def _table(self, number: int, symbols: frozenset[str]) -> bytes:
        """What turns the letters of these symbols into "1" and all others into "0"; notes which letters these are."""
        table = bytearray(b"0" * _LETTERS)
        for letter in set(map(ord if self._of is None else self._of.__getitem__, symbols)):
            table[letter] = ord("1")
            self._met[letter] |= 1 << number
        return bytes(table)

    def spell(self, string: str) -> bytes:
        """The letters of symbols."""
        return string.encode("latin-1") if self._of is None else bytes(map(self._of.__getitem__, string))

    def unmet(self, letters: bytes) -> int:
        """The bits of the sets that these letters have nothing of."""
        present = _EVERY.translate(None, _EVERY.translate(None, letters))
        return ~reduce(or_, map(self._met.__getitem__, present), 0)


class Spots(dict[int, int]):
    """The places at which one of a set of symbols stands, by the number of the set; each is looked for once."""

    def __init__(self, letters: bytes, tables: list[bytes]) -> None:
        super().__init__()
        self._letters, self._tables = letters[::-1], tables

    def __missing__(self, sought: int) -> int:
        places = self[sought] = int(self._letters.translate(self._tables[sought]), 2)
        return places


class Finder:
    """A pattern over an alphabet, compiled when a text first has all that it needs."""

    def __init__(self, pattern: Pattern, alphabet: Alphabet, sought: _Sought) -> None:
        self.pattern, self.alphabet = pattern, alphabet
        self.needs = _needs(pattern, alphabet, sought)
        self.asked = reduce(or_, (1 << near.sought for near in self.needs))
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

    def begins(self, spots: Spots) -> int:
        """The places at which a match can begin for all that its needs say."""
        places = -1
        for sought, least, shifts in self.needs:
            places &= spots[sought]
            if not places:
                return 0
            places >>= least
            for shift in shifts:
                places |= places >> shift
        return places

    def fits(self, string: str, begins: int, trace: Trace | None) -> Iterator[Places]:
        """The matches from left to right that begin at these places, none inside another, each as the places of its groups."""
        regex = self.regex or self.compile()
        match, taken = regex.match if trace is None else trace.counting(regex), self.taken
        places = f"{begins:b}"[::-1]
        at = places.find("1")
        while at >= 0:
            m = match(string, at)
            done = at + 1
            if m is not None:
                first, end = m.span(taken)
                if end > first:
                    yield m.regs
                done = end if end > first else first + 1
            at = places.find("1", done)


class Finders:
    """The patterns of a stage over its alphabet. Most need what a text has nothing of, and are passed over together."""

    def __init__(self, patterns: Iterable[Pattern], alphabet: Alphabet) -> None:
        sought = _Sought()
        self.all = [Finder(pattern, alphabet, sought) for pattern in patterns]
        self._letters = Letters(alphabet, sought)

    def beginning(self, string: str) -> Iterator[tuple[int, Finder, int]]:
        """The patterns that a string may hold: number, finder, and the places at which a match can begin."""
        letters = self._letters.spell(string)
        unmet, spots = self._letters.unmet(letters), Spots(letters, self._letters.tables)
        for number, finder in enumerate(self.all):
            if not finder.asked & unmet and (begins := finder.begins(spots)):
                yield number, finder, begins


def _needs(pattern: Pattern, alphabet: Alphabet, sought: _Sought) -> list[Near]:
    """The needs worth looking for, from the last one back to the match's first node."""
    needs, least, most = [], 0, 0
    for need in pattern.needs:
        symbols = _symbols(need.atoms, alphabet)
        least, most = least + need.least, most + need.most
        if _is_rare(symbols, alphabet):
            needs.append(Near(sought[symbols], least, _shifts(most - least)))
            least = most = 0
    first = _symbols(pattern.first, alphabet)
    if not needs or (_is_rare(first, alphabet) and sought[first] != needs[0].sought):
        needs.insert(0, Near(sought[first], 0, ()))
    return needs[::-1]


def _symbols(atoms: tuple[Atom, ...], alphabet: Alphabet) -> frozenset[str]:
    return frozenset(symbol for atom in atoms for symbol in alphabet.members(atom))


def _is_rare(symbols: frozenset[str], alphabet: Alphabet) -> bool:
    return all(alphabet.weights[s] < _COMMON for s in symbols)


def _shifts(more: int) -> tuple[int, ...]:
    """The shifts by which each place becomes one of so many more places before it, too."""
    shifts, width = [], 1
    while width <= more:
        step = min(width, more + 1 - width)
        shifts.append(step)
        width += step
    return tuple(shifts)
