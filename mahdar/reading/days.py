"""Which day a symbolic form means: for a day published and a date named before, as far as they are known. Pure; never a guess."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec

from mahdar import edtf as values
from mahdar.model import Day
from mahdar.reading import hijri
from mahdar.reading.dates import Form, listed
from mahdar.reading.when import ALL, When, bounded, exact, joined, parts, span

# A month and day without a year lie, in news, at most this far from the day published: tuned on dated reports of 2017 to 2024.
_DAYS_AHEAD = 90
# A weekday of a plan of then is the next one up to so many days ahead, else the last one.
_NEAREST = 3
_DAYS_BESIDE = 60
_YEAR = 365
_BEFORE = "date named before"
_HEAD = re.compile(r"(\d{4}|XXXX)-(\d\d)(?:-\d\d)?\}?")
_WINTER = 4
# Weeks begin on Saturday, Sunday or Monday in the press of the region: "this week" may be any of the three.
_WEEKS_BEGIN = (5, 6, 0)
_FIRST_MONTHS = {1: 3, 2: 6, 3: 9}
_NOTHING = When(None, None, None, None, None)


def resolve(form: Form, anchor: Day | None = None, before: Day | None = None) -> Day:
    """The Day that a form means for a publication day (`anchor`) and the date named before it (`before`)."""
    try:
        return _doubted(form, _resolve(form, anchor, before))
    except OverflowError:
        return Day(said=tuple(sorted(form)))


def _resolve(form: Form, anchor: Day | None, before: Day | None) -> Day:
    year, month, day = parts(anchor.edtf if anchor else None)
    when = When(anchor, before, year, month, date(year, month, day) if year and month and day else None)
    if form.get("unit") == "year" and "m" in form and year and "of" not in form:
        return _in_year(form, year + form.get("rel", 0), anchor, before)
    meant = next((mean for key, mean in _MEANINGS if key in form), _units)
    return meant(form, when)


def _in_year(form: Form, year: int, anchor: Day | None, before: Day | None) -> Day:
    """A day or month of "this year" or "last year"."""
    plain = {k: v for k, v in form.items() if k not in ("unit", "rel")}
    found = resolve({**plain, "y": year}, anchor, before)
    said = tuple(k for k in found.said if k != "year")
    return msgspec.structs.replace(found, said=said, inferred=("year", *found.inferred), anchor="published")


def _doubted(form: Form, day: Day) -> Day:
    """Marks a day whose weekday, as said, is not the weekday that it was: both stay, none is chosen."""
    weekdays, days = listed(form.get("wd")), [*listed(form.get("d"))]
    if not weekdays or not days or day.earliest is None or day.earliest[:4] == "XXXX" or len(weekdays) > len(days):
        return day
    first = date.fromisoformat(day.earliest)
    dates = [first + timedelta(d - min(days)) for d in sorted(days)]
    fits = all(d.weekday() == wd for d, wd in zip(dates, weekdays, strict=False))
    return day if fits or "either" in form else msgspec.structs.replace(day, doubt=("weekday",))


def agreeing(form: Form, day: Day, before: Day | None) -> Day:
    """'Tomorrow, Wednesday', where the report's tomorrow is a Thursday: the day after the date named before, if that was a Wednesday."""
    if "weekday" not in day.doubt or "d" in form or before is None or before.earliest is None or before.earliest != before.latest:
        return day
    found = resolve(form, Day(before.earliest))
    return day if found.doubt else msgspec.structs.replace(found, anchor=_BEFORE)


def beside(form: Form, day: Day, before: Day | None) -> Day:
    """A day and month without a year, in a report without a day, take the year that puts them near the date named before.

    A month alone, or one called the current one, does so only where that date was in this very month.
    """
    bare = "y" not in form and isinstance(form.get("m"), int) and not {"d2", "of", "unit"} & form.keys()
    if not bare or day.edtf is None or not day.edtf.startswith("XXXX") or before is None or values.precision(before.edtf) != "day":
        return day
    year, month, other = parts(before.earliest)
    alone = "d" not in form or form.get("rel") == 0
    if not (year and month and other) or (alone and form["m"] != month):
        return day
    plain = {k: v for k, v in form.items() if k != "rel"}
    years = (year,) if alone else (year, year - 1, year + 1)
    near = next((found for y in years if _is_near(found := resolve({**plain, "y": y}), date(year, month, other))), None)
    if near is None:
        return day
    return Day(near.edtf, near.part, near.earliest, near.latest, day.said, ("year",), _BEFORE, near.doubt)


