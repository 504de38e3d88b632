"""Dates in words of the field: `2024-01-24/2024-01-25` is "24–25 January 2024", `2017-01` "some time in January 2017".

What a date leaves open stays open: no day, month or year is added.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from mahdar import edtf
from mahdar.showing.brief.sentences import template
from mahdar.showing.words import Tongue

Place = Literal["dates", "when"]  # in a table or heading, and in a sentence

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|X{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d|XX))?")


class _Date(NamedTuple):
    """One date of an EDTF value; None where it says nothing."""

    year: str | None
    month: int | None
    day: int | None


def dated(value: str | None, tongue: Tongue, part: str | None = None, place: Place = "dates") -> str:
    """An EDTF value in words; `part` is the part of the period that is said. A value of another form is shown as it is."""
    if not value:
        return template(place, "unknown", tongue)
    try:
        form, slots = _told(value, tongue)
    except ValueError:
        return value
    if part and form == "within":
        form = part
    return template(place, form, tongue).format(**slots)


def _told(value: str, tongue: Tongue) -> tuple[str, dict[str, str]]:
    """Which of the forms a value takes, and what fills it. Raises ValueError for a value of no known form."""
    inner = value.strip("[]{}")
    several, vague = re.split(r"\s*,\s*", inner), value[0] == "["
    if len(several) > 1:
        return ("either" if vague else "both"), _pair([_period(_date(one), tongue) for one in several], tongue)
    if "/" not in inner and ".." not in inner:
        one = _date(inner)
        return ("on" if one.day else "within"), {"period": _period(one, tongue)}
    first, last = re.split(r"/|\.\.", inner.replace("/..", "/").replace("../", "/"), maxsplit=1)
    if not first or not last:
        return ("from" if first else "until"), {"period": _period(_date(first or last), tongue)}
    return _interval(_date(first), _date(last), vague, tongue)


def _interval(first: _Date, last: _Date, vague: bool, tongue: Tongue) -> tuple[str, dict[str, str]]:
    ends = {"first": _period(first, tongue), "last": _period(last, tongue)}
    if vague:
        return "between", ends
    if first.day and first[:2] == last[:2]:
        slots = {**_slots(first, tongue), "first": first.day, "last": last.day}
        return "lasted", {"period": template("periods", "month_days" if first.year else "month_days_no_year", tongue).format(**slots)}
    return "lasted", {"period": template("periods", "days", tongue).format(**ends)}


def _pair(periods: list[str], tongue: Tongue) -> dict[str, str]:
    return {"first": template("text", "comma", tongue).join(periods[:-1]), "last": periods[-1]}


def _date(text: str) -> _Date:
    found = _DATE.fullmatch(text)
    if not found or (found["year"] == "XXXX" and not found["month"]):
        raise ValueError(text)
    day = int(found["day"]) if found["day"] and found["day"] != "XX" else None
    if edtf.bounds(text) == (None, None) and edtf.month_days(text) == (None, None):
        raise ValueError(text)
    return _Date(None if found["year"] == "XXXX" else found["year"], int(found["month"]) if found["month"] else None, day)


def _period(date: _Date, tongue: Tongue) -> str:
    if date.year and date.year.endswith("X"):
        key = "decade"
    else:
        key = ("day" if date.day else "month" if date.month else "year") + ("" if date.year else "_no_year")
    return template("periods", key, tongue).format(**_slots(date, tongue))


def _slots(date: _Date, tongue: Tongue) -> dict[str, Any]:
    month = template("months", str(date.month), tongue) if date.month else ""
    return {"day": date.day, "month": month, "year": (date.year or "").replace("X", "0")}
