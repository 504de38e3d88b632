"""A gazetteer for a language whose capital letters tell names from words ("may" and "May", "us" and "US").

An entry spelled with capitals is found only where the text has them, too; one all in capitals only where the text is so.
"""

from __future__ import annotations

from typing import Any

from mahdar.engine.gazetteer import END, PAST, Clitics, Entry, Gazetteer, Hit, Shown, Way, shown
from mahdar.engine.text import Token


def case_of(surface: str) -> int:
    """How a stretch is written: 0 without a capital letter, 1 with one, 2 all in capitals (of two letters or more)."""
    if surface.islower():
        return 0
    return 2 if surface.isupper() and sum(map(str.isalpha, surface)) > 1 else int(any(map(str.isupper, surface)))


class CasedGazetteer(Gazetteer):
    """All entries of one language in which case counts."""

    def __init__(self, clitics: Clitics) -> None:
        super().__init__(clitics)
        self._written: dict[tuple[int, frozenset[str], int, int], Shown | None] = {}
        self._cased: dict[int, bool] = {}

    def case_of(self, surface: str) -> int:
        """How an entry is spelled."""
        return case_of(surface)

    def find(self, tokens: list[Token], text: str = "") -> list[Hit]:
        """The longest entries from left to right that are written in `text` as they are spelled."""
        hits: list[Hit] = []
        norms = [*(token.norm for token in tokens), PAST]
        past = 0
        for i, start in enumerate(map(self._starts.__getitem__, norms[:-1])):
            if start is None or i < past:
                continue
            hit = self._longest_so_written(start.ways, norms, tokens, text, i)
            if hit is not None:
                hits.append(hit)
                past = hit.last + 1
        return hits

    def _longest_so_written(self, ways: list[Way], norms: list[str], tokens: list[Token], text: str, i: int) -> Hit | None:
        best: Hit | None = None
        for flags, stem, way in ways:
            j, node = i, way
            while True:
                entries = node.get(END)
                if entries and (best is None or j > best.last):
                    case = case_of(text[tokens[i].start : tokens[j].end]) if self._is_cased(entries) else 0
                    found = self._so_written(entries, flags, stem, case)
                    best = Hit(i, j, *found) if found else best
                j += 1
                if norms[j] not in node:
                    break
                node = node[norms[j]]
        return best

    def _is_cased(self, entries: list[Entry]) -> bool:
        """Whether any of these entries is spelled with capitals; told once for each such list."""
        key = id(entries)
        if key not in self._cased:
            self._cased[key] = any(e.case for e in entries)
        return self._cased[key]

    def _so_written(self, entries: list[Entry], flags: frozenset[str], stem: int, case: int) -> Shown | None:
        """What entries show with these proclitics where they are so written; found once for each such case."""
        key = (id(entries), flags, min(stem, self._long), case)
        if key not in self._written:
            fitting: dict[str, Any] = {e.name: e.value for e in entries if e.case <= case and self.clitics.allows(e.policy, flags, stem)}
            self._written[key] = shown(fitting, flags)
        return self._written[key]
