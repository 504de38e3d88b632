"""Reads texts at hand: one as it is, or those of a file."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mahdar.documents import Refused, from_text, open_documents
from mahdar.documents.known import day
from mahdar.engine.cascade import Trace
from mahdar.engine.pack import load_packs
from mahdar.errors import MahdarError
from mahdar.model import Reading
from mahdar.reading import read as read_document

_packs = functools.cache(load_packs)


def read(text: str, language: str | None = None, published: str | None = None) -> Reading:
    """What one text says. `language` is a code such as "ar", `published` a day (YYYY-MM-DD); without them the text itself is asked."""
    known = {key: value for key, value in (("language", language), ("published", published)) if value}
    packs = _packs()
    return read_document(from_text(text, packs, **known), packs)


def readings_of(
    path: Path | str, packs: Path | None = None, language: str | None = None, published: str | None = None
) -> Iterator[tuple[Reading, Trace]]:
    """What each document of one file (or "-") says, with the trace of its reading; MahdarError where it cannot be opened."""
    if Path(path).is_dir():
        raise MahdarError(str(path), "is a folder", f"give one file, or build a record: mahdar build {path} --into FILE")
    known = load_packs(packs)
    given: dict[str, Any] = {"language": language} if language else {}
    if published:
        given |= {"published": day(published), "published_basis": "given"}
    for found in open_documents(path, known):
        if isinstance(found, Refused):
            raise refusal(found)
        trace = Trace()
        yield read_document(msgspec.structs.replace(found, **given), known, trace), trace


def refusal(refused: Refused) -> MahdarError:
    """What is said where the only document was set aside."""
    return MahdarError(": ".join(part for part in (refused.path, refused.place) if part), refused.why, refused.cure)
