"""What a date expression says, as a symbolic form; what day a form means is settled in `days`.

A form keeps what the words say and nothing else, so that it can be resolved again once the day published is known:
`y m d` numbers (`d`, `m` and `wd` may be lists), `to` (last day of a range), `d2 m2 y2` (a second day, of another month; `span` when
it ends a range), `either` (another month given for the same day), `h` a month of the Hijri calendar, `wd` a weekday (Monday is 0),
`ahead` (a weekday still to come), `near` (the nearest such weekday), `rel` -1, 0 or 1 with `unit` (`day week month year`), `part`,
`half`, `quarter`, `week` (nth of a month), `season`, `decade`, `of` (the month or year of the date named before), `after` (days, months
or years after that date), `ago` (units back), `session_day` (the nth day of a session: open until the session is known).
"""

from __future__ import annotations

import calendar
from typing import Any

from mahdar.engine.cascade import Match, Node, Refused, maker

_SLOTS = "d m y wd rel unit part half quarter third to off after n ord called d2 m2 y2 either h season week decade one two"
_IN_ORDER = _SLOTS.split()
_LISTS = frozenset({"d", "m", "wd", "off"})
_VALUES = (
    *(
        "MONTH",
        "MONTH_ALONE",
        "LATIN_MONTH",
        "AND_MONTH",
        "HIJRI_MONTH",
        "WEEKDAY",
        "UNIT",
        "UNIT_TWO",
        "UNIT_ONE",
        "ORDINAL",
        "FIRST_DAY",
        "CARDINAL",
    ),
    "DIRECTION",
    *("THIS", "PART", "DAY_SHIFT", "AND_TOMORROW", "NEXT_DAY", "DAY_ON", "THEN_AHEAD", "THEN_BACK", "AFTER_PREP"),
    *("SEASON", "THE_SEASON", "DECADE", "YEAR_IN_WORDS"),
)
_DIGITS = 4
_MONTHS = 12
_TEN = 10
_HIJRI_YEARS = (1300, 1500)
_OUR_YEARS = (1900, 2100)
Form = dict[str, Any]


@maker("date", _SLOTS, "DATE")
def make_date(match: Match) -> dict[str, Any]:
    """Days, months, years, weekdays, directions and parts as one form; refuses what no calendar has."""
    form = {key: value for key in _IN_ORDER if key in match.slots and (value := _slot(match, key)) is not None}
    form.update(match.rule.fixed)
    _count(form)
    for short, parts in (("n", "ago"), ("ord", "session_day")):
        if short in form:
            form[parts] = form.pop(short)
    for key, last in (("quarter", 4), ("half", 2)):
        if form.get(key, 1) < 1:
            form[key] = last
    if "third" in form:
        form["part"] = {1: "start", 2: "middle"}.get(form.pop("third"), "end")
    if "off" in form:
        form["rel"], form["unit"] = form.pop("off"), form.get("unit", "day")
    if form.get("either") == form.get("m"):
        form.pop("either", None)
    if form.pop("order", None) and form["d"] != form["m"] and max(form["d"], form["m"]) <= _MONTHS:
        raise Refused("either number may be the month")
    _check(form)
    return {"DATE": form}


@maker("clock", "", "CLOCK")
def make_clock(match: Match) -> dict[str, Any]:
    """A time of the day: its numbers are no days."""
    return {"CLOCK": match.nodes[0].norm}


def _slot(match: Match, key: str) -> Any:
    """A slot's value: for days, months and weekdays, one number or the list of those named."""
    values = [v for node in match.slots.get(key, ()) if (v := _number(node)) is not None]
    if not values:
        return None
    return values[0] if len(values) == 1 or key not in _LISTS else _with_the_tens(match, key, values)


def _with_the_tens(match: Match, key: str, values: list[Any]) -> list[Any]:
    """'The third and twenty-fourth' in words, one day and the next, are the 23rd and the 24th: the tens are said once."""
    first, *rest = values
    in_words = key == "d" and not any("NUMBER" in n.features for n in match.slots[key])
    follows = len(rest) == 1 and first < _TEN < rest[0] and rest[0] % _TEN == first + 1
    return [first + rest[0] - rest[0] % _TEN, *rest] if in_words and follows else values


def _number(node: Node) -> Any:
    for name in _VALUES if node.classes else ():
        if name in node.classes:
            return node.classes[name]
    return int(node.norm) if "NUMBER" in node.features and len(node.norm) <= _DIGITS else None


def _count(form: Form) -> None:
    """One unit, two units, or a number of them; counted on from the date named before, or back from the report."""
    for key, n in (("one", 1), ("two", 2)):
        if key in form:
            form["unit"], form["n"] = form.pop(key), n
    if "n" in form and "after" in form:
        form["after"] *= form.pop("n") * (7 if form.get("unit") == "week" else 1)
        if form.get("unit") in ("day", "week"):
            del form["unit"]


def _check(form: Form) -> None:
    days = [*listed(form.get("d")), *listed(form.get("to"))]
    months = listed(form.get("m"))
    if any(not 1 <= m <= 12 for m in months) and len(months) == 1 == len(days) and months[0] <= 31 and days[0] <= 12:
        form["m"], form["d"] = form["d"], form["m"]
        days, months = months, days
    if any(not 1 <= d <= 31 for d in [*days, *listed(form.get("d2"))]) or any(not 1 <= m <= 12 for m in months):
        raise Refused("no such day or month")
    if isinstance(form.get("to"), int) and days and form["to"] < max(listed(form.get("d"))):
        raise Refused("a range that ends before it begins")
    low, high = _HIJRI_YEARS if "h" in form else _OUR_YEARS
    if not low <= form.get("y", low) <= high or not low <= form.get("y2", low) <= high:
        raise Refused("no year of our time")
    if "y2" in form and "y" in form and form["y2"] < form["y"]:
        raise Refused("a range that ends before it begins")
    if "h" not in form and len(months) == 1 and days and max(days) > calendar.monthrange(form.get("y", 2000), months[0])[1]:
        raise Refused("the month has no such day")


def listed(value: Any) -> list[Any]:
    """A slot's value as a list, empty where nothing is said."""
    return value if isinstance(value, list) else [] if value is None else [value]
