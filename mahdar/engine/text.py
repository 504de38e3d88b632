"""Tokens of the original text, their normal forms, sentences and quotation marks.

The original is tokenised and each token *type* is normalised once (cached), so no offset map exists and none can drift.
Quotation marks are told by their neighbours, not by their glyph: real pages use every shape in every direction.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache

import msgspec

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_CONTROLS = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u00ad"
_TOKEN = re.compile(
    rf"(?:[^\W\d_][{_MARKS}]*\u200c?)+|\d+|\n[\s{_CONTROLS}]*|(?:\.\s?){{2,}}|[^\s{_CONTROLS}]",
)
# The tokens that can span spaces; by what they begin with, which is found sooner than one of two ways.
_ACROSS = re.compile(rf"[\n.](?:(?<=\n)[\s{_CONTROLS}]*|(?<=\.)\s?(?:\.\s?)+)")
_FOLD = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ک": "ك", "گ": "ك", "ڤ": "ف", "پ": "ب",
        "ـ": None, "\u200c": None, "\u200d": None, "’": "'", "ı": "i",
    }
)  # fmt: skip
_PRESENTATION = re.compile("[\ufb50-\ufeff]")
_STRIP = re.compile(f"[{_MARKS}{_CONTROLS}]")
_QUOTES = frozenset("\"“”«»„‟″‹›‘’'`〝〞＂")
# What a sentence within a quotation ends with.
_ENDS = ".!?؟…"
_UNSETTLED, _QUOTING, _ENDING = frozenset({"QUOTE", "STOP", "NL"}), frozenset({"QO", "QC", "NL"}), frozenset({"STOP", "NL"})
_APOSTROPHES = frozenset("'’‘`")
_PUNCTUATION = {
    "،": "COMMA", ",": "COMMA", "؛": "COMMA", ";": "COMMA", ":": "COLON", "(": "PO", ")": "PC", "[": "PO", "]": "PC",
    "-": "DASH", "–": "DASH", "—": "DASH", "/": "SLASH", "\\": "SLASH", ".": "STOP", "؟": "STOP", "!": "STOP", "?": "STOP", "۔": "STOP",
    "…": "ELLIPSIS", "|": "BAR", "•": "BULLET", "●": "BULLET", "%": "PERCENT",
}  # fmt: skip


# Tokens; the longest sentence of 200 real reports had 212. A text without stops is cut, so that work grows with its length.
_LONGEST_SENTENCE = 400


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token of the original text: offsets, normal form and shape (`W` word, `NUMBER`, `NL`, a punctuation class, or `OTHER`)."""

    start: int
    end: int
    norm: str
    shape: str


@lru_cache(maxsize=1 << 18)
def normal(word: str) -> str:
    """The normal form of one surface: no diacritics or tatweel, folded letters, western digits, lower case."""
    if _PRESENTATION.search(word):
        word = unicodedata.normalize("NFKC", word)
    word = _STRIP.sub("", word.translate(_FOLD).lower())
    if word.isdigit():
        return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in word)
    if not word.isascii() and "\u00c0" <= word[:1] < "\u0250":
        return unicodedata.normalize("NFC", _STRIP.sub("", unicodedata.normalize("NFD", word)))
    return word


def _type(surface: str) -> tuple[str, str]:
    first = surface[0]
    if first.isalpha():
        form = normal(surface)
        return (form, "W") if form else (surface, "DASH")  # a tatweel that stands alone
    if first.isdecimal():
        return normal(surface), "NUMBER"
    if first == "\n":
        return "\n", "NL"
    if first == "." and len(surface) > 1:
        return "..", "ELLIPSIS"
    return "'" if first in _APOSTROPHES else surface, _PUNCTUATION.get(first, "QUOTE" if first in _QUOTES else "OTHER")


class _Pieces(dict[str, tuple[tuple[int, int, str, str], ...]]):
    """The tokens of what stands between two spaces, each piece taken apart once: (start, end, normal form, shape), from its beginning."""

    def __missing__(self, piece: str) -> tuple[tuple[int, int, str, str], ...]:
        found = tuple((*m.span(), *_type(m.group())) for m in _TOKEN.finditer(piece))
        if len(piece) <= _LONGEST_PIECE:
            if len(self) > _MOST_PIECES:
                self.clear()
            self[piece] = found
        return found


# Emptied when it has grown beyond any language's everyday words; what is longer than a word with its marks seldom comes again.
_MOST_PIECES, _LONGEST_PIECE = 1 << 17, 40
_PIECES = _Pieces()


def tokenise(text: str) -> list[Token]:
    """The tokens of `text`, in order; quotation marks come out as `QO`, `QC` or (inside a word) `OTHER`."""
    tokens: list[Token] = []
    at = 0
    for m in _ACROSS.finditer(text):
        _add_pieces(tokens, text[at : m.start()], at)
        at = m.end()
        tokens.append(Token(m.start(), at, *_type(m.group())))
    _add_pieces(tokens, text[at:], at)
    _settle(tokens, text)
    return tokens


