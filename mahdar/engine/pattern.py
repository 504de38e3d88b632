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


@dataclass
class Pattern:
    """A compiled-to-be pattern: its pieces (top level), so that `explain` can try ever longer beginnings.

    `elements` are the pieces as they were written, the marks `[` and `]` among them; from `ahead` on they are context that follows.
    """

    source: str
    pieces: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    ahead: int | None = None
    mandatory: list[Atom] = field(default_factory=list)
    width: int = 0
    atoms: dict[str, Atom] = field(default_factory=dict)
    slots: set[str] = field(default_factory=set)

    def regex(self, symbols: Symbols, upto: int | None = None) -> re.Pattern[str]:
        """The regular expression for an alphabet; with `upto`, of the first pieces only."""
        pieces = self.pieces[:upto]
        body = "".join(pieces).replace(_CLOSE, ")")
        body += ")" * (("(?P<_hit>" in pieces) - (_CLOSE in pieces))
        body += ")" * (self.ahead is not None and self.ahead < len(pieces) < len(self.pieces))
        atoms = list(self.atoms.values())
        return re.compile(re.sub(r"\0(\d+)\0", lambda m: symbols(atoms[int(m.group(1))]), body))


_PIECE = re.compile(
    r"(?P<one>\0\d+\0)|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|:))?)|(?P<close>\))|(?P<bar>\|)|(?P<quant>\?|\{\d+,(?P<most>\d+)\})|.", re.DOTALL
)


def _width(body: str) -> int:
    """The most nodes that a pattern can span, context included: its groups' longest ways, times how often they may stand."""
    stack: list[list[int]] = [[0]]
    last = 0
    for m in _PIECE.finditer(body):
        if m["one"]:
            last = 1
            stack[-1][-1] += 1
        elif m["open"]:
            stack.append([0])
        elif m["bar"]:
            stack[-1].append(0)
        elif m["close"]:
            last = max(stack.pop())
            stack[-1][-1] += last
        elif m["most"]:
            stack[-1][-1] += last * (int(m["most"]) - 1)
    return max(stack[0])


def parse(source: str, macros: dict[str, str]) -> Pattern:
    """Reads a pattern; raises PatternError for anything that the grammar does not have."""
    return _Parser(source, macros).parse()


class _Parser:
    def __init__(self, source: str, macros: dict[str, str]) -> None:
        self.pattern = Pattern(source)
        self.text = self._expand(source, macros)
        self.at, self.depth, self.uses = 0, 0, 0

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
        while self.text[self.at :].strip():
            start = self.at
            self.pattern.pieces.append(self._item(self.pattern.mandatory))
            self.pattern.elements.append(self.text[start : self.at].strip())
        self._look_ahead()
        self.pattern.width = _width("".join(self.pattern.pieces).replace(_CLOSE, ")"))
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

    def _item(self, needed: list[Atom]) -> str:
        """One item; `needed` collects the elements without which there is no match."""
        m = _LEX.match(self.text, self.at)
        if not m:
            raise PatternError(f"cannot read {self.text[self.at : self.at + 20]!r}")
        self.at = m.end()
        atom, slot = m["atom"], m["slot"]
        if atom in "[]":
            return {"[": "(?P<_hit>", "]": _CLOSE}[atom]
        if atom in "^$":
            return self._edge(atom)
        inner: list[Atom] = []
        body = self._group(inner) if atom == "(" else self._atom(atom)
        quant = self._quant()
        if not quant.startswith(("?", "{0")):
            needed += inner if atom == "(" else [self.pattern.atoms[atom]]
        if slot:
            self.pattern.slots.add(slot)
            self.uses += 1
            return f"(?P<{slot}__{self.uses}>{body}{quant})" if quant != "?" else f"(?P<{slot}__{self.uses}>{body})?"
        return body + quant

    def _edge(self, atom: str) -> str:
        ends = Atom("END", tuple((e, frozenset[str](), frozenset[str]()) for e in sorted(ENDS)))
        self.pattern.atoms.setdefault("END", ends)
        mark = f"\0{list(self.pattern.atoms).index('END')}\0"
        return f"(?:(?<={mark})|(?<![\\s\\S]))" if atom == "^" else f"(?={mark}|(?![\\s\\S]))"

    def _group(self, needed: list[Atom]) -> str:
        """The ways of a group; what the only way of one needs, the group needs."""
        options, current = [], ""
        inner: list[Atom] = []
        self.depth += 1
        while True:
            rest = self.text[self.at :].lstrip()
            if not rest:
                raise PatternError("a ( is not closed")
            if rest[0] in "|)":
                self.at = len(self.text) - len(rest) + 1
                options.append(current)
                current = ""
                if rest[0] == ")":
                    break
            else:
                current += self._item(inner)
        needed += inner if len(options) == 1 else []
        return f"(?:{'|'.join(options)})"

    def _atom(self, source: str) -> str:
        if source in ")|":
            raise PatternError(f"a {source} with no (")
        if source not in self.pattern.atoms:
            self.pattern.atoms[source] = _read_atom(source)
        return f"\0{list(self.pattern.atoms).index(source)}\0"

    def _quant(self) -> str:
        m = _QUANT.match(self.text, self.at)
        if not m:
            return ""
        self.at = m.end()
        return m.group()


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
