"""How a source is cited: as a CSL-JSON item, and as one sentence. There is no other way to cite one.

What sources say of themselves is untrusted: a citation holds no line breaks, no controls, no markup, and no address but of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mahdar.showing.terminal import safe
from mahdar.showing.words import word

if TYPE_CHECKING:
    import duckdb

    from mahdar.showing.tables import Names

Row = Mapping[str, Any]

COLUMNS = """id, path, outlet, title, language, published, published_basis, date_start, date_end, date_precision, url, archived_url,
    retrieved_at, sha256, sensitivity"""  # of `documents`: what a citation needs
_WEB = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.I)
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_COMMA = {"en": ", ", "ar": "، "}
_NO_MARKUP = str.maketrans("<>", "‹›")  # CSL takes <i> and the like for markup


def sources(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """What a citation needs of every source, by id, in the order of their days."""
    cursor = connection.execute(f"SELECT {COLUMNS} FROM documents ORDER BY date_start NULLS LAST, id")
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def link(url: str | None) -> str | None:
    """An address that can be followed without harm: of the web, without anything that could end it early; None for any other."""
    if not url or safe(url) != url or not _WEB.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and "@" not in parts.netloc else None  # `https://known.org@other.org` shows one host and leads to another


def line(text: str | None) -> str:
    """A text of a source as one line, without what could steer where it is shown."""
    return " ".join(safe(text or "").split())


def csl(row: Row, names: Names) -> dict[str, Any]:
    """A source as a CSL-JSON item, from its row of `documents`."""
    archived = link(row["archived_url"])
    found = {
        "id": row["id"],
        "type": "article-newspaper" if row["outlet"] else "webpage",
        "title": line(row["title"]),
        "container-title": line(names(row["outlet"])) if row["outlet"] else None,
        "issued": _issued(row),
        "accessed": _parts(row["retrieved_at"]),
        "URL": link(row["url"]),
        "archive": urlsplit(archived).hostname if archived else None,
        "archive_location": archived,
        "language": row["language"],
        "note": "; ".join(_notes(row)),
    }
    return {key: value.translate(_NO_MARKUP) if isinstance(value, str) else value for key, value in found.items() if value}


def _notes(row: Row) -> Iterator[str]:
    yield f"sha256: {row['sha256']}"
    if row["sensitivity"]:
        yield f"sensitivity: {line(row['sensitivity'])}"


def _issued(row: Row) -> dict[str, Any] | None:
    """The day published; one of which only the bounds are known as about those."""
    if row["date_start"] is None or row["date_end"] is None:
        return None
    whole = _DAY.fullmatch(row["published"] or "")
    ends = [[day.year, day.month, day.day] for day in (row["date_start"], row["date_end"])]
    return _parts(row["published"]) if whole else {"date-parts": ends, "circa": True}


def _parts(moment: str | None) -> dict[str, Any] | None:
    """The date of a day or an hour in ISO 8601; None where it is no date."""
    found = _DAY.match(moment or "")
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else None


def cited(row: Row, names: Names) -> str:
    """A source in one sentence: outlet, title, day published, address, when it was retrieved, archived copy, its mark of sensitivity."""
    return _COMMA[names.tongue].join(parts(row, names)) + "."


def parts(row: Row, names: Names) -> tuple[str, ...]:
    """The same part by part, for where each must stand on its own."""
    return tuple(part for part in _told(row, names) if part)


def _told(row: Row, names: Names) -> Iterator[str]:
    title, retrieved = line(row["title"]), _DAY.match(row["retrieved_at"] or "")
    yield line(names(row["outlet"])) if row["outlet"] else ""
    yield f"“{title}”" if title else ""
    yield line(row["id"]) if not row["outlet"] and not title else ""
    yield row["published"] if row["date_start"] else word("values", "undated", names.tongue)
    yield link(row["url"]) or ""
    yield _named("accessed", retrieved[0] if retrieved else None, names)
    yield _named("archived", link(row["archived_url"]), names)
    yield _named("sensitivity", line(row["sensitivity"]), names)


def _named(key: str, value: str | None, names: Names) -> str:
    return f"{word('values', key, names.tongue)}: {value}" if value else ""