def normal_forms(surface: str) -> list[str]:
    """The normal forms of the tokens of a name or word."""
    if _ACROSS.search(surface):
        return [token.norm for token in tokenise(surface)]
    return [norm for piece in surface.split(" ") if piece for _, _, norm, _ in _PIECES[piece]]


def _add_pieces(tokens: list[Token], text: str, at: int) -> None:
    """Adds the tokens of a stretch in which no token spans a space."""
    add, pieces = tokens.append, _PIECES
    for piece in text.split(" "):
        if piece:
            for start, end, norm, shape in pieces[piece]:
                add(Token(at + start, at + end, norm, shape))
        at += len(piece) + 1


def _settle(tokens: list[Token], text: str) -> None:
    """Which quotation marks open and which close, and which dots end a sentence."""
    marks = [i for i, token in enumerate(tokens) if token.shape in _UNSETTLED]
    _settle_quotes(tokens, text, marks)
    _settle_stops(tokens, text, marks)


def _settle_quotes(tokens: list[Token], text: str, marks: list[int]) -> None:
    """Turns each `QUOTE` into an opening or closing one by what touches it; the state is reset at each line."""
    opened: list[bool] = []  # whether each open mark is a single one
    for i in marks:
        token = tokens[i]
        if token.shape == "NL":
            opened = []
        if token.shape != "QUOTE":
            continue
        single = text[token.start] in _APOSTROPHES
        shape = "OTHER" if single and opened[-1:] != [True] and _ends_word(token, text) else _direction(token, text, len(opened))
        if shape == "QO":
            opened.append(single)
        elif shape == "QC" and opened:
            opened.pop()
        tokens[i] = msgspec.structs.replace(token, shape=shape)


def _ends_word(token: Token, text: str) -> bool:
    """Whether a mark stands right after a letter and before no other: with no single mark open it is an apostrophe ("the guests' hall")."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return before.isalpha() and not after.isalnum()


def _direction(token: Token, text: str, depth: int) -> str:
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    glued_left, glued_right = before.isalnum() and before != "ـ", after.isalnum()
    if glued_left and glued_right:
        return "OTHER" if text[token.start] in _APOSTROPHES else ("QC" if depth else "QO")
    if glued_right:
        return "QC" if depth and before and before in _ENDS else "QO"
    if glued_left or (before and before in f"{_ENDS}،)") or (after and after in "،,.؛:)؟!"):
        return "QC" if depth or glued_left else "QO"
    return "QC" if depth else "QO"


def _settle_stops(tokens: list[Token], text: str, marks: list[int]) -> None:
    """A dot inside a number, an address or a file name, or inside a closed quotation, ends no sentence."""
    closed = [(a, b) for a, b in _pairs(tokens, marks) if b < len(tokens) and tokens[b].shape == "QC"]
    opened = [a for a, _ in closed]
    for i in marks:
        token = tokens[i]
        if token.shape == "STOP":
            around = text[token.start - 1 : token.start] + text[token.end : token.end + 1]
            inner = len(around) == 2 and all(c.isdigit() or ("a" <= c.lower() <= "z") for c in around)
            at = bisect_left(opened, i) - 1
            if inner or (at >= 0 and i < closed[at][1]):
                tokens[i] = msgspec.structs.replace(token, shape="DOT")


def quotations(tokens: list[Token]) -> list[tuple[int, int]]:
    """Pairs of token indexes (opening, closing) of outermost quotations; one never closed ends at its line's end."""
    return _pairs(tokens, [i for i, token in enumerate(tokens) if token.shape in _QUOTING])


def _pairs(tokens: list[Token], marks: list[int]) -> list[tuple[int, int]]:
    """The quotations, where the marks of quotation and the line ends stand at `marks`."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for i in marks:
        shape = tokens[i].shape
        if shape == "QO":
            stack.append(i)
        elif shape == "QC" and stack:
            pairs.append((stack.pop(), i))
        elif shape == "NL":
            pairs += [(a, i) for a in stack]
            stack = []
    pairs += [(a, len(tokens)) for a in stack]
    return _outermost(sorted(pairs))


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in pairs:
        if not out or a > out[-1][1]:
            out.append((a, b))
    return out


def trimmed(text: str, start: int, end: int, ends: str) -> tuple[int, int] | None:
    """The stretch of characters without those of `ends` at its ends; None where nothing is left."""
    while end > start and text[end - 1] in ends:
        end -= 1
    while start < end and text[start] in ends:
        start += 1
    return (start, end) if end > start else None


def sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Half-open token ranges of sentences: up to a `STOP` (kept) or a line's end (left out); an overlong one is cut."""
    out, first = [], 0
    for end in [i for i, token in enumerate(tokens) if token.shape in _ENDING]:
        cuts = range(first, end, _LONGEST_SENTENCE)
        out += [(a, a + _LONGEST_SENTENCE) for a in cuts[:-1]]
        if cuts:
            out.append((cuts[-1], end + (tokens[end].shape == "STOP" and end - cuts[-1] < _LONGEST_SENTENCE)))
        first = end + 1
    out += [(a, min(a + _LONGEST_SENTENCE, len(tokens))) for a in range(first, len(tokens), _LONGEST_SENTENCE)]
    return out
