"""Cues: what a whole line says by its words about its place on a page. The words are data, `languages/*/sections.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from mahdar.engine.text import normal

PREFIX = "line_"
OPENINGS = frozenset({"connective", "closing", "lead"})  # how a paragraph opens
FREE = frozenset({"form", "appeal"})  # these name whole sentences
_LONGEST = {
    "related": 5,
    "source": 6,
    "byline": 6,
    "posted": 12,
    "read_also": 30,
    "tags": 80,
}  # words in a line that a cue with "..." may claim
_USUAL = 12
_READ = 200  # characters of a line that its key is made of
_PART = re.compile("[\\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u0640]+|[:/|>›]")


def key(text: str) -> str:
    """The words of a line in normal form; of its punctuation only the colon stays, and stands for slash, bar and arrow too."""
    return " ".join(filter(None, map(_word_key, text[:_READ].split())))


@lru_cache(maxsize=1 << 16)
def _word_key(word: str) -> str:
    return " ".join(filter(None, (":" if part in ":/|>›" else normal(part) for part in _PART.findall(word))))


class Cues:
    """The cue lists of all languages, compiled. `words` are the word lists of each language by class name."""

    def __init__(self, words: Iterable[Mapping[str, Mapping[str, Any]]]) -> None:
        self._whole: dict[str, str] = {}
        starts: dict[str, str] = {}
        ends: dict[str, str] = {}
        opens: dict[str, str] = {}
        for name, cue in ((n.lower(), c) for lists in words for n, cues in lists.items() for c in cues):
            if not name.startswith(PREFIX) or cue == "clitics":
                continue
            kind = name.removeprefix(PREFIX)
            target = opens if kind in OPENINGS else starts if cue.endswith("...") else ends if cue.startswith("...") else self._whole
            target[_spelled(cue)] = kind
        self._starts, self._ends, self._opens = _Edge(starts), _Edge({k[::-1]: v for k, v in ends.items()}), _Edge(opens)

    def kind(self, line: str, count: int, closed: bool) -> str | None:
        """The kind of cue that a line (its `key`) is, or None: so many words long, closed like a sentence or not."""
        bare = line.strip(" :")
        if whole := self._whole.get(bare):
            return whole
        kind = self._starts.find(line + " ") or self._ends.find((" " + bare)[::-1])
        if kind is None or kind in FREE:
            return kind
        fits = count <= _LONGEST.get(kind, _USUAL) and (not closed or kind == "read_also")
        return kind if fits and (kind != "posted" or count <= 4 or any(c.isdigit() for c in line)) else None

    def opening(self, line: str) -> str | None:
        """How a paragraph opens: it goes on (`connective`), winds up (`closing`), sets out (`lead`), or says nothing of that."""
        return self._opens.find(line + " ")


def _spelled(cue: str) -> str:
    """A cue as it is looked up; a space beside its dots is kept, so that it claims whole words."""
    text = key(cue)
    if cue.endswith(" ..."):
        return text + " "
    return " " + text if cue.startswith("... ") else text


class _Edge:
    """The longest of many strings that another one starts with."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self._kinds = kinds
        self._match = re.compile("|".join(map(re.escape, sorted(kinds, key=len, reverse=True))) or r"(?!)").match

    def find(self, text: str) -> str | None:
        found = self._match(text)
        return self._kinds[found.group()] if found else None
