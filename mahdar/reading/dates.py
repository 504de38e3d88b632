"""Days and periods: what a date expression says, as a symbolic form, and the day it means for a given anchor.

A form keeps what the words say and nothing else, so that it can be resolved again once the day published is known:
`y m d` numbers (`m` and `d` may be lists), `to` (last day of a range), `wd` a weekday (Monday is 0), `rel` -1, 0 or 1 with
`unit` (`day week month year`), `part`, `half`, `quarter`, `after` (days after the date named before), `ago` (units back),
`session_day` (the nth day of a session: open until the session is known).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import msgspec

from mahdar.engine.cascade import Match, Node, Refused, maker
from mahdar.model import Day

_SLOTS = "d m y wd rel unit part half quarter third to off after n ord called"
# A month and day without a year lie, in news, at most this far from the day published: tuned on dated reports of 2017 to 2024.
_DAYS_AHEAD = 90
_DAYS_BESIDE = 60
_DIGITS = 4
Form = dict[str, Any]


@maker("date", _SLOTS, "DATE")
def make_date(match: Match) -> dict[str, Any]:
    """Days, months, years, weekdays, directions and parts as one form; refuses what no calendar has."""
    form = {key: value for key in _SLOTS.split() if (value := _slot(match, key)) is not None}
    form.update(match.rule.fixed)
    for short, parts in (("n", "ago"), ("ord", "session_day")):
        if short in form:
            form[parts] = form.pop(short)
    if "third" in form:
        form["part"] = {1: "start", 2: "middle"}.get(form.pop("third"), "end")
    if "off" in form:
        form["rel"], form["unit"] = form.pop("off"), form.get("unit", "day")
    _check(form)
    return {"DATE": form}


def _slot(match: Match, key: str) -> Any:
    """A slot's value: for days and months, one number or the list of those named."""
    values = [v for node in match.slots.get(key, ()) if (v := _number(node)) is not None]
    if not values:
        return None
    return values[0] if len(values) == 1 or key not in ("d", "m") else values


def _number(node: Node) -> Any:
    for name in ("MONTH", "WEEKDAY", "UNIT_DAYS", "ORDINAL", "CARDINAL", "DIRECTION", "THIS", "PART", "DAY_SHIFT", "NEXT_DAY"):
        if name in node.classes:
            return node.classes[name]
    return int(node.norm) if "NUMBER" in node.features and len(node.norm) <= _DIGITS else None


def _check(form: Form) -> None:
    days = _listed(form.get("d")) + _listed(form.get("to"))
    months = _listed(form.get("m"))
    if any(not 1 <= m <= 12 for m in months) and len(months) == 1 == len(days) and months[0] <= 31 and days[0] <= 12:
        form["m"], form["d"] = form["d"], form["m"]
        days, months = months, days
    if any(not 1 <= d <= 31 for d in days) or any(not 1 <= m <= 12 for m in months):
        raise Refused("no such day or month")
    if isinstance(form.get("to"), int) and days and form["to"] < max(_listed(form.get("d"))):
        raise Refused("a range that ends before it begins")
    if not 1900 <= form.get("y", 2000) <= 2100:
        raise Refused("no year of our time")
    if len(months) == 1 and days and max(days) > calendar.monthrange(form.get("y", 2000), months[0])[1]:
        raise Refused("the month has no such day")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def parts(edtf: str | None) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of an anchor's EDTF value, as far as it has them: `XXXX-12` is (None, 12, None)."""
    if not edtf or edtf[0] not in "0123456789X" or "/" in edtf or ".." in edtf:
        return None, None, None
    pieces = [int(p) if p.isdigit() else None for p in edtf.split("-")]
    year, month, day = [*pieces, None, None][:3]
    return year, month, day


def resolve(form: Form, anchor: Day | None = None, before: Day | None = None) -> Day:
    """The Day that a form means for a publication day (`anchor`) and the date named before it (`before`). Pure; never a guess."""
    try:
        return _resolve(form, anchor, before)
    except OverflowError:
        return Day(said=tuple(sorted(form)))


def _resolve(form: Form, anchor: Day | None, before: Day | None) -> Day:
    year, month, day = parts(anchor.edtf if anchor else None)
    today = date(year, month, day) if year and month and day else None
    if "after" in form:
        return _shift(before, form["after"])
    if "session_day" in form:
        return Day(said=("session_day",))
    if "ago" in form:
        return _ago(form, today)
    if form.get("unit") == "year" and "m" in form and year:
        plain = {k: v for k, v in form.items() if k not in ("unit", "rel")}
        found = resolve({**plain, "y": year + form.get("rel", 0)}, anchor, before)
        said = tuple(k for k in found.said if k != "year")
        return msgspec.structs.replace(found, said=said, inferred=("year", *found.inferred), anchor="published")
    if "d" in form:
        return _days(form, year, month, today)
    if "m" in form:
        return _months(form, year, month)
    if "y" in form or form.get("unit") == "year":
        return _years(form, year)
    if "wd" in form:
        return _weekday(form, today)
    return _units(form, year, month, today)


