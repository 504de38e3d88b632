"""The brief: a chronology from public sources, every sentence with its sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mahdar.errors import MahdarError
from mahdar.showing.brief.chronology import Chronology
from mahdar.showing.brief.facts import Asked, Facts
from mahdar.showing.brief.ledgers import Ledgers, Sources
from mahdar.showing.brief.model import Block, Brief, Entry, Heading, Paragraph, Table, length, numbered, own, runs_of, walked
from mahdar.showing.brief.prose import Prose
from mahdar.showing.brief.sentences import counted
from mahdar.showing.tables import Names
from mahdar.showing.words import word

if TYPE_CHECKING:
    import duckdb

__all__ = ["KINDS", "Asked", "brief", "kind_of", "write"]

KINDS = (".docx", ".html", ".md")
# The short form tries these bounds in turn, until it fits: sessions, statements of each session, entries of each ledger.
_BOUNDS = ((20, 2, 12), (20, 1, 12), (16, 1, 9), (12, 1, 7), (10, 1, 6), (8, 1, 5), (6, 1, 4), (6, 0, 3), (4, 0, 3))
_TWO_PAGES = 140  # lines of the short form on two A4 pages, as measured with LibreOffice and Chromium
_LINE = {"text": 120, "source": 140}  # characters of a line there


def brief(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Brief:
    """The brief on a record; in the short form as much of it as fits on two pages."""
    prose = Prose(Facts(connection, asked), Names(connection, asked.tongue))
    if not asked.short:
        return _whole(prose, None, None, None)
    made = None
    for bounds in _BOUNDS:
        made = _whole(prose, *bounds)
        if _lines(made) <= _TWO_PAGES:
            break
    assert made
    return made


def _whole(prose: Prose, sessions: int | None, said: int | None, most: int | None) -> Brief:
    chronology = Chronology(prose, sessions, said)
    ledgers = Ledgers(prose, chronology, most)
    blocks = [*_head(prose), *chronology.blocks(), *ledgers.blocks()]
    if left := [*chronology.left(), *ledgers.left]:
        blocks.append(Paragraph(prose.say("cut", what=prose.series((own(one),) for one in left)), "small"))
    numbers = numbered(blocks)
    sources = Sources(prose, numbers, (cite for block in blocks for cite in walked(runs_of(block))))
    title, short = prose.text("title"), prose.facts.asked.short
    return Brief(prose.tongue, title, short, prose.facts.manifest.get("as_of"), tuple(blocks), tuple(sources.blocks()), numbers)


def _head(prose: Prose) -> Iterator[Block]:
    """The title, what the brief rests on, and how it is to be read."""
    yield Heading(1, (own(prose.text("title"), True),))
    names = [prose.process(row["id"]) for row in prose.facts.processes if prose.facts.asked.process or len(prose.facts.processes) < 2]
    standing = [*prose.series((one,) for one in names), own(prose.text("full_stop").format(what="") + " ")] if names else []
    yield Paragraph((*standing, own(" ".join(_standing(prose)))), "body")
    notes = ("marks", "words", "limits") if prose.facts.asked.short else ("marks", "words", "placed", "limits")
    yield Paragraph((own(" ".join(prose.text(key) for key in notes)),), "small")


def _standing(prose: Prose) -> Iterator[str]:
    """Of which day the brief is, from how many sources of which days, which were not read, what was asked for."""
    asked, facts, tongue = prose.facts.asked, prose.facts, prose.tongue
    sources = counted("sources", facts.searched, tongue)
    days = sorted(day for row in facts.documents.values() for day in (row["date_start"], row["date_end"]) if day and row["read"])
    if not facts.documents:
        yield prose.text("no_sources")
    elif not days:
        yield prose.text("undated").format(sources=sources)
    else:
        slots = {"day": prose.day(facts.manifest.get("as_of")), "from": prose.day(str(days[0])), "to": prose.day(str(days[-1]))}
        yield prose.text("standing" if days[0] != days[-1] else "standing_1").format(sources=sources, **slots)
    unread = json.loads(facts.manifest.get("unread", "{}"))
    if unread:
        told = prose.text("comma").join(f"{word('languages', language, tongue)} {n}" for language, n in unread.items())
        yield prose.text("unread").format(languages=told)
    for key in ("since", "until"):
        if value := getattr(asked, key):
            yield prose.text(f"only_{key}").format(day=prose.day(value))
    if not asked.text:
        yield prose.text("no_text")


def _lines(made: Brief) -> float:
    """About how many lines the short form takes."""
    return sum(_height(block) for block in (*made.blocks, *made.sources))


def _height(block: Block | Entry) -> float:
    if isinstance(block, Heading):
        return 2
    if isinstance(block, Table):
        return 1.5 + sum(_row_height(block.widths, row) for row in block.rows)
    size = _LINE["source" if isinstance(block, Entry) else "text"]
    return -(-length(block) // size) * (0.8 if isinstance(block, Entry) else 1)


def _row_height(widths: tuple[int, ...], row: tuple[tuple[object, ...], ...]) -> float:
    whole = sum(widths)
    return max(-(-length(Paragraph(cell)) * whole // (_LINE["text"] * width)) for cell, width in zip(row, widths, strict=True))  # type: ignore[arg-type]


def kind_of(path: Path) -> str:
    """The kind of brief that a file is to hold, by the end of its name; MahdarError for any other."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise MahdarError(str(path), "is no kind of brief", f"end its name in {', '.join(KINDS)}")
    return kind


def write(made: Brief, path: Path) -> None:
    """Writes a brief to a file of one of `KINDS`, whole or not at all."""
    from mahdar.opening import write_whole
    from mahdar.showing.brief import docx, html, markdown

    writers: dict[str, Callable[[Brief], str | bytes]] = {".docx": docx.document, ".html": html.page, ".md": markdown.text}
    write_whole(path, writers[kind_of(path)](made))