def _is_near(day: Day, other: date) -> bool:
    return day.earliest is not None and abs((date.fromisoformat(day.earliest) - other).days) <= _DAYS_BESIDE


# --- from the date named before


def _shift(form: Form, when: When) -> Day:
    """Some days, months or years after (or before) the last day, month or year that was named."""
    before, n, unit = when.before, form["after"], form.get("unit", "day")
    if before is None or before.latest is None or before.edtf is None:
        return Day(said=("after",))
    last = date.fromisoformat(before.latest)
    if unit in ("month", "year"):
        months = last.year * 12 + last.month - 1 + n * (12 if unit == "year" else 1)
        value = f"{months // 12:04d}" + (f"-{months % 12 + 1:02d}" if unit == "month" else "")
        known = ("year", "month") if unit == "month" else ("year",)
        wide = unit == "month" and before.earliest is not None and before.earliest[:7] != before.latest[:7]
        return Day(said=("after",)) if wide else bounded(Day(value, None, said=("after",), inferred=known, anchor=_BEFORE))
    if before.edtf[0] == "[" or values.precision(before.edtf) != "day":
        return Day(said=("after",))
    return exact(last + timedelta(n), ("after",), ALL, _BEFORE)


def _of_before(form: Form, when: When) -> Day:
    """'The 15th of it', 'May of the same year': month and year are those of the date named before."""
    said = tuple(k for k, key in (("month", "m"), ("day", "d"), ("weekday", "wd")) if key in form)
    before = when.before
    found = _HEAD.search((before.edtf or "").split("..")[-1].split("/")[-1]) if before else None
    year = found[1] if found else (before.edtf or "")[:4] if before and re.match(r"\d{4}$", before.edtf or "") else None
    plain = {k: v for k, v in form.items() if k not in ("of", "unit", "rel")}
    if year and year.isdigit():
        plain["y"] = int(year)
    if form["of"] == "month" and "m" not in form and found:
        plain["m"] = int(found[2])
    if year is None or (form["of"] == "month" and not found):
        return Day(said=said or ("of",))
    day = resolve(plain if plain.keys() - {"part"} else {})
    inferred = tuple(k for k, key in (("year", "y"), ("month", "m")) if key in plain and key not in form)
    return msgspec.structs.replace(day, said=said or ("of",), inferred=inferred, anchor=_BEFORE) if day.edtf else Day(said=said or ("of",))


def _ago(form: Form, when: When) -> Day:
    """Some days, weeks, months or years back; only days back are a day."""
    n, unit, today = form["ago"], form.get("unit", "day"), when.today
    if today is None or not isinstance(n, int):
        return Day(said=("ago",))
    if unit == "day":
        return exact(today - timedelta(n), ("ago",), ALL)
    months = today.year * 12 + today.month - 1 - n * {"month": 1, "year": 12}.get(unit, 0)
    if unit == "week":
        return span(today - timedelta(7 * n + 3), today - timedelta(7 * n - 3), ("ago",))
    value = f"{months // 12:04d}-{months % 12 + 1:02d}" if unit == "month" else f"{months // 12:04d}"
    return bounded(Day(value, None, said=("ago",), inferred=("year", "month"), anchor="published"))


# --- days