def beside(form: Form, day: Day, before: Day | None) -> Day:
    """A day and month without a year, in a report without a day, take the year of the date named just before if that is near."""
    if (
        day.edtf is None
        or not day.edtf.startswith("XXXX")
        or "y" in form
        or "d" not in form
        or not isinstance(form.get("m"), int)
        or "rel" in form
    ):
        return day
    year, month, other = parts(before.edtf if before else None)
    if not (year and month and other):
        return day
    near = resolve({**form, "y": year})
    if near.earliest is None or abs((date.fromisoformat(near.earliest) - date(year, month, other)).days) > _DAYS_BESIDE:
        return day
    return Day(near.edtf, near.part, near.earliest, near.latest, day.said, ("year",), "date named before")


def _exact(day: date, said: tuple[str, ...], inferred: tuple[str, ...], anchor: str | None = "published") -> Day:
    iso = day.isoformat()
    return Day(iso, None, iso, iso, said, inferred, anchor if inferred else None)


def _shift(before: Day | None, days: int) -> Day:
    if before is None or before.latest is None or before.edtf is None or len(before.latest) != 10 or before.earliest != before.latest:
        return Day(said=("after",))
    return _exact(date.fromisoformat(before.latest) + timedelta(days), ("after",), ("year", "month", "day"), "date named before")


def _ago(form: Form, today: date | None) -> Day:
    """Some days, weeks, months or years back; only days back are a day."""
    n, unit = form["ago"], form.get("unit", "day")
    if today is None or not isinstance(n, int):
        return Day(said=("ago",))
    if unit == "day":
        return _exact(today - timedelta(n), ("ago",), ("year", "month", "day"))
    months = today.year * 12 + today.month - 1 - n * {"month": 1, "year": 12}.get(unit, 0)
    if unit == "week":
        return _span(today - timedelta(7 * n + 3), today - timedelta(7 * n - 3), ("ago",))
    edtf = f"{months // 12:04d}-{months % 12 + 1:02d}" if unit == "month" else f"{months // 12:04d}"
    return _bounded(Day(edtf, None, said=("ago",), inferred=("year", "month"), anchor="published"))


def _span(first: date, last: date, said: tuple[str, ...]) -> Day:
    return Day(f"[{first}..{last}]", None, first.isoformat(), last.isoformat(), said, ("year", "month", "day"), "published")


def _days(form: Form, year: int | None, month: int | None, today: date | None) -> Day:
    said = tuple(k for k, key in (("year", "y"), ("month", "m"), ("day", "d"), ("weekday", "wd")) if key in form)
    y, m = form.get("y"), form.get("m")
    if isinstance(m, list):
        m = m[-1]
    if m is None:
        y, m = _month_of(form, year, month)
    elif y is None:
        y = _year_of(form, m, _listed(form["d"])[0], year, today)
    inferred = tuple(k for k, v in (("year", y), ("month", m)) if v and k not in said)
    days = sorted(_listed(form["d"]) + _listed(form.get("to")))
    if m is not None and max(days) > calendar.monthrange(y or 2000, m)[1]:
        return Day(said=said)
    head = f"{y:04d}-" if y else "XXXX-"
    head += f"{m:02d}-" if m else "XX-"
    if m is None:
        return Day(said=said)
    isos = [f"{head}{d:02d}" for d in days]
    straight = len(days) > 1 and ("to" in form or days == list(range(days[0], days[-1] + 1)))
    edtf = isos[0] if len(isos) == 1 else f"{isos[0]}/{isos[-1]}" if straight else "{" + ",".join(isos) + "}"
    known = y is not None
    return Day(edtf, None, isos[0] if known else None, isos[-1] if known else None, said, inferred, "published" if inferred else None)


