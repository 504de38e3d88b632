"""A file becomes a Document: untouched text, sections, outlet, day published. What cannot be read is set aside with its cure."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

import msgspec

from mahdar.documents.cues import Cues
from mahdar.documents.folder import Relevant, Source, in_file, in_folder, in_stream
from mahdar.documents.known import Known, day, day_in_url, known_from, moment, sidecar
from mahdar.documents.sections import sections
from mahdar.engine.pack import Packs
from mahdar.errors import MahdarError, Refused
from mahdar.model import Document

__all__ = ["Refused", "from_text", "open_documents", "reopened"]

_UNSAFE = re.compile(r"[^\w.-]+")  # in an id, which is also part of names of claims: DOC#session-3
_STDIN = "-"


def open_documents(
    path: Path | str, packs: Packs, relevant: Relevant | None = None, stdin: BufferedReader | None = None
) -> Iterator[Document | Refused]:
    """The documents of a folder, a file or (path "-") standard input, in a fixed order; each once, however often it is there.

    `relevant` is a gate over texts: what it rejects comes without sections, and a page without being taken apart.
    A path that does not exist and a faulty sidecar raise MahdarError before the first document.
    """
    cues, seen = cues_of(packs), set[str]()
    for found in _sources(path, relevant, stdin):
        if isinstance(found, Refused):
            yield found
        elif (document := _document(found, cues, relevant)).id not in seen:
            seen.add(document.id)
            yield document


def from_text(text: str, packs: Packs, stem: str = "text", **known: str) -> Document:
    """A document made of a text at hand; `known` may hold what a table of `sources.toml` may."""
    return _document(Source("", stem, text, known_from(known, stem), "sidecar" if "published" in known else None), cues_of(packs), None)


def reopened(document: Document, packs: Packs, relevant: Relevant) -> Document:
    """A stored document as the packs of today open it: one that their gate had kept closed may be relevant now."""
    if document.sections or not relevant(document.text):
        return document
    return msgspec.structs.replace(document, sections=sections(document.text, cues_of(packs), document.title))


def cues_of(packs: Packs) -> Cues:
    """The whole-line cues of all languages."""
    return Cues(language.words for language in packs.languages.values())


def _sources(path: Path | str, relevant: Relevant | None, stdin: BufferedReader | None) -> Iterator[Source | Refused]:
    if str(path) == _STDIN:
        return _from_stdin(stdin or cast(BufferedReader, sys.stdin.buffer), relevant)
    path = Path(path)
    if path.is_dir():
        return in_folder(path, relevant)
    if not path.exists():
        raise MahdarError(str(path), "there is no such file or folder", "check the path")
    return in_file(path, path.name, sidecar(path.parent).get(path.name, Known()), relevant, told=True)


def _from_stdin(stream: BufferedReader, relevant: Relevant | None) -> Iterator[Source | Refused]:
    try:
        yield from in_stream(stream, "standard input", _STDIN, "stdin", Known(), relevant)
    except MahdarError as fault:
        yield Refused("standard input", "", fault.problem, fault.cure)


def _document(source: Source, cues: Cues, relevant: Relevant | None) -> Document:
    """The document of a source, with its identity: a readable stem and a hash of the text."""
    known, text = source.known, source.text
    data = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    published = day(known.published) if known.published else day_in_url(known.url or "")
    basis = source.basis or ("url" if published else None)
    wanted = relevant is None or relevant(text)
    return Document(
        id=f"{_UNSAFE.sub('-', source.stem).strip('-')[:60] or 'text'}-{sha256[:10]}",
        text=text,
        sha256=sha256,
        path=source.path or None,
        sections=sections(text, cues, known.title, source.captions) if wanted else (),
        title=known.title,
        outlet=known.outlet,
        language=known.language,
        published=published,
        published_basis=basis,
        published_at=moment(known.published or ""),
        url=known.url,
        archived_url=known.archived_url,
        retrieved_at=known.retrieved_at,
        sensitivity=known.sensitivity,
    )
