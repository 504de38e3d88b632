"""What the words of documents are compared by: hashes of three words in a row, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import xxhash

from mahdar.engine.text import normal

if TYPE_CHECKING:
    from mahdar.model import Document

_OWN_WORDS = frozenset({"title", "dateline", "body", "caption"})
_SENTENCE_END = re.compile(r"[.!?\u061f\u06d4\u2026\n]+")
_WORD = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f]+")  # with the marks that may stand inside it
_FAR, _NEAR, _BITS = 0x9E3779B1, 0x85EBCA77, 0xFFFFFFFF  # two odd numbers, so that the order of the words counts


def sentences(document: Document) -> list[tuple[int, list[int]]]:
    """Where each sentence of a document starts, and the hashes of its words, three in a row.

    What editors change does not count: case, marks, spelling of one letter, spaces, punctuation. Boilerplate and what stands on
    a page beside the report are not its own words: they have no hashes.
    """
    own = [s for s in document.sections if s.role in _OWN_WORDS]
    if not own:
        return list(_sentences(document.text, 0, len(document.text)))
    return [
        one
        for section in sorted(document.sections, key=lambda s: s.span)
        for one in (_sentences(document.text, *section.span) if section.role in _OWN_WORDS else ((section.span[0], []),))
    ]


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, list[int]]]:
    for end in _SENTENCE_END.finditer(text, start, stop):
        yield start, _shingles(_WORD.findall(text, start, end.start()))
        start = end.end()
    if start < stop:
        yield start, _shingles(_WORD.findall(text, start, stop))


def _shingles(words: list[str]) -> list[int]:
    """A hash for every three words in a row; 32 bits, since they are compared within pairs of documents only."""
    codes = [_code(word) for word in words]
    return [(a * _FAR + b * _NEAR + c) & _BITS for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)]


@lru_cache(maxsize=1 << 18)
def _code(word: str) -> int:
    return xxhash.xxh3_64_intdigest(normal(word).encode("utf-8", "replace"))
