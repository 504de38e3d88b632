"""Symbols: one character for all the nodes that the rules of a stage cannot tell apart, however many classes they have."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.engine.pattern import ENDS, Atom

# How often a symbol stands in a text is guessed by its classes; all that is not listed is rarer.
_COMMON = {"W": 60, "COMMA": 12, "STOP": 12, "NL": 8, "QO": 4, "QC": 4, "NUMBER": 4}
_ANY = 60  # nodes that no rule looks at


class _Codes(dict[frozenset[str], int]):
    """A number for each set of features ever met: a stage looks up a node's symbol by it, since a set is slow to look up."""

    def __init__(self) -> None:
        super().__init__()
        self.sets: list[frozenset[str]] = []

    def __missing__(self, features: frozenset[str]) -> int:
        self.sets.append(features)
        code = self[features] = len(self)
        return code


CODES = _Codes()


class Alphabet(dict[int, str]):
    """Symbols by the code of a feature set; one not met before gets the symbol of those that the same elements admit, or a new one."""

    def __init__(self, atoms: Iterable[Atom], feature_sets: Iterable[frozenset[str]]) -> None:
        super().__init__()
        self._bits = {atom: 1 << k for k, atom in enumerate(dict.fromkeys(atoms))}
        self._others = sum(bit for atom, bit in self._bits.items() if atom.negated or not atom.alternatives)
        self._by_name: dict[str, list[tuple[int, frozenset[str], frozenset[str]]]] = {}
        for atom, bit in self._bits.items():
            for name, want, refuse in atom.alternatives:
                self._by_name.setdefault(name, []).append((bit, want, refuse))
        self._looked_at = ENDS.union(*(atom.features() for atom in self._bits))
        self._seen: dict[frozenset[str], str] = {}
        self._symbols: dict[int, str] = {}
        self._of_words: set[str] = set()
        self._members: dict[str, str] = {}
        self._expressions: dict[str, str] = {}
        self.weights: dict[str, int] = {}
        for seen in sorted({features & self._looked_at for features in feature_sets}, key=sorted):
            self._symbol(seen)

    def __missing__(self, code: int) -> str:
        symbol = self[code] = self._symbol(CODES.sets[code] & self._looked_at)
        return symbol

    def _symbol(self, seen: frozenset[str]) -> str:
        if seen not in self._seen:
            admitting = self._admitting(seen)
            if admitting not in self._symbols:
                symbol = self._symbols[admitting] = chr(len(self._symbols) + 1)
                self._members.clear()
                self._expressions.clear()
                self.weights[symbol] = max((_COMMON.get(f, 1) for f in seen), default=_ANY)
            self._seen[seen] = self._symbols[admitting]
            if seen.isdisjoint(ENDS):
                self._of_words.add(self._symbols[admitting])
        return self._seen[seen]

    def _admitting(self, seen: frozenset[str]) -> int:
        """The elements that admit a node with these features, as bits: what `Atom.admits` says of each, in one go."""
        hits = 0
        for name in (*seen, "_"):
            for bit, want, refuse in self._by_name.get(name, ()):
                if not hits & bit and want <= seen and refuse.isdisjoint(seen):
                    hits |= bit
        return hits ^ self._others if seen.isdisjoint(ENDS) else hits & ~self._others

    @property
    def size(self) -> int:
        """How many symbols there are."""
        return len(self._symbols)

    def members(self, atom: Atom) -> str:
        """The symbols that an element admits."""
        if atom.source not in self._members:
            bit = self._bits[atom]
            self._members[atom.source] = "".join([symbol for admitting, symbol in self._symbols.items() if admitting & bit])
        return self._members[atom.source]

    def expression(self, atom: Atom) -> str:
        """The character class of an element."""
        if atom.source not in self._expressions:
            self._expressions[atom.source] = _character_class(self.members(atom))
        return self._expressions[atom.source]

    def any_word(self) -> str:
        """The character class of all that no sentence ends with."""
        return _character_class("".join(sorted(self._of_words)))


def _character_class(members: str) -> str:
    """The class of some symbols, as ranges: it compiles sooner than one of single symbols."""
    runs: list[list[int]] = []
    for number in map(ord, members):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in runs) + "]" if members else r"[^\s\S]"
