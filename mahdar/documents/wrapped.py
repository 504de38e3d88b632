"""Lines broken to a width: in agency copy and old mail a line ends where the next word did not fit, not where a sentence does."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\n?")
_WORD = re.compile(r"\S+")
_WIDEST = 120  # characters; a longer line is a paragraph of its own
_FEWEST = 6  # such breaks, that a text is taken to be broken to a width
_FULL = 0.8  # of the width: editors and copyists break a little early
_MOST = 0.7  # of the breaks inside its paragraphs: the last lines before a heading or in a list are short
_ITEMS = "*•●▪◦·-–—"


def soft_ends(text: str) -> frozenset[int]:
    """Where in `text` line ends stand that only break a line to a width; none where its lines are paragraphs or sentences."""
    lines = [m.span() for m in _LINE.finditer(text) if m.end() > m.start()]
    width = max((len(text[a:b].rstrip()) for a, b in lines), default=0)
    if width > _WIDEST:
        return frozenset()
    inner = [(a, b, c) for (a, b), (c, d) in pairwise(lines) if text[a:b].strip() and text[c:d].strip()]
    soft = frozenset(b - 1 for a, b, c in inner if _is_full(text, a, b, c, width))
    return soft if len(soft) >= _FEWEST and len(soft) >= _MOST * len(inner) else frozenset()


def _is_full(text: str, start: int, end: int, after: int, width: int) -> bool:
    """Whether the next line's first word would hardly have fitted into a line that is no item of a list."""
    line, word = text[start:end].rstrip(), _WORD.search(text, after)
    return word is not None and line[0] not in _ITEMS and text[after] not in _ITEMS and len(line) + 1 + len(word[0]) > _FULL * width
