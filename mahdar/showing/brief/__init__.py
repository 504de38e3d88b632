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
from mahdar.showing.brief.model import (
    Block,
    Brief,
    Entry,
    Heading,
    Note,
    Paragraph,
    Runs,
    Table,
    between,
    length,
    name,
    numbered,
    own,
    runs_of,
    walked,
)
from mahdar.showing.brief.prose import Prose
from mahdar.showing.brief.sentences import counted
from mahdar.showing.tables import Names
from mahdar.showing.words import word

if TYPE_CHECKING:
    import duckdb

__all__ = ["KINDS", "Asked", "brief", "kind_of", "write"]

KINDS = (".docx", ".html", ".md")
# The short form tries these bounds in turn, until it fits: sessions, statements of each session, entries of each ledger.
_BOUNDS = ((24, 3, 16), (20, 2, 12), (20, 1, 12), (16, 1, 9), (12, 1, 7), (10, 1, 6), (8, 1, 5), (6, 1, 4), (6, 0, 3), (4, 0, 3))
_TWO_PAGES = 150  # lines of the short form on two A4 pages, with some room: LibreOffice and Chromium have 83 to 88 on each
_LINE, _SMALL_LINE = 120, 140  # characters of a line there: of the text; of small print, two columns of sources as one
_SMALL = 0.85  # of a line of the text


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
    made = {key: name(prose.facts.manifest.get(key, "")) for key in ("cite", "reader", "packs")}
    blocks.append(Paragraph(prose.say("made", **made), "small"))
    numbers = numbered(blocks)
    sources = Sources(prose, numbers, (cite for block in blocks for cite in walked(runs_of(block))))
    title, short = prose.text("title"), prose.facts.asked.short
    return Brief(prose.tongue, title, short, prose.facts.manifest.get("as_of"), tuple(blocks), tuple(sources.blocks()), numbers)


def _head(prose: Prose) -> Iterator[Block]:
    """The title, what the brief rests on, and how it is to be read."""
    yield Heading(1, (own(prose.text("title"), True),))
    yield Paragraph(between(" ", _standing(prose)))
    notes = ("marks", "words", "limits") if prose.facts.asked.short else ("marks", "words", "placed", "limits")
    yield Paragraph((own(" ".join(prose.text(key) for key in notes)),), "small")


def _standing(prose: Prose) -> Iterator[Runs]:
    """Of which process and day the brief is, from how many sources of which days, which were not read, what was asked for."""
    asked, facts = prose.facts.asked, prose.facts
    if len(facts.processes) == 1:
        yield prose.say("full_stop", what=prose.process(facts.processes[0]["id"]))
    yield _searched(prose)
    if unread := json.loads(facts.manifest.get("unread", "{}")):
        told = (f"{word('languages', language, prose.tongue)} {n}" for language, n in unread.items())
        yield prose.say("unread", languages=prose.text("comma").join(told))
    for key in ("since", "until"):
        if value := getattr(asked, key):
            yield prose.say(f"only_{key}", day=prose.day(value))
    yield from (prose.say(f"no_{key}") for key in ("text", "sensitive") if not getattr(asked, key))
    if marks := sorted({row["sensitivity"] for row in facts.documents.values() if row["sensitivity"]}):
        yield prose.say("marked", marks=prose.series((name(mark, True),) for mark in marks))


def _searched(prose: Prose) -> Runs:
    """How many sources were read, and of which days they are."""
    facts = prose.facts
    sources = counted("sources", facts.searched, prose.tongue)
    days = sorted(str(day) for row in facts.documents.values() for day in (row["date_start"], row["date_end"]) if day and row["read"])
    if not days:
        return prose.say("undated", sources=sources) if facts.documents else prose.say("no_sources")
    slots = {"day": prose.day(facts.manifest.get("as_of")), "sources": sources, "first": prose.day(days[0]), "last": prose.day(days[-1])}
    return prose.say("standing", **slots) if days[0] != days[-1] else prose.say("standing_1", **slots)


def _lines(made: Brief) -> float:
    """About how many lines the short form takes."""
    blocks = (*made.blocks, *made.sources)
    notes = (Paragraph(run.runs) for block in blocks for run in runs_of(block) if isinstance(run, Note))
    return sum(_height(block) for block in blocks) + sum(_SMALL * -(-length(note) // _SMALL_LINE) for note in notes)


def _height(block: Block | Entry) -> float:
    if isinstance(block, Heading):
        return 2
    if isinstance(block, Table):
        return 1.5 + sum(_row_height(block.widths, row) for row in block.rows)
    if isinstance(block, Entry):
        return _SMALL * -(-length(block) // (_SMALL_LINE // 2)) / 2
    return -(-length(block) // _LINE)


def _row_height(widths: tuple[int, ...], row: tuple[Runs, ...]) -> float:
    whole = sum(widths)
    return _SMALL * max(-(-length(Paragraph(cell)) * whole // (_LINE * width)) for cell, width in zip(row, widths, strict=True))


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
