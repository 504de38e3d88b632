"""Patterns: Latin-only skeletons over node classes, compiled to regular expressions over one character per node.

Grammar, in the order one reads it:
    seq   := item+                        items one after the other, by spaces
    item  := (slot ":")? atom quant?      a slot names what the maker sees
    atom  := CLASS | "~" | "(" seq ("|" seq)* ")" | "<" macro ">" | "^" | "$"
    CLASS := "!"? NAME (("+"|"-") flag)* ("/" NAME (("+"|"-") flag)*)*
    quant := "?" | "{m,n}"                bounded, always
`~` is any node inside a sentence, `^` and `$` a sentence's ends; `[` and `]` mark the part that is taken, the rest is
context. `A+w` is an A joined to the proclitic flagged w, `A-w` one that is not; `!A` any node of the sentence but an A;
`_` stands for any class, so that `_+w` is any node joined to w. A word that no list knows counts as joined to what it may begin with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

ENDS = frozenset({"STOP", "NL"})
_CLASS = r"[A-Z_][A-Z0-9_]*(?:[+-][a-z]+)*"
_LEX = re.compile(rf"\s*(?:(?P<slot>[a-z][a-z0-9_]*):)?(?P<atom>!?{_CLASS}(?:/{_CLASS})*|[~()|\[\]^$])")
_QUANT = re.compile(r"\?|\{(\d+),(\d+)\}")
_CLOSE = "\0]"
_ALL = 100  # more than the classes of any element
_MACRO = re.compile(r"<([a-z_]+)>")
Symbols = Callable[["Atom"], str]


class PatternError(Exception):
    """A pattern that cannot be read; the message names the place."""


@dataclass(frozen=True)
class Atom:
    """One element: alternatives of (class, flags wanted, flags refused), or `~` when there are none."""

    source: str
    alternatives: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    negated: bool = False

    def admits(self, features: frozenset[str]) -> bool:
        """Whether a node with these features is this element; a sentence's end is one only if named."""
        hit = any((n == "_" or n in features) and want <= features and not refuse & features for n, want, refuse in self.alternatives)
        if self.negated or not self.alternatives:
            return not hit and not (features & ENDS)
        return hit

    def features(self) -> set[str]:
        """Every class and flag that this element looks at."""
        return {f for name, want, refuse in self.alternatives for f in (name, *want, *refuse)} - {"_"}


class Need(NamedTuple):
    """What a match cannot do without: a node that is one of these elements, so many nodes (least, most) after the need before it.

    The first need of a pattern is counted from the match's first node.
    """

    atoms: tuple[Atom, ...]
    least: int
    most: int


class _Part(NamedTuple):
    """A piece of a pattern as an expression: what it needs, and how many nodes (least, most) it goes on after the last need, or has in all.

    `first` is what its first node may be, `empty` whether it may have none. Nodes of the context count too.
    """

    body: str
    least: int = 0
    most: int = 0
    needs: tuple[Need, ...] = ()
    first: tuple[Atom, ...] = ()
    empty: bool = True

    def then(self, other: _Part) -> _Part:
        """This part and another one after it."""
        body, first, empty = self.body + other.body, self.first + other.first if self.empty else self.first, self.empty and other.empty
        if not other.needs:
            return _Part(body, self.least + other.least, self.most + other.most, self.needs, first, empty)
        near = other.needs[0]
        near = Need(near.atoms, self.least + near.least, self.most + near.most)
        return _Part(body, other.least, other.most, (*self.needs, near, *other.needs[1:]), first, empty)

    def times(self, body: str, fewest: int, most: int) -> _Part:
        """This part so many times in a row; it needs what it needs the first time, if it must be there at all."""
        if fewest == most == 1:
            return self._replace(body=body)
        bare = self.with_need(None)
        if not fewest:
            return _Part(body, 0, bare.most * most, (), self.first)
        return self._replace(body=body, least=self.least + bare.least * (fewest - 1), most=self.most + bare.most * (most - 1))

    def with_need(self, chosen: Need | None) -> _Part:
        """This part with one of its needs, or with none."""
        at = self.needs.index(chosen) + 1 if chosen else 0
        (before, furthest), (after, last) = _distance(self.needs[:at]), _distance(self.needs[at:])
        needs = (Need(chosen.atoms, before, furthest),) if chosen else ()
        return self._replace(least=self.least + after, most=self.most + last, needs=needs)


