"""When two tellings of a session are of one session: each rule is a condition on a pair, its docstring the reason shown.

A rule in `FIRM` decides by itself. In a rule of `ALONE` the telling `a` says too little; it decides only where every session that
`b` may be is one and the same. Over-merging is worse than under-merging: what no rule joins stays apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[], str]

TRACK = "('round', 'summit', 'ministerial', 'technical', 'conference')"
TALKS = "('bilateral', 'call', 'meeting')"
_PLANNED = "('planned', 'proposed', 'postponed')"
_SAME_TRACK = f"a.process = b.process AND a.kind = b.kind AND a.kind IN {TRACK}"
_OVERLAP = "a.earliest <= b.latest AND b.earliest <= a.latest"
_PLACES_FIT = "coalesce(a.city = b.city, a.country = b.country, true)"
_SAME_PLACE = "coalesce(a.city = b.city, a.country = b.country AND a.city IS NULL AND b.city IS NULL, false)"
_SOMEONE_IN_BOTH = "(len(a.sides) = 0 OR len(b.sides) = 0 OR list_has_any(a.sides, b.sides))"
_SAME_SIDES = "a.sides = b.sides AND len(a.sides) >= 2"
_SHARED_PEOPLE = "list_transform(list_intersect(a.people, b.people), lambda p: split_part(p, ':', 1))"
_SAME_PERSONS = f"len(list_intersect(a.named, b.named)) = len(list_distinct({_SHARED_PEOPLE}))"
_BOTH_UNNUMBERED = "a.number IS NULL AND b.number IS NULL"
_FITTING = f"{_OVERLAP} AND {_PLACES_FIT} AND {_SOMEONE_IN_BOTH}"


def _within(days: int) -> str:
    """Both are dated to some days, not to a season: 31 is a month, 7 a week."""
    return f"a.latest - a.earliest < {days} AND b.latest - b.earliest < {days}"


def same_number() -> str:
    """The same process, kind and number."""
    far = "a.status = 'held' AND b.status = 'held' AND greatest(a.earliest, b.earliest) - least(a.latest, b.latest) > 31"
    return f"a.process = b.process AND a.kind = b.kind AND a.number = b.number AND NOT coalesce({far}, false)"


def same_number_other_kind() -> str:
    """The same process, number and days; one source calls it by another kind."""
    return f"a.process = b.process AND a.number = b.number AND a.kind <> b.kind AND {_OVERLAP} AND {_within(31)}"


def same_days() -> str:
    """The same process and kind on days that overlap; place and participants agree."""
    return f"{_SAME_TRACK} AND {_BOTH_UNNUMBERED} AND {_within(31)} AND {_FITTING}"


def same_delegations() -> str:
    """The same delegations met on the same days."""
    kinds = f"a.kind IN {TALKS} AND b.kind IN {TALKS} AND (a.kind = 'call') = (b.kind = 'call')"
    process = "coalesce(a.process = b.process, true)"
    return f"{_SAME_SIDES} AND {_SAME_PERSONS} AND {kinds} AND {process} AND {_within(7)} AND {_OVERLAP} AND {_PLACES_FIT}"


def same_plan() -> str:
    """The same plan told twice: process, kind and place agree, and neither has a day."""
    undated = "a.earliest IS NULL AND b.earliest IS NULL AND a.dates IS NOT DISTINCT FROM b.dates"
    told = "coalesce(abs(a.told - b.told) < 180, true)"  # half a year: rounds of a process come about twice a year
    plans = f"a.status IN {_PLANNED} AND b.status IN {_PLANNED}"
    return f"{_SAME_TRACK} AND {_BOTH_UNNUMBERED} AND {plans} AND {undated} AND {_SAME_PLACE} AND {told}"


def same_days_number_unknown() -> str:
    """It has no number, but the only session of this process and kind on its days has one."""
    return f"{_SAME_TRACK} AND a.number IS NULL AND b.number IS NOT NULL AND {_within(31)} AND {_FITTING}"


def same_delegations_process_unknown() -> str:
    """No process is named, but the same delegations met in the same city on the same days, and only once."""
    kinds = f"a.kind IN {TRACK} AND b.kind = a.kind AND a.process IS NULL AND b.process IS NOT NULL"
    return f"{_SAME_SIDES} AND {_SAME_PERSONS} AND {kinds} AND {_within(7)} AND {_OVERLAP} AND a.city = b.city"


def within_a_wider_period() -> str:
    """The only session of this process and kind in the period that is given for it."""
    wide = "(b.latest - b.earliest < 31) <> (a.latest - a.earliest < 31)"
    return f"{_SAME_TRACK} AND a.number IS NULL AND {wide} AND {_FITTING}"


def same_month_days() -> str:
    """Its year is not said, but the only session of this process and kind in this city fits its month and day."""
    low, high = (f"try_cast(year(b.earliest) || '-' || a.md_{e} AS DATE)" for e in ("first", "last"))
    fits = f"a.earliest IS NULL AND b.latest - b.earliest < 31 AND {low} <= b.latest AND {high} >= b.earliest"
    return f"{_SAME_TRACK} AND coalesce(a.number = b.number, true) AND {fits} AND a.city = b.city AND {_SOMEONE_IN_BOTH}"


FIRM: list[Rule] = [same_number, same_number_other_kind, same_days, same_delegations, same_plan]
ALONE: list[Rule] = [same_days_number_unknown, same_delegations_process_unknown, within_a_wider_period, same_month_days]