def _days(form: Form, when: When) -> Day:
    said = tuple(k for k, key in (("year", "y"), ("month", "m"), ("day", "d"), ("weekday", "wd")) if key in form)
    y, m = form.get("y"), form.get("m")
    if m is None:
        y, m = _month_of(form, when.year, when.month)
    elif y is None:
        y = _year_of(form, m, listed(form["d"])[0], when)
    inferred = tuple(k for k, v in (("year", y), ("month", m)) if v and k not in said)
    days = sorted([*listed(form["d"]), *listed(form.get("to"))])
    if m is None or max(days) > calendar.monthrange(y or 2000, m)[1]:
        return Day(said=said)
    head = f"{y:04d}-" if y else "XXXX-"
    straight = len(days) > 1 and ("to" in form or days == list(range(days[0], days[-1] + 1)))
    value: str | None = joined([f"{head}{m:02d}-{d:02d}" for d in days], straight)
    if "either" in form:
        value = "[" + ",".join(sorted([str(value), f"{head}{form['either']:02d}-{days[0]:02d}"])) + "]" if len(days) == 1 else None
    return bounded(Day(value, None, said=said, inferred=inferred, anchor="published" if inferred else None))


def _two_days(form: Form, when: When) -> Day:
    """Two days of two months, or two months: from the one to the other, or both. The earlier has the later's year, or the one before."""
    crossing = form["m"] > form["m2"]
    later = form["y2"] if "y2" in form else form["y"] + crossing if "y" in form else None
    first_day, last_day = ({"d": form[key]} if key in form else {} for key in ("d", "d2"))
    last = {**last_day, "m": form["m2"]}
    second = resolve({**last, "y": later} if later else {**last, **({"rel": form["rel"]} if "rel" in form else {})}, when.anchor)
    end = parts(second.edtf)[0]
    year = form.get("y") or (end and end - crossing)
    first = resolve({**first_day, "m": form["m"], **({"y": year} if year else {})})
    said = tuple(k for k, key in (("year", "y"), ("month", "m"), ("day", "d")) if key in form)
    inferred = ("year",) if year and not {"y", "y2"} & form.keys() else ()
    said = ("year", *said) if "y2" in form and "y" not in form else said
    if first.edtf is None or second.edtf is None or (first.earliest or "") > (second.earliest or ""):
        return Day(said=said)
    value = joined([first.edtf, second.edtf], bool(form.get("span")))
    return bounded(Day(value, None, said=said, inferred=inferred, anchor="published" if inferred else None))


