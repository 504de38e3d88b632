"""What is known when a date is settled, and how its value is written."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import msgspec

from mahdar import edtf as values
from mahdar.model import Day

ALL = ("year", "month", "day")


def parts(edtf: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of an anchor's EDTF value, as far as it has them: `XXXX-12` is (None, 12, None)."""
    if not edtf or edtf[0] not in "0123456789X" or "/" in edtf or ".." in edtf:
        return None, None, None
    pieces = [int(p) if p.isdigit() else None for p in edtf.split("-")]
    year, month, day = [*pieces, None, None][:3]
    return year, month, day


class When(NamedTuple):
    """What is known of the day published, and the date named before."""

    anchor: Day | None
    before: Day | None
    year: int | None
    month: int | None
    today: date | None


def exact(day: date, said: tuple[str, ...], inferred: tuple[str, ...], anchor: str | None = "published") -> Day:
    """One day."""
    iso = day.isoformat()
    return Day(iso, None, iso, iso, said, inferred, anchor if inferred else None)


def span(first: date, last: date, said: tuple[str, ...]) -> Day:
    """Some time from the first day to the last."""
    return Day(f"[{first}..{last}]", None, first.isoformat(), last.isoformat(), said, ALL, "published")


def bounded(day: Day) -> Day:
    """Adds the first and last day that an EDTF value without unknown digits of the year allows."""
    first, last = values.bounds(day.edtf)
    return msgspec.structs.replace(day, earliest=first, latest=last) if first and last else day


def joined(isos: list[str], straight: bool) -> str:
    """One value of one or several: what is straight lasted, else each of them."""
    if len(isos) == 1:
        return isos[0]
    return f"{isos[0]}/{isos[-1]}" if straight else "{" + ",".join(isos) + "}"