def _distance(needs: tuple[Need, ...]) -> tuple[int, int]:
    """From the beginning to the last of some needs: the fewest and the most nodes."""
    return sum(n.least for n in needs), sum(n.most for n in needs)


def _either(options: list[_Part]) -> _Part:
    """One of several parts: if all of them need something, one of those things, of each part what leaves the fewest classes open."""
    body, first = f"(?:{'|'.join(o.body for o in options)})", tuple(a for o in options for a in o.first)
    if len(options) == 1:
        return options[0]._replace(body=body)
    needed = all(o.needs for o in options)
    parts = [o.with_need(min(o.needs, key=_breadth) if needed else None) for o in options]
    chosen = [n for part in parts for n in part.needs]
    atoms = tuple(dict.fromkeys(a for n in chosen for a in n.atoms))
    needs = (Need(atoms, min(n.least for n in chosen), max(n.most for n in chosen)),) if needed else ()
    return _Part(body, min(o.least for o in parts), max(o.most for o in parts), needs, first, any(o.empty for o in options))


def _breadth(need: Need) -> int:
    """How many classes a need leaves open, where `~` and `!A` are all."""
    return sum(len(a.alternatives) if a.alternatives and not a.negated else _ALL for a in need.atoms)


@dataclass
class Pattern:
    """A compiled-to-be pattern: its pieces (top level), so that `explain` can try ever longer beginnings.

    `elements` are the pieces as they were written, the marks `[` and `]` among them; from `ahead` on they are context that follows.
    `first` is what the first node of a match may be; empty where it may be the next after the match.
    """

    source: str
    pieces: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    ahead: int | None = None
    needs: list[Need] = field(default_factory=list)
    first: tuple[Atom, ...] = ()
    atoms: dict[str, Atom] = field(default_factory=dict)
    slots: set[str] = field(default_factory=set)

    def regex(self, symbols: Symbols, upto: int | None = None) -> re.Pattern[str]:
        """The regular expression for an alphabet; with `upto`, of the first pieces only."""
        return self._compiled(self.pieces[:upto], symbols)

    def without(self, number: int, symbols: Symbols) -> re.Pattern[str]:
        """The regular expression without one of the pieces."""
        left = "(?=" if number == self.ahead else ""
        kept = [*self.pieces[:number], left + ")" * (number == len(self.pieces) - 1 and self.ahead is not None), *self.pieces[number + 1 :]]
        return self._compiled(kept, symbols)

    def _compiled(self, pieces: list[str], symbols: Symbols) -> re.Pattern[str]:
        body = "".join(pieces).replace(_CLOSE, ")")
        body += ")" * (("(?P<_hit>" in pieces) - (_CLOSE in pieces))
        body += ")" * (self.ahead is not None and self.ahead < len(pieces) < len(self.pieces))
        atoms = list(self.atoms.values())
        return re.compile(re.sub(r"\0(\d+)\0", lambda m: symbols(atoms[int(m.group(1))]), body))


def parse(source: str, macros: dict[str, str]) -> Pattern:
    """Reads a pattern; raises PatternError for anything that the grammar does not have."""
    return _Parser(source, macros).parse()


