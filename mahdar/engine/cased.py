"""A gazetteer for a language whose capital letters tell names from words ("may" and "May", "us" and "US").

An entry spelled with capitals is found only where the text has them, too; one all in capitals only where the text is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.engine.gazetteer import END, PAST, Classes, Entry, Gazetteer, Hit, Way
from mahdar.engine.text import Token


def case_of(surface: str) -> int:
    """How a stretch is written: 0 without a capital letter, 1 with one, 2 all in capitals (of two letters or more)."""
    if surface.islower():
        return 0
    return 2 if surface.isupper() and sum(map(str.isalpha, surface)) > 1 else int(any(map(str.isupper, surface)))


class CasedGazetteer(Gazetteer):
    """All entries of one language in which case counts."""

    def case_of(self, surface: str) -> int:
        """How an entry is spelled."""
        return case_of(surface)

    def find(self, tokens: list[Token], text: str = "") -> list[Hit]:
        """The longest entries from left to right that are written in `text` as they are spelled."""
        hits: list[Hit] = []
        norms = [*(token.norm for token in tokens), PAST]
        past = 0
        for i, norm in enumerate(norms[:-1]):
            start = self._starts[norm] if norm in self._starts else self._start(norm)
            if start is None or i < past:
                continue
            hit = self._longest_so_written(start.ways, norms, tokens, text, i)
            if hit is not None:
                hits.append(hit)
                past = hit.last + 1
        return hits

    def _longest_so_written(self, ways: list[Way], norms: list[str], tokens: list[Token], text: str, i: int) -> Hit | None:
        best: Hit | None = None
        for flags, stem, node in ways:
            for j, entries in _ends(node, norms, i):
                case = case_of(text[tokens[i].start : tokens[j].end])
                found = self._licensed([e for e in entries if e.case <= case], flags, stem)
                if found and (best is None or j > best.last):
                    best = Hit(i, j, found[0], flags, found[1])
        return best

    def _licensed(self, entries: list[Entry], flags: frozenset[str], stem: int) -> tuple[Classes, frozenset[str]] | None:
        classes = {e.name: e.value for e in entries if self.clitics.allows(e.policy, flags, stem)}
        return (classes, frozenset(classes) | flags) if classes else None


def _ends(node: dict[str, Any], norms: list[str], i: int) -> Iterator[tuple[int, list[Entry]]]:
    """Where entries end that begin at a word, shortest first."""
    while True:
        if END in node:
            yield i, node[END]
        i += 1
        if norms[i] not in node:
            return
        node = node[norms[i]]
