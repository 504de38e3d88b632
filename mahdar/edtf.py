"""What a date in EDTF (ISO 8601-2) means: its bounds, its precision, and whether it lasted or lies somewhere within.

`2024-01-24/2024-01-25` lasted those days; `2017-01` and `[2024-07..2024-12]` are some time within; `{2015-05,2015-10}` is
both; `XXXX-12-07` has no known year, so it has month-days but no bounds.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Literal

Form = Literal["lasted", "within", "both", "open"]
Bounds = tuple[str | None, str | None]

PRECISIONS = ("day", "month", "quarter", "half", "year", "open")
_PART = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?")
_MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),  # seasons of the northern half
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_WIDEST = (("day", 1), ("month", 31), ("quarter", 92), ("half", 184))  # the longest month, quarter and half year, in days


@lru_cache(maxsize=1 << 16)
def bounds(edtf: str | None) -> Bounds:
    """The first and the last day an EDTF value allows, None where it sets no bound (open ends, unknown years, no EDTF)."""
    kind, parts = _split(edtf)
    ends = [_one(p) for p in parts]
    if not ends or (kind != "span" and any(e == (None, None) for e in ends)):
        return None, None
    if kind == "span":
        first, last = ends[0][0], ends[-1][1]
        return (first, last) if not (first and last and first > last) else (None, None)
    return min(e[0] or "" for e in ends), max(e[1] or "" for e in ends)


def precision(edtf: str | None) -> str:
    """One of `PRECISIONS`: the coarsest of the value's parts, or the width of the period it lies within."""
    if None in bounds(edtf):
        return "open"
    if form(edtf) == "within":
        return _width(bounds(edtf))
    return max((_width(_one(p)) for p in _split(edtf)[1]), key=PRECISIONS.index)


def form(edtf: str | None) -> Form:
    """`lasted` for an interval of days, `both` for a set, `open` where a bound is missing, else `within`."""
    kind, _ = _split(edtf)
    if None in bounds(edtf):
        return "open"
    if kind == "set":
        return "both"
    return "lasted" if kind == "span" and (edtf or "")[0] != "[" else "within"


def month_days(edtf: str | None) -> Bounds:
    """The month-days (`12-07`) a value without a year begins and ends with; None where it has a year or no month."""
    _, parts = _split(edtf)
    found = [_PART.fullmatch(p) for p in parts]
    if not found or not all(m and m[1] == "XXXX" and m[2] and "X" not in m[2] for m in found):
        return None, None
    ends = [_one("2000" + p[4:]) for p in parts]  # a leap year, so that 29 February stays a day
    return (ends[0][0] or "")[5:] or None, (ends[-1][1] or "")[5:] or None


def _split(edtf: str | None) -> tuple[str, list[str]]:
    """How the parts of a value belong together (`one`, `set`, `choice`, `span`), and the parts without qualifiers."""
    text = re.sub(r"[?~%\s]", "", edtf or "")
    inner = text.strip("[]{}")
    if not inner:
        return "one", []
    if "/" in inner or ".." in inner:
        return "span", re.split(r"/|\.\.(?!/)", inner.replace("/..", "/").replace("../", "/"), maxsplit=1)
    if "," in inner:
        return ("set" if text[0] == "{" else "choice"), inner.split(",")
    return "one", [inner]


def _one(part: str) -> Bounds:
    """The bounds of one date: a day, month, season, quarter, half or year, with `X` for digits that are not known."""
    found = _PART.fullmatch(part)
    if not found or found[1] == "XXXX":
        return None, None
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not 1 <= low <= high <= 9998:
        return None, None
    if not month or "X" in month or low != high:
        return f"{low:04}-01-01", f"{high:04}-12-31"
    return _of_month(low, int(month), day)


def _of_month(year: int, month: int, day: str | None) -> Bounds:
    first, last = (month, month) if 1 <= month <= 12 else _MONTHS.get(month, (0, 0))
    if not first:
        return None, None
    end_year, end_month = year + (last > 12), (last - 1) % 12 + 1
    length = calendar.monthrange(end_year, end_month)[1]
    if day and "X" not in day:
        return (f"{year:04}-{first:02}-{day}",) * 2 if 1 <= int(day) <= length and first == last else (None, None)
    return f"{year:04}-{first:02}-01", f"{end_year:04}-{end_month:02}-{length:02}"


def _width(ends: Bounds) -> str:
    first, last = ends
    if not first or not last:
        return "open"
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return next((name for name, most in _WIDEST if days <= most), "year")
