"""Bytes become text: size, compression, character set. What cannot be read raises MahdarError with the cure."""

from __future__ import annotations

import codecs
import gzip
import re
import stat
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from mahdar.errors import MahdarError

MAX_BYTES = 10 * 1024 * 1024  # of one report: far more than any page of one
GZIP_FAULTS = (EOFError, zlib.error, gzip.BadGzipFile)
_CANDIDATES = ["cp1256", "cp1251", "cp1252", "cp1254", "iso8859_6", "iso8859_9", "koi8_r", "cp720"]
_BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32")]
_BOMS += [(codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip or Word file", b"\x1f\x8b": "gzip data",
    b"\x89PNG": "an image", b"\xff\xd8\xff": "an image", b"GIF8": "an image",
}  # fmt: skip
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
SAVE = "save it as UTF-8 text"


def opened(path: Path) -> BufferedReader:
    """The file's bytes as a stream, unpacked if its name ends in .gz; only a regular file is opened."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise MahdarError(str(path), "not a regular file", "give a file or a folder")
    return BufferedReader(cast(RawIOBase, gzip.open(path))) if path.suffix.lower() == ".gz" else path.open("rb")


def read_all(stream: BufferedReader, place: str) -> bytes:
    """The whole of one report, never more than MAX_BYTES of it."""
    try:
        data = stream.read(MAX_BYTES + 1)
    except GZIP_FAULTS as fault:
        raise MahdarError(place, f"damaged gzip: {_first_line(fault)}", "fetch or pack the file again") from None
    if len(data) > MAX_BYTES:
        raise MahdarError(place, f"longer than {MAX_BYTES // 1024**2} MB", "split it into one file per report, or give JSONL")
    return data


def _first_line(fault: BaseException) -> str:
    return str(fault).partition("\n")[0]


def read_lines(stream: BufferedReader) -> Iterator[bytes | None]:
    """The lines of a stream, however long it is; None for a line longer than MAX_BYTES, which is skipped in pieces."""
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
            pass
        yield None


def decode(data: bytes, place: str) -> str:
    """The text of `data`: by byte order mark, as UTF-8, by what the page declares, else by detection among legacy sets.

    Bytes that are valid UTF-8 are UTF-8 whatever a page declares; broken UTF-8 is refused, not read as a legacy set.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strictly(data, name, place).removeprefix("\ufeff")
    _refuse_binary(data, place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        bad = fault.start
    if (declared := declared_charset(data)) and (by_declared := _or_none(data, declared)):
        return by_declared
    if _is_broken_utf8(data):
        raise MahdarError(place, f"byte {bad} is not UTF-8", SAVE)
    if (detected := _detect(data)) and (by_detected := _or_none(data, detected)):
        return by_detected
    raise MahdarError(place, f"byte {bad} is not UTF-8 and no other character set explains it", SAVE)


def declared_charset(data: bytes) -> str | None:
    """The character set that a page's own meta tag names, if Python knows it."""
    if not (found := _META.search(data[:4096])):
        return None
    try:
        return codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None


def _strictly(data: bytes, name: str, place: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as fault:
        raise MahdarError(place, f"byte {fault.start} is not {name.upper()}", SAVE) from None


def _or_none(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _refuse_binary(data: bytes, place: str) -> None:
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    head = data[:8192]
    if kind is None and len(head.translate(None, _CONTROLS)) < len(head):
        kind = "binary"
    if kind:
        raise MahdarError(place, f"{kind}, not text", "give .txt, .html or .jsonl")


def _is_broken_utf8(data: bytes) -> bool:
    """Mostly well-formed multi-byte sequences with a few faults: a cut or damaged UTF-8 file, not a legacy one."""
    text = data.decode("utf-8", "replace")
    wide = sum(1 for c in text if c > "\x7f")
    faults = text.count("\ufffd")
    return faults * 4 < wide


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:32768], cp_isolation=_CANDIDATES, threshold=0.3, enable_fallback=False).best()
    return best.encoding if best else None
