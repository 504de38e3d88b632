"""Longest match of known names and words over normal forms, with proclitics licensed per class.

A trie of normal forms; what may be joined before an entry (and, the article, a preposition) is the language's data.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

from mahdar.engine.alphabet import CODES
from mahdar.engine.text import Token, normal_forms

END = "\0\0"  # no token: a token that is no word is one character
PAST = "\0\0\0"  # no token either: what stands after the last one
_MOST_STARTS = 1 << 17
Classes = dict[str, Any]
Way = tuple[frozenset[str], int, dict[str, Any]]


class Shown(NamedTuple):
    """What an entry shows: its classes with values, the proclitics' flags before it, both together, and the code of these."""

    classes: Classes
    flags: frozenset[str]
    features: frozenset[str]
    code: int


class Hit(NamedTuple):
    """Tokens `first` to `last` (inclusive) are an entry, with what it shows."""

    first: int
    last: int
    classes: Classes
    flags: frozenset[str]
    features: frozenset[str]
    code: int


class _Start(NamedTuple):
    """What a word can begin: its ways into the trie (proclitics, letters of the stem, node), what it is alone, and what may follow it."""

    ways: list[Way]
    alone: Shown | None
    following: frozenset[str]


class _Starts(dict[str, _Start | None]):
    """What each word met can begin, found once; emptied when it has grown beyond any language's everyday words."""

    def __init__(self, find: Callable[[str], _Start | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, norm: str) -> _Start | None:
        if len(self) > _MOST_STARTS:
            self.clear()
        start = self[norm] = self._find(norm)
        return start


class Entry(NamedTuple):
    """What a form means: the policy of its clitics, its class and value, and how it is spelled where case counts."""

    policy: str
    name: str
    value: Any
    case: int = 0


def shown(classes: Classes, flags: frozenset[str]) -> Shown | None:
    """What entries of these classes show; None where there are none."""
    features = flags.union(classes)
    return Shown(classes, flags, features, CODES[features]) if classes else None


class Clitics:
    """The language's proclitics: `letters` maps a flag to its letters, `policies` a name to the slots allowed, in order."""

    def __init__(
        self, letters: dict[str, str], policies: dict[str, list[list[str]]], contractions: dict[str, str], min_stem: dict[str, int]
    ) -> None:
        self.min_stem = {name: min_stem.get(name, min_stem["default"]) for name in policies}
        self.shortest = min(min_stem.values())
        self.licensed: dict[str, frozenset[frozenset[str]]] = {}
        self.prefixes: dict[str, frozenset[str]] = {"": frozenset()}
        for name, slots in policies.items():
            combos = [[f for f in combo if f] for combo in product(*[["", *slot] for slot in slots])]
            self.licensed[name] = frozenset(frozenset(c) for c in combos)
            for flags in combos:
                joined = "".join(letters[f] for f in flags)
                for long, short in contractions.items():
                    joined = joined.replace(long, short)
                self.prefixes[joined] = frozenset(flags)
        self.by_length = sorted(self.prefixes.items(), key=lambda p: len(p[0]))
        self.article_contractions = [(short, long[len(letters.get("l", "")) :]) for long, short in contractions.items()]

    def allows(self, policy: str, flags: frozenset[str], stem: int) -> bool:
        """Whether an entry of a policy may have these joined before a first word of `stem` letters."""
        return flags in self.licensed[policy] and (not flags or stem >= self.min_stem[policy])


class Gazetteer:
    """All entries of one language; `add` them, then `find` over a token list."""

    def __init__(self, clitics: Clitics) -> None:
        self.clitics = clitics
        self._root: dict[str, Any] = {}
        self._shown: dict[tuple[int, frozenset[str], int], Shown | None] = {}
        self._long = max(clitics.min_stem.values(), default=0)
        self._starts = _Starts(self._start)

    def add(self, name: str, value: Any, surface: str, policy: str = "none") -> None:
        """Adds one form of class `name`; the surface is tokenised and normalised as texts are."""
        node = self._root
        for norm in normal_forms(surface):
            node = node.setdefault(norm, {})
        entries = node.setdefault(END, [])
        entry = Entry(policy, name, value, self.case_of(surface))
        if entry not in entries:
            entries.append(entry)

    def case_of(self, _surface: str) -> int:
        """How an entry is spelled, where case counts."""
        return 0

    def feature_sets(self) -> set[frozenset[str]]:
        """Every feature set that a single entry can show, for enumerating alphabets when a pack is compiled."""
        named: set[tuple[frozenset[str], str]] = set()
        stack = [self._root]
        while stack:
            node = stack.pop()
            for word, child in node.items():
                if word == END:
                    names = frozenset(e.name for e in child)
                    named.update((names, e.policy) for e in child)
                else:
                    stack.append(child)
        return {names | flags for names, policy in named for flags in self.clitics.licensed[policy]}

    def find(self, tokens: list[Token], _text: str = "") -> list[Hit]:
        """The longest entries from left to right; of equal ones, that with the fewest letters taken for proclitics."""
        hits: list[Hit] = []
        norms = [token.norm for token in tokens]
        norms.append(PAST)
        new, past = tuple.__new__, 0
        for i, start in enumerate(map(self._starts.__getitem__, norms[:-1])):
            if start is None or i < past:
                continue
            ways, alone, following = start
            hit = self._longest(ways, norms, i) if norms[i + 1] in following else new(Hit, (i, i, *alone)) if alone else None
            if hit:
                hits.append(hit)
                past = hit[1] + 1
        return hits

    def _longest(self, ways: list[Way], norms: list[str], i: int) -> Hit | None:
        best: Hit | None = None
        for flags, stem, node in ways:
            j, here = i, node
            while True:
                entries = here.get(END)
                if entries and (best is None or j > best.last):
                    found = self._licensed(entries, flags, stem)
                    if found:
                        best = Hit(i, j, *found)
                j += 1
                if norms[j] not in here:
                    break
                here = here[norms[j]]
        return best

    def _licensed(self, entries: list[Entry], flags: frozenset[str], stem: int) -> Shown | None:
        """What these entries show with these proclitics; found once for each such case."""
        key = (id(entries), flags, min(stem, self._long))
        if key not in self._shown:
            classes = {e.name: e.value for e in entries if self.clitics.allows(e.policy, flags, stem)}
            self._shown[key] = shown(classes, flags)
        return self._shown[key]

    def _start(self, norm: str) -> _Start | None:
        """What a first word can lead to, for each way to take proclitics off it."""
        ways = [(flags, len(stem), self._root[stem]) for flags, stem in self._splits(norm) if stem in self._root]
        alone = next((found for flags, stem, node in ways if END in node and (found := self._licensed(node[END], flags, stem))), None)
        following = frozenset(word for _, _, node in ways for word in node if word != END)
        return _Start(ways, alone, following) if alone or following else None

    def _splits(self, norm: str) -> list[tuple[frozenset[str], str]]:
        splits = [(frozenset[str](), norm)]
        for prefix, flags in self.clitics.by_length:
            if prefix and norm.startswith(prefix):
                stem = norm[len(prefix) :]
                if len(stem) >= self.clitics.shortest:
                    splits.append((flags, stem))
                for short, article in self.clitics.article_contractions:
                    if prefix.endswith(short) and len(stem) >= self.clitics.shortest:
                        splits.append((flags - {"al"}, article + stem))
        return splits
