"""What a brief is made of, before it is HTML, DOCX or Markdown: blocks of runs, sources by number, conflicts as footnotes.

All text in it is plain: one line, no control characters, no bidi controls. How it is kept from acting is the writers' work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from mahdar.showing.brief.sentences import pieces
from mahdar.showing.terminal import safe
from mahdar.showing.words import Tongue

Voice = Literal["own", "name", "source"]  # words of the brief; a name or an id; words of a source
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NO_TEXT = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # code points that no file of text can hold


class Words(msgspec.Struct, frozen=True):
    """Some words. A name and the words of a source have a direction of their own; `language` is told where it is known."""

    text: str
    voice: Voice = "own"
    strong: bool = False
    language: str | None = None


class Ref(msgspec.Struct, frozen=True):
    """A place in a source: the lines of it, none for the source as a whole."""

    document: str
    lines: tuple[int, ...] = ()


class Cite(msgspec.Struct, frozen=True):
    """Where a sentence stands in the sources; `more` documents tell it too and are not listed."""

    refs: tuple[Ref, ...]
    more: int = 0


class Note(msgspec.Struct, frozen=True):
    """A footnote."""

    runs: Runs


Run = Words | Cite | Note
Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True):
    """A heading; the title of the brief has level 1."""

    level: int
    runs: Runs


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph: of the text, an item of a list, or small print."""

    runs: Runs
    kind: Literal["body", "item", "small"] = "body"


class Table(msgspec.Struct, frozen=True):
    """A table with its headings; `widths` are shares of the page."""

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Table


class Entry(msgspec.Struct, frozen=True):
    """One source of the list; it is cited by its number. One that is not cited has none."""

    number: int | None
    runs: Runs


class Brief(msgspec.Struct, frozen=True):
    """A whole brief: its blocks, the list of its sources under its heading, and what follows that list."""

    tongue: Tongue
    title: str
    short: bool
    day: str | None
    blocks: tuple[Block, ...]
    sources: tuple[Block | Entry, ...]
    numbers: dict[str, int]


def plain(text: str | None) -> str:
    """A text of a source as one line in which nothing acts."""
    return " ".join(_harmless(text or "").split())


def _harmless(text: str) -> str:
    return safe(_NO_TEXT.sub("\ufffd", text))


def own(text: str, strong: bool = False) -> Words:
    """Words of the brief."""
    return Words(_harmless(text), strong=strong)


def name(text: str, strong: bool = False, language: str | None = None) -> Words:
    """A name, a title or an id."""
    return Words(plain(text), "name", strong, _tagged(language))


def source(text: str, language: str | None = None) -> Words:
    """Words of a source."""
    return Words(plain(text), "source", language=_tagged(language))


def _tagged(language: str | None) -> str | None:
    """A language as it is marked; what a document calls its language may be anything."""
    return language if language and _LANGUAGE.fullmatch(language) else None


Slots = Mapping[str, Runs | Words | str]


def fill(template: str, strong: bool, slots: Slots) -> Runs:
    """A template with its slots filled, as runs; a string is words of the brief."""
    made: list[Run] = []
    for words, slot in pieces(template):
        made += [own(words, strong)] if words else []
        made += _runs(slots[slot], strong) if slot else []
    return joined(made)


def _runs(value: Runs | Words | str, strong: bool) -> Runs:
    if isinstance(value, str):
        return (own(value, strong),) if value else ()
    return (value,) if isinstance(value, Words) else value


def joined(runs: Iterable[Run]) -> Runs:
    """Runs in which words of one kind that follow one another are one."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if isinstance(run, Words) and isinstance(last, Words) and run.voice == last.voice == "own" and run.strong == last.strong:
            made[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        else:
            made.append(run)
    return tuple(made)


def between(separator: str, parts: Iterable[Runs]) -> Runs:
    """Parts with a separator between them."""
    made: list[Run] = []
    for part in parts:
        made += [own(separator), *part] if made else part
    return joined(made)


def walked(runs: Iterable[Run]) -> Iterator[Cite]:
    """Every citation, those of footnotes included, in the order of reading."""
    for run in runs:
        if isinstance(run, Cite):
            yield run
        elif isinstance(run, Note):
            yield from walked(run.runs)


def runs_of(block: Block | Entry) -> Iterator[Run]:
    """The runs of a block, in the order of reading."""
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                yield from cell
    else:
        yield from block.runs


def numbered(blocks: Iterable[Block]) -> dict[str, int]:
    """The sources that the blocks cite, numbered as they are first cited."""
    cited = (ref.document for block in blocks for cite in walked(runs_of(block)) for ref in cite.refs)
    return {document: number for number, document in enumerate(dict.fromkeys(cited), 1)}


def length(block: Block | Entry) -> int:
    """About how many characters a block takes."""
    return sum(len(run.text) if isinstance(run, Words) else 8 * len(run.refs) if isinstance(run, Cite) else 0 for run in runs_of(block))
