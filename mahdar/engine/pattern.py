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
from typing import NamedTuple

ENDS = frozenset({"STOP", "NL"})
_CLASS = r"[A-Z_][A-Z0-9_]*(?:[+-][a-z]+)*"
_LEX = re.compile(rf"\s*(?:(?P<slot>[a-z][a-z0-9_]*):)?(?P<atom>!?{_CLASS}(?:/{_CLASS})*|[~()|\[\]^$])")
_QUANT = re.compile(r"\?|\{(\d+),(\d+)\}")
_CLOSE = "\0]"
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
    """What a match cannot do without: a node that is one of these elements, so many nodes (least, most) after the match's first."""

    atoms: tuple[Atom, ...]
    least: int
    most: int


class _Part(NamedTuple):
    """A piece of a pattern as an expression, with the fewest and the most nodes that it spans (context included) and what it needs."""

    body: str
    least: int = 0
    most: int = 0
    needs: tuple[Need, ...] = ()

    def then(self, other: _Part) -> _Part:
        """This part and another one after it."""
        later = tuple(Need(n.atoms, n.least + self.least, n.most + self.most) for n in other.needs)
        return _Part(self.body + other.body, self.least + other.least, self.most + other.most, self.needs + later)


def _either(options: list[_Part]) -> _Part:
    """One of several parts: it needs what the first needs of all have in common, one of them."""
    needs = options[0].needs
    if len(options) > 1:
        firsts = [o.needs[0] for o in options if o.needs]
        whole = len(firsts) == len(options)
        atoms = tuple(dict.fromkeys(a for n in firsts for a in n.atoms))
        needs = (Need(atoms, min(n.least for n in firsts), max(n.most for n in firsts)),) if whole else ()
    return _Part(f"(?:{'|'.join(o.body for o in options)})", min(o.least for o in options), max(o.most for o in options), needs)


@dataclass
class Pattern:
    """A compiled-to-be pattern: its pieces (top level), so that `explain` can try ever longer beginnings.

    `elements` are the pieces as they were written, the marks `[` and `]` among them; from `ahead` on they are context that follows.
    """

    source: str
    pieces: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    ahead: int | None = None
    needs: list[Need] = field(default_factory=list)
    width: int = 0
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
        if text.count("[") != text.count("]") or text.count("[") > 1:
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
        self.pattern.width, self.pattern.needs = whole.most, list(whole.needs)
        try:
            self.pattern.regex(lambda _: "x")
        except re.error as problem:
            raise PatternError(f"cannot be compiled: {problem.msg}") from None
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
        body, least, most, needs = self._group() if atom == "(" else self._atom(atom)
        quant, fewest, times = self._quant()
        if slot:
            self.pattern.slots.add(slot)
            self.uses += 1
            body = f"(?P<{slot}__{self.uses}>{body}{quant})" if quant != "?" else f"(?P<{slot}__{self.uses}>{body})?"
        else:
            body += quant
        return _Part(body, least * fewest, most * times, needs if fewest else ())

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
        return _Part(f"\0{list(self.pattern.atoms).index(source)}\0", 1, 1, (Need((self.pattern.atoms[source],), 0, 0),))

    def _quant(self) -> tuple[str, int, int]:
        """A quantifier as it stands, with the fewest and the most times that it allows."""
        m = _QUANT.match(self.text, self.at)
        if not m:
            return "", 1, 1
        self.at = m.end()
        return (m.group(), int(m[1]), int(m[2])) if m[1] else (m.group(), 0, 1)


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