def _month_of(form: Form, year: int | None, month: int | None) -> tuple[int | None, int | None]:
    """'The 22nd of this month': the anchor's month, or the one before or after it."""
    if month is None or form.get("unit", "month") != "month":
        return None, None
    count = (year or 0) * 12 + month - 1 + form.get("rel", 0)
    return (count // 12 if year else None), count % 12 + 1


def _year_of(form: Form, m: int, d: int, when: When) -> int | None:
    """The year of a day and month: by direction, else the one that puts it nearest before the day published, or shortly after."""
    year, today = when.year, when.today
    if year is None:
        return None
    if today is None:
        return year if form.get("rel") == 0 else None
    rel = form.get("rel")
    for y in (year + 1, year, year - 1) if rel != 1 else (year, year + 1):
        if d > calendar.monthrange(y, m)[1]:
            continue
        ahead = (date(y, m, d) - today).days
        if form.get("ahead"):
            if -_DAYS_BESIDE <= ahead < _YEAR - _DAYS_BESIDE:
                return y
        elif (rel is None and ahead <= _DAYS_AHEAD) or (rel == 0 and y == year) or (rel == -1 and ahead <= 0) or (rel == 1 and ahead >= 0):
            return y
    return None


def _hijri(form: Form, _: When) -> Day:
    """A day, month or year of the Hijri calendar: a period around what arithmetic says; without its year it keeps its words."""
    said = tuple(k for k, key in (("year", "y"), ("month", "h"), ("day", "d")) if key in form)
    if "y" not in form or "d2" in form or len(listed(form.get("d"))) > 1:
        return Day(said=said)
    first, last = hijri.period(form["y"], form["h"] or None, form.get("d"))
    return Day(f"[{first}..{last}]", form.get("part"), first.isoformat(), last.isoformat(), said, ("calendar",), "hijri calendar")


# --- months, seasons, years


def _months(form: Form, when: When) -> Day:
    months = sorted(listed(form["m"]))
    if "either" in form:
        return _one_of(form, when)
    y = form.get("y")
    if y is None and when.year and when.month:
        y = _year_of_month(form, months[0], when.year, when.month)
    elif y is None and form.get("rel") == 0:
        y = when.year
    said = tuple(k for k, key in (("year", "y"), ("month", "m")) if key in form)
    inferred = ("year",) if y and "y" not in form else ()
    if y is None and "rel" not in form and len(months) == 1 and "part" not in form and "called" not in form:
        return Day(said=said)
    isos = [f"{y:04d}-{m:02d}" if y else f"XXXX-{m:02d}" for m in months]
    value: str | None = joined(isos, bool(form.get("span")))
    if "week" in form:
        value = _week_of(y, months[0], form["week"]) if y else None
    return bounded(Day(value, _part(form), said=said, inferred=inferred, anchor="published" if inferred else None))


def _one_of(form: Form, when: When) -> Day:
    """One of two months, each in the year that it alone would have."""
    plain = {k: v for k, v in form.items() if k != "either"}
    days = [_months({**plain, "m": m}, when) for m in (form["m"], form["either"])]
    isos = sorted(str(d.edtf) for d in days)
    return days[0] if None in (d.edtf for d in days) else bounded(msgspec.structs.replace(days[0], edtf=f"[{','.join(isos)}]"))


def _week_of(year: int, month: int, nth: int) -> str | None:
    """The nth seven days of a month; -1 are the last seven."""
    length = calendar.monthrange(year, month)[1]
    first = length - 6 if nth < 0 else 7 * nth - 6
    return f"[{year:04d}-{month:02d}-{first:02d}..{year:04d}-{month:02d}-{min(first + 6, length):02d}]" if first <= length else None


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
    ahead, most = (m - month) % 12, (_YEAR - _DAYS_BESIDE if form.get("ahead") else _DAYS_AHEAD) // 30
    return year + (month + ahead > 12) if ahead <= most else year - (m > month)


def _season(form: Form, when: When) -> Day:
    """A season of a year. Winter lies in two years, and the press means either."""
    season, y, rel, year, month = form["season"], form.get("y"), form.get("rel"), when.year, when.month
    said: tuple[str, ...] = ("year", "season") if y else ("season",)
    if y is None and season != _WINTER and year and (rel == 0 or form.get("unit") == "year"):
        y = year + (rel or 0)
    elif y is None and season != _WINTER and year and month and rel is not None:
        first = _FIRST_MONTHS[season]
        y = year + (1 if rel == 1 and month >= first else -1 if rel == -1 and month < first + 3 else 0)
    if y is None:
        return Day(said=said)
    value = f"{y:04d}" if season == _WINTER else f"{y:04d}-{20 + season}"
    inferred = () if "y" in form else ("year",)
    return bounded(Day(value, form.get("part"), said=said, inferred=inferred, anchor="published" if inferred else None))


def _years(form: Form, when: When) -> Day:
    if "decade" in form:
        return bounded(Day(f"{form['decade']}X", form.get("part"), said=("year",)))
    if "to" in form or isinstance(form.get("y2"), int):
        return bounded(Day(joined([f"{form['y']:04d}", f"{form['y2']:04d}"], bool(form.get("span"))), None, said=("year",)))
    y = form.get("y")
    if y is None:
        y = when.year + form.get("rel", 0) if when.year else None
    if y is None:
        return Day(said=("year",))
    inferred = () if "y" in form else ("year",)
    value = f"{y:04d}"
    if "half" in form:
        value = f"[{y:04d}-01..{y:04d}-06]" if form["half"] == 1 else f"[{y:04d}-07..{y:04d}-12]"
    elif "quarter" in form:
        value = f"[{y:04d}-{form['quarter'] * 3 - 2:02d}..{y:04d}-{form['quarter'] * 3:02d}]"
    said = ("year",) if "y" in form else ("direction",)
    return bounded(Day(value, form.get("part"), said=said, inferred=inferred, anchor="published" if inferred else None))


# --- weekdays, and units around the day published


def _weekday(form: Form, when: When) -> Day:
    """A bare weekday in news is today or the last one; "last" is before today, "next" after it; of several the last one leads.

    That of a plan of then ("was to begin on Friday") is the nearest one: the plan may be kept still.
    """
    today = when.today
    if today is None:
        return Day(said=("weekday",))
    weekdays, rel = listed(form["wd"]), form.get("rel")
    if form.get("unit") == "day" and isinstance(rel, int):
        return _named_shift(today + timedelta(rel), weekdays[0])
    if form.get("unit") == "week":
        monday = today - timedelta(today.weekday()) + timedelta(7 * (rel or 0))
        return exact(monday + timedelta(weekdays[0] - 7 * (weekdays[0] > 4)), ("weekday",), ALL)
    lead, rest = (weekdays[0] - today.weekday()) % 7, weekdays[1:]
    if rel == 1 or form.get("ahead") or (form.get("near") and lead <= _NEAREST):
        first = today + timedelta(lead or (7 if rel == 1 else 0))
        days = [first, *(first + timedelta((w - weekdays[0]) % 7) for w in rest)]
    else:
        back = (today.weekday() - weekdays[-1]) % 7
        last = today - timedelta(back or (7 if rel == -1 else 0))
        days = [*(last - timedelta((weekdays[-1] - w) % 7) for w in weekdays[:-1]), last]
    straight = bool(form.get("span")) or all((b - a).days == 1 for a, b in pairwise(days))
    return bounded(Day(joined([d.isoformat() for d in days], straight), None, said=("weekday",), inferred=ALL, anchor="published"))


def _named_shift(day: date, weekday: int) -> Day:
    """'Yesterday, Saturday': the day that yesterday was; where it was no Saturday, that day or the Saturday beside it."""
    found = exact(day, ("weekday",), ALL)
    if day.weekday() == weekday:
        return found
    beside = next((d for d in (day - timedelta(1), day + timedelta(1)) if d.weekday() == weekday), None)
    value = f"[{','.join(sorted((day.isoformat(), beside.isoformat())))}]" if beside else found.edtf
    return bounded(msgspec.structs.replace(found, edtf=value, doubt=("weekday",)))


def _units(form: Form, when: When) -> Day:
    """Today, yesterday, this month, next week: units of the calendar around the anchor."""
    unit, rel, today = form.get("unit"), form.get("rel", 0), when.today
    if unit == "year":
        return _years(form, when)
    if unit == "day" and today:
        days = [(today + timedelta(n)).isoformat() for n in sorted(listed(rel))]
        return bounded(Day(joined(days, True), None, said=("direction",), inferred=ALL, anchor="published"))
    if unit == "month" and when.month:
        y, m = _month_of(form, when.year, when.month)
        if "week" in form or "half" in form:
            return _replaced(form, y, m) if y else Day(said=("direction",))
        value = f"{y:04d}-{m:02d}" if y else f"XXXX-{m:02d}"
        return bounded(Day(value, form.get("part"), said=("direction",), inferred=("year", "month"), anchor="published"))
    if unit == "week" and today:
        starts = [today - timedelta((today.weekday() - first) % 7) + timedelta(7 * rel) for first in _WEEKS_BEGIN]
        return msgspec.structs.replace(span(min(starts), max(starts) + timedelta(6), ("direction",)), part=form.get("part"))
    return Day(said=("direction",))


def _replaced(form: Form, year: int, month: int | None) -> Day:
    """A week or a half of a month that is named by its direction."""
    found = _months({k: v for k, v in form.items() if k not in ("unit", "rel")} | {"m": month, "y": year}, _NOTHING)
    return msgspec.structs.replace(found, said=("direction",), inferred=("year", "month"), anchor="published")


_MEANINGS: list[tuple[str, Callable[[Form, When], Day]]] = [
    ("after", _shift),
    ("session_day", lambda _form, _when: Day(said=("session_day",))),
    ("ago", _ago),
    ("h", _hijri),
    ("of", _of_before),
    ("m2", _two_days),
    ("d", _days),
    ("m", _months),
    ("season", _season),
    ("y", _years),
    ("decade", _years),
    ("wd", _weekday),
]
