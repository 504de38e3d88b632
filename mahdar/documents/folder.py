"""Files on disk: which are read, in which order, and what each yields. A bad one is set aside, the others go on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path

import msgspec

from mahdar.documents.charset import GZIP_FAULTS, MAX_BYTES, decode, opened, read_all, read_lines
from mahdar.documents.known import SIDECAR, Known, known_from, sidecar
from mahdar.documents.page import read_page
from mahdar.errors import MahdarError, Refused

Relevant = Callable[[str], bool]
KINDS = {".txt": "text", ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "lines", ".ndjson": "lines"}
_ASSETS = (".css", ".gif", ".ico", ".jpeg", ".jpg", ".js", ".map", ".png", ".svg", ".ttf", ".webp", ".woff", ".woff2")
_READ = "give .txt, .html or .jsonl, plain or .gz"
_FETCH = "fetch it again or take it out"
_TAGS = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<!--", b"<meta")


class Source(msgspec.Struct, frozen=True):
    """A report as it was found: its text and what is known of it. `line` is its line in a JSONL file."""

    path: str
    stem: str
    text: str
    known: Known = Known()
    basis: str | None = None
    captions: tuple[str, ...] = ()
    line: int | None = None


def in_folder(folder: Path, relevant: Relevant | None = None) -> Iterator[Source | Refused]:
    """Everything in a folder, with what its sidecars say; a faulty sidecar stops before the first document."""
    faults: list[OSError] = []
    paths = _files(folder, faults)
    tables = {place: sidecar(Path(place)) for place in sorted({str(folder), *(place for place, _ in paths)})}
    yield from (Refused(printable(f.filename), "", f"cannot be read: {f.strerror}", "check its permissions") for f in faults)
    for place, name in paths:
        path = Path(place, name)
        yield from in_file(path, path.relative_to(folder).as_posix(), tables[place].get(name, Known()), relevant)


def _files(folder: Path, faults: list[OSError]) -> list[tuple[str, str]]:
    """The files of a folder and its subfolders, as sorted pairs of place and name; no hidden ones, sidecars, parts of saved pages."""
    found = []
    for place, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [(place, n) for n in names if not n.startswith(".") and n != SIDECAR and not n.lower().endswith(_ASSETS)]
    return sorted(found, key="/".join)


def in_file(path: Path, name: str, known: Known, relevant: Relevant | None = None, told: bool = False) -> Iterator[Source | Refused]:
    """What one file holds, by its suffix; one that was `told` by name may have any suffix and is known by its first bytes."""
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    kind = KINDS.get(bare.suffix.lower())
    shown = printable(str(path))
    if kind is None and not told:
        yield Refused(shown, "", f"{bare.suffix or 'a file without suffix'} is not read", _READ)
        return
    try:
        with opened(path) as stream:
            yield from in_stream(stream, shown, printable(name), printable(bare.stem), known, relevant, kind)
    except MahdarError as fault:
        yield Refused(shown, "", fault.problem, fault.cure)
    except OSError as fault:
        yield Refused(shown, "", f"cannot be read: {fault.strerror or fault}", "check that it is there, and its permissions")


def in_stream(
    stream: BufferedReader, shown: str, name: str, stem: str, known: Known, relevant: Relevant | None = None, kind: str | None = None
) -> Iterator[Source | Refused]:
    """What a stream of bytes holds; without a `kind` its first bytes tell it. `shown` is its name in messages."""
    kind = kind or _kind_of(stream)
    if kind == "lines":
        yield from _in_lines(stream, shown, name, stem, known)
        return
    text = decode(read_all(stream, shown), shown)
    if not text.strip():
        yield Refused(shown, "", "empty", _FETCH)
    elif kind == "text":
        yield Source(name, stem, text, known, "sidecar" if known.published else None)
    elif (page := read_page(text, relevant)).text.strip():
        yield Source(name, stem, page.text, known.over(page.known), "sidecar" if known.published else page.basis, page.captions)
    else:
        yield Refused(shown, "", "no article in this page", "save its text as .txt")


def printable(text: str) -> str:
    """A file name as text: bytes that are not UTF-8 become question marks."""
    return text if text.isascii() else os.fsencode(text).decode("utf-8", "replace")


def _kind_of(stream: BufferedReader) -> str:
    try:
        head = stream.peek(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    except GZIP_FAULTS:
        return "text"  # read_all says what is wrong
    return "lines" if head.startswith(b"{") else "page" if head.startswith(_TAGS) else "text"


def _in_lines(stream: BufferedReader, shown: str, name: str, stem: str, known: Known) -> Iterator[Source | Refused]:
    """One report per line; a bad line is set aside with its number, blank ones are skipped."""
    number = 0
    try:
        for number, line in enumerate(read_lines(stream), 1):
            if line is None:
                yield Refused(shown, f"line {number}", f"longer than {MAX_BYTES // 1024**2} MB", "split it")
            elif line.strip():
                yield _in_line(line.removeprefix(b"\xef\xbb\xbf"), shown, name, stem, known, number)
    except GZIP_FAULTS as fault:
        yield Refused(shown, f"line {number + 1}", f"damaged gzip: {fault}", "fetch or pack the file again")
        return
    if not number:
        yield Refused(shown, "", "empty", _FETCH)


def _in_line(line: bytes, shown: str, name: str, stem: str, known: Known, number: int) -> Source | Refused:
    place = f"line {number}"
    try:
        data = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        return Refused(shown, place, f"not JSON: {fault}", 'write one object a line, {"text": "..."}, in UTF-8')
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Refused(shown, place, "no text", 'write one object a line, {"text": "..."}')
    try:
        mine = known_from(data, place)
    except MahdarError as fault:
        return Refused(shown, place, fault.problem, fault.cure)
    basis = "metadata" if mine.published else "sidecar" if known.published else None
    return Source(f"{name}:{number}", f"{stem}-{number}", text, mine.over(known), basis, line=number)
