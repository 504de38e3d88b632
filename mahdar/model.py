"""The nouns of Mahdar, all frozen. The record that they become is documented table by table: `mahdar codebook`.

Offsets are code-point offsets into a document's untouched text, end exclusive. Days are ISO 8601-2 (EDTF)
strings at every boundary.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
import xxhash

_ENCODE = msgspec.json.Encoder(order="sorted").encode
Span = tuple[int, int]
Role = Literal["title", "dateline", "body", "caption", "related", "boilerplate"]
Basis = Literal["said", "inferred", "linked"]
Kind = Literal["document", "session", "statement", "stance", "commitment", "control", "outcome", "process"]


class Day(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day, a period or an open date.

    `edtf` is None while nothing but words is known; `earliest` and `latest` are ISO days that bound the value;
    `said` and `inferred` name the components (`year month day weekday`), `anchor` says what the inferred ones came from;
    `doubt` names the components said that do not fit the value, such as a weekday that the day was not.
    """

    edtf: str | None = None
    part: Literal["start", "middle", "end"] | None = None
    earliest: str | None = None
    latest: str | None = None
    said: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    anchor: str | None = None
    doubt: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A stretch of a document with one role. `article` counts glued articles: 0 is the document's own."""

    span: Span
    role: Role
    article: int = 0
    outlet: str | None = None
    published: Day | None = None


class Document(msgspec.Struct, frozen=True):
    """One report as it came: untouched text, sections that tile it, and what is known from outside the text.

    `published_at` is the day with the hour (and zone) where metadata give one.
    `published`, `outlet`, `title` and `language` hold only what metadata, URL or sidecar say; what the text says is read later.
    """

    id: str
    text: str
    sha256: str
    path: str | None = None
    sections: tuple[Section, ...] = ()
    title: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: Day | None = None
    published_basis: str | None = None
    published_at: str | None = None
    url: str | None = None
    archived_url: str | None = None
    retrieved_at: str | None = None
    sensitivity: str | None = None


class DateMention(msgspec.Struct, frozen=True):
    """A date as it stands in a text: its span, its symbolic form (so that it can be resolved again) and its value."""

    span: Span
    text: str
    form: dict[str, Any]
    day: Day


class Claim(msgspec.Struct, frozen=True):
    """The atom of the record: one document says that one cell of one thing has one value.

    `subject` is a local name (`DOC#session-3`), `value` is plain JSON, `when` the symbolic form of a date cell,
    `chain` runs from the transmitter nearest to the outlet to the origin, `origin` lists what an inferred claim came from.
    """

    id: str
    document: str
    subject: str
    kind: Kind
    cell: str
    value: Any
    spans: tuple[Span, ...]
    basis: Basis = "said"
    origin: tuple[str, ...] = ()
    modality: str = "asserted"
    chain: tuple[str, ...] = ()
    pattern: str = ""
    when: dict[str, Any] | None = None


class Reading(msgspec.Struct, frozen=True):
    """What one document says: its claims and its dates. `read` is False where the language has no pack."""

    document: Document
    claims: tuple[Claim, ...] = ()
    dates: tuple[DateMention, ...] = ()
    read: bool = True
    why_not: str | None = None


def canonical(value: Any) -> str:
    """The one JSON spelling of a value: sorted keys, no spaces, native letters."""
    return _ENCODE(value).decode("utf-8")


def claim_id(sha256: str, subject: str, kind: str, cell: str, value: Any, spans: tuple[Span, ...], modality: str) -> str:
    """A claim's content hash: the same words read the same way keep their id over versions of the reader.

    Pattern names and versions stay out, so that a reader's corrections hold. Follows followthemoney's `make_key`.
    """
    head = "\x1f".join((sha256, subject.partition("#")[2], kind, cell, "")).encode("utf-8")
    return xxhash.xxh3_128_hexdigest(b"\x1f".join((head + _ENCODE(value), _ENCODE(spans), modality.encode("utf-8"))))[:20]
