"""What is known of a document from outside its text: its sidecar table, its JSONL keys, its page's metadata, its URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from mahdar.edtf import bounds
from mahdar.engine.pack import read_toml
from mahdar.errors import MahdarError
from mahdar.model import Day

SIDECAR = "sources.toml"
_COMPONENTS = ("year", "month", "day")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ]\d\d[:.\d]*.*)?")
_HOUR = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<hour>[0-2]\d:[0-5]\d)(?::[\d.,]+)?\s*(?P<zone>[Zz]|[+-]\d\d:?\d\d)?")
_IN_URL = re.compile(r"[/_=-]((?:19|20)\d\d)([/-])(\d{1,2})(?:\2(\d{1,2}))?(?=[/_.?#-]|$)")


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """The keys of a table in `sources.toml`, and of a line of JSONL beside its text."""

    outlet: str | None = None
    url: str | None = None
    archived_url: str | None = None
    published: str | None = None
    retrieved_at: str | None = None
    sensitivity: str | None = None
    title: str | None = None
    language: str | None = None

    def over(self, other: Known) -> Known:
        """These values, and where one is missing the other's."""
        return Known(**{key: getattr(self, key) or getattr(other, key) for key in KEYS})


KEYS = Known.__struct_fields__


def known_from(table: Mapping[str, Any], place: str) -> Known:
    """A checked `Known`: every value a text, `published` a day. Keys of others are left alone."""
    values = {key: _text(table[key], key, place) for key in KEYS if table.get(key) is not None}
    if "published" in values and day(values["published"]) is None:
        raise MahdarError(place, f"published = {values['published']!r} is no day", "write it as YYYY-MM-DD (or YYYY-MM, YYYY)")
    return Known(**values)


def _text(value: Any, key: str, place: str) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise MahdarError(place, f"{key} is not a text", f'write {key} = "..."')
    return value.strip()


def day(value: str) -> Day | None:
    """The day, month or year that an ISO 8601 value states, in its own time zone; None if it states none."""
    found = _ISO.fullmatch(value.strip())
    if not found:
        return None
    parts = [p for p in found.groups() if p]
    edtf = "-".join(parts)
    earliest, latest = bounds(edtf)
    return Day(edtf=edtf, earliest=earliest, latest=latest, said=_COMPONENTS[: len(parts)]) if earliest else None


def moment(value: str) -> str | None:
    """The hour that an ISO 8601 value states beside its day, with its zone where it states one; None without an hour."""
    found = _HOUR.fullmatch(value.strip())
    if not found:
        return None
    zone = (found["zone"] or "").upper()
    zone = f"{zone[:3]}:{zone[-2:]}" if len(zone) == 5 else zone
    return f"{found['day']}T{found['hour']}{zone}"


def day_in_url(url: str) -> Day | None:
    """The day or month that a URL's path names, as in /2024/12/07/ or /2024-12-07."""
    for year, _, month, day_ in _IN_URL.findall(url):
        if found := day("-".join(p for p in (year, month.zfill(2), day_ and day_.zfill(2)) if p)):
            return found
    return None


def sidecar(folder: Path) -> dict[str, Known]:
    """The tables of a folder's `sources.toml` by file name, checked; none if the folder has no such file."""
    path = folder / SIDECAR
    tables = read_toml(path) if path.exists() else {}
    return {name: _checked(table, name, path, folder) for name, table in tables.items()}


def _checked(table: Any, name: str, path: Path, folder: Path) -> Known:
    place = f'{path}: ["{name}"]'
    if not isinstance(table, dict):
        raise MahdarError(f"{path}: {name}", "not a table", f'begin it with ["FILE NAME"] and put {name} under it')
    if not (folder / name).is_file():
        raise MahdarError(place, "there is no such file in this folder", "name the table after a file, suffix included, in quotes")
    for key in table.keys() - set(KEYS):
        raise MahdarError(place, f"unknown key {key!r}", f"use one of {', '.join(KEYS)}")
    return known_from(table, place)