def _month_of(form: Form, year: int | None, month: int | None) -> tuple[int | None, int | None]:
    """'The 22nd of this month': the anchor's month, or the one before or after it."""
    if month is None or form.get("unit", "month") != "month":
        return None, None
    count = (year or 0) * 12 + month - 1 + form.get("rel", 0)
    return (count // 12 if year else None), count % 12 + 1


def _year_of(form: Form, m: int, d: int, year: int | None, today: date | None) -> int | None:
    """The year of a day and month: by direction, else the one that puts it nearest before the day published, or shortly after."""
    if year is None:
        return None
    if today is None:
        return year if form.get("rel") == 0 else None
    rel = form.get("rel")
    for y in (year + 1, year, year - 1) if rel != 1 else (year, year + 1):
        if d > calendar.monthrange(y, m)[1]:
            continue
        ahead = (date(y, m, d) - today).days
        if (rel is None and ahead <= _DAYS_AHEAD) or (rel == 0 and y == year) or (rel == -1 and ahead <= 0) or (rel == 1 and ahead >= 0):
            return y
    return None


def _months(form: Form, year: int | None, month: int | None) -> Day:
    months = sorted(_listed(form["m"]))
    y = form.get("y")
    if y is None and year and month:
        y = _year_of_month(form, months[0], year, month)
    elif y is None and year and form.get("rel") == 0:
        y = year
    said = tuple(k for k, key in (("year", "y"), ("month", "m")) if key in form)
    inferred = ("year",) if y and "y" not in form else ()
    if y is None and "rel" not in form and len(months) == 1 and "part" not in form and "called" not in form:
        return Day(said=said)
    isos = [f"{y:04d}-{m:02d}" if y else f"XXXX-{m:02d}" for m in months]
    edtf = isos[0] if len(isos) == 1 else f"{isos[0]}/{isos[-1]}" if form.get("span") else "{" + ",".join(isos) + "}"
    return _bounded(Day(edtf, _part(form), said=said, inferred=inferred, anchor="published" if inferred else None))


def _part(form: Form) -> Any:
    return form.get("part") or {1: "start", 2: "end"}.get(form.get("half", 0) if "m" in form else 0)


def _year_of_month(form: Form, m: int, year: int, month: int) -> int | None:
    rel = form.get("rel")
    if rel == 0:
        return year
    if rel == 1:
        return year if m >= month else year + 1
    if rel == -1:
        return year if m < month else year - 1
    if (year * 12 + month) - (year * 12 + m) >= -_DAYS_AHEAD // 30:
        return year
    return year - 1


def _years(form: Form, year: int | None) -> Day:
    y = form.get("y")
    if y is None:
        y = year + form.get("rel", 0) if year else None
    if y is None:
        return Day(said=("year",))
    inferred = () if "y" in form else ("year",)
    edtf = f"{y:04d}"
    if "half" in form:
        edtf = f"[{y:04d}-01..{y:04d}-06]" if form["half"] == 1 else f"[{y:04d}-07..{y:04d}-12]"
    elif "quarter" in form:
        edtf = f"[{y:04d}-{form['quarter'] * 3 - 2:02d}..{y:04d}-{form['quarter'] * 3:02d}]"
    said = ("year",) if "y" in form else ("direction",)
    return _bounded(Day(edtf, form.get("part"), said=said, inferred=inferred, anchor="published" if inferred else None))


def _weekday(form: Form, today: date | None) -> Day:
    """A bare weekday in news is today or the last one; "last" is before today, "next" after it."""
    if today is None:
        return Day(said=("weekday",))
    back = (today.weekday() - form["wd"]) % 7
    rel = form.get("rel")
    if form.get("unit") == "day" and rel is not None:
        return _exact(today + timedelta(rel), ("weekday",), ("year", "month", "day"))
    if rel == 1:
        return _exact(today + timedelta(7 - back if back else 7), ("weekday",), ("year", "month", "day"))
    if rel == -1 and back == 0:
        back = 7
    return _exact(today - timedelta(back), ("weekday",), ("year", "month", "day"))


def _units(form: Form, year: int | None, month: int | None, today: date | None) -> Day:
    """Today, yesterday, this month, next week: units of the calendar around the anchor."""
    unit, rel = form.get("unit"), form.get("rel", 0)
    if unit == "day":
        return _exact(today + timedelta(rel), ("direction",), ("year", "month", "day")) if today else Day(said=("direction",))
    if unit == "month" and month:
        y, m = _month_of(form, year, month)
        return _bounded(
            Day(
                f"{y:04d}-{m:02d}" if y else f"XXXX-{m:02d}",
                form.get("part"),
                said=("direction",),
                inferred=("year", "month"),
                anchor="published",
            )
        )
    if unit == "week" and today:
        # Weeks begin on Saturday, Sunday or Monday in the press of the region: the span covers all three.
        monday = today - timedelta(today.weekday()) + timedelta(7 * rel)
        return _span(monday - timedelta(2), monday + timedelta(6), ("direction",))
    return Day(said=("direction",))


def _bounded(day: Day) -> Day:
    """Adds the first and last day that an EDTF value without unknown digits allows."""
    if not day.edtf or "X" in day.edtf:
        return day
    inner = day.edtf.strip("[]{}")
    ends = inner.replace("..", "/").replace(",", "/").split("/")
    first, last = ends[0], ends[-1]
    low = f"{first}-01-01" if len(first) == 4 else f"{first}-01" if len(first) == 7 else first
    if len(last) == 7:
        y, m = int(last[:4]), int(last[5:])
        last = f"{last}-{calendar.monthrange(y, m)[1]:02d}"
    high = f"{last}-12-31" if len(last) == 4 else last
    return Day(day.edtf, day.part, low, high, day.said, day.inferred, day.anchor)