class _Parser:
    def __init__(self, source: str, macros: dict[str, str]) -> None:
        self.pattern = Pattern(source)
        self.text = self._expand(source, macros)
        self.at, self.uses = 0, 0

    def _expand(self, text: str, macros: dict[str, str]) -> str:
        for _ in range(5):
            missing = [m for m in _MACRO.findall(text) if m not in macros]
            if missing:
                raise PatternError(f"no macro <{missing[0]}>")
            text = _MACRO.sub(lambda m: f"({macros[m.group(1)]})", text)
        return text

    def parse(self) -> Pattern:
        text = self.text.strip()
        if text.count("[") != text.count("]") or text.count("[") > 1 or text.find("]") < text.find("["):
            raise PatternError("one pair of [ ] marks what is taken")
        self.text = text if "[" in text else f"[{text}]"
        whole = _Part("")
        while self.text[self.at :].strip():
            start = self.at
            part = self._item()
            whole = whole.then(part)
            self.pattern.pieces.append(part.body)
            self.pattern.elements.append(self.text[start : self.at].strip())
        self._look_ahead()
        self.pattern.needs, self.pattern.first = list(whole.needs), whole.first
        return self.pattern

    def _look_ahead(self) -> None:
        """What follows the taken part is context: seen, not consumed."""
        pieces = self.pattern.pieces
        close = pieces.index(_CLOSE)
        if close + 1 < len(pieces):
            self.pattern.ahead = close + 1
            pieces[close + 1] = "(?=" + pieces[close + 1]
            pieces[-1] += ")"

    def _item(self) -> _Part:
        """One item with how often it may stand."""
        m = _LEX.match(self.text, self.at)
        if not m:
            raise PatternError(f"cannot read {self.text[self.at : self.at + 20]!r}")
        self.at = m.end()
        atom, slot = m["atom"], m["slot"]
        if atom in "[]":
            return _Part({"[": "(?P<_hit>", "]": _CLOSE}[atom])
        if atom in "^$":
            return _Part(self._edge(atom))
        part = self._group() if atom == "(" else self._atom(atom)
        body, (quant, fewest, times) = part.body, self._quant()
        if slot:
            self.pattern.slots.add(slot)
            self.uses += 1
            body = f"(?P<{slot}__{self.uses}>{body}{quant})" if quant != "?" else f"(?P<{slot}__{self.uses}>{body})?"
        else:
            body += quant
        return part.times(body, fewest, times)

    def _edge(self, atom: str) -> str:
        ends = Atom("END", tuple((e, frozenset[str](), frozenset[str]()) for e in sorted(ENDS)))
        self.pattern.atoms.setdefault("END", ends)
        mark = f"\0{list(self.pattern.atoms).index('END')}\0"
        return f"(?:(?<={mark})|(?<![\\s\\S]))" if atom == "^" else f"(?={mark}|(?![\\s\\S]))"

    def _group(self) -> _Part:
        """The ways of a group."""
        options, current = [], _Part("")
        while True:
            rest = self.text[self.at :].lstrip()
            if not rest:
                raise PatternError("a ( is not closed")
            if rest[0] in "|)":
                self.at = len(self.text) - len(rest) + 1
                options.append(current)
                current = _Part("")
                if rest[0] == ")":
                    break
            else:
                current = current.then(self._item())
        return _either(options)

    def _atom(self, source: str) -> _Part:
        if source in ")|":
            raise PatternError(f"a {source} with no (")
        if source not in self.pattern.atoms:
            self.pattern.atoms[source] = _read_atom(source)
        atom = self.pattern.atoms[source]
        return _Part(f"\0{list(self.pattern.atoms).index(source)}\0", 1, 1, (Need((atom,), 0, 0),), (atom,), False)

    def _quant(self) -> tuple[str, int, int]:
        """A quantifier as it stands, with the fewest and the most times that it allows."""
        m = _QUANT.match(self.text, self.at)
        if not m:
            return "", 1, 1
        self.at = m.end()
        if not m[1]:
            return m.group(), 0, 1
        if int(m[1]) > int(m[2]):
            raise PatternError(f"cannot be compiled: {m.group()} is at least {m[1]} and at most {m[2]}")
        return m.group(), int(m[1]), int(m[2])


@cache
def _read_atom(source: str) -> Atom:
    if source == "~":
        return Atom(source, ())
    negated = source.startswith("!")
    alternatives = []
    for option in source.lstrip("!").split("/"):
        name = re.split(r"[+-]", option)[0]
        want = frozenset(re.findall(r"\+([a-z]+)", option))
        refuse = frozenset(re.findall(r"-([a-z]+)", option))
        alternatives.append((name, want, refuse))
    return Atom(source, tuple(alternatives), negated)
