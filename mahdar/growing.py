"""What a corpus holds that the reader could not place, most frequent first: where words, names and patterns are wanting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mahdar.building import opened
from mahdar.documents import Refused
from mahdar.engine.pack import load_packs
from mahdar.engine.text import normal
from mahdar.model import Document
from mahdar.reading import read_page
from mahdar.reading.page import Page
from mahdar.reading.unread import KINDS, Unread
from mahdar.reading.unread import unread as unread_in

_TEXT_BEFORE = 60  # characters of the line shown before the finding
_TEXT_AFTER = 120

Row = dict[str, Any]


def unread(sources: Iterable[Path | str], packs: Path | None = None, kind: str | None = None) -> list[Row]:
    """Rows of what could not be placed in files and folders: kind, form, how often, in how many sources, the first place, its line.

    With `kind` (one of `KINDS`) only that. Documents that the gate or the reader turns away have nothing in them to place.
    """
    assert kind is None or kind in KINDS, kind
    found: dict[tuple[str, str], list[tuple[Document, Unread]]] = defaultdict(list)
    for page in _pages(sources, packs):
        for one in unread_in(page):
            if kind in (None, one.kind):
                found[one.kind, normal(one.words)].append((page.document, one))
    rows = [_row(places) for places in found.values()]
    return sorted(rows, key=lambda row: (-row["count"], -row["sources"], KINDS.index(row["kind"]), row["form"]))


def _pages(sources: Iterable[Path | str], packs: Path | None) -> Iterator[Page]:
    known, aside = load_packs(packs), list[Refused]()
    for document in opened(sources, known, aside):
        page = read_page(document, known) if document.sections else None
        if isinstance(page, Page):
            yield page


def _row(places: list[tuple[Document, Unread]]) -> Row:
    document, first = places[0]
    (form, _), *_ = Counter(one.words for _, one in places).most_common(1)
    return {
        "kind": first.kind,
        "form": form,
        "count": len(places),
        "sources": len({d.id for d, _ in places}),
        "source": f"{document.id}:{document.text.count(chr(10), 0, first.span[0]) + 1}",
        "text": _around(document.text, first.span[0]),
    }


def _around(text: str, at: int) -> str:
    """The line of a place, as much of it as shows what stands there."""
    start = max(text.rfind("\n", 0, at) + 1, at - _TEXT_BEFORE)
    end = text.find("\n", at)
    return " ".join(text[start : min(end if end >= 0 else len(text), at + _TEXT_AFTER)].split())
