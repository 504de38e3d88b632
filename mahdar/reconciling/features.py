"""What speaks for and against two tellings being of one session: each feature is a condition on a pair, its docstring the reason shown.

`a` and `b` are profiles (see `profiles.sql`). The weights are one list, at the end. A weight says how much a feature counts: seven is
about what one needs to be right where nothing else comes into question, twelve what decides by itself. They were set by hand on cases of
the tests and on made-up coverage (`bench/coverage.py`); names, cities and days take no part in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Feature = Callable[[], str]

TRACK = "('round', 'summit', 'ministerial', 'technical', 'conference')"
TALKS = "('bilateral', 'call', 'meeting')"
_PLANNED = "('planned', 'proposed', 'postponed')"
_ON_TRACK = f"a.kind IN {TRACK} AND b.kind IN {TRACK}"
_TALKS = f"a.kind IN {TALKS} AND b.kind IN {TALKS} AND (a.kind = 'call') = (b.kind = 'call')"
_PLANS = f"(a.status IN {_PLANNED} AND b.status IN {_PLANNED})"
_GAP = "greatest(a.earliest - b.latest, b.earliest - a.latest)"  # days between; 0 or less where they meet
_DATED = "(a.latest - a.earliest) + (b.latest - b.earliest) IS NOT NULL"
_WIDER = f"CASE WHEN {_DATED} THEN greatest(a.latest - a.earliest, b.latest - b.earliest) END"
_BEFORE = " OR ".join(
    f"({x}.status IN {_PLANNED} AND coalesce({x}.told_first < CASE WHEN {y}.exact THEN {y}.earliest ELSE {y}.latest END, true))"
    for x, y in ("ab", "ba")
)
_SLIPPED = f"(coalesce(a.number = b.number, false) AND ({_BEFORE}))"  # plans told before it was held can be of other days
_SHARED_SIDES = "list_intersect(a.sides, b.sides)"
_SHARED_PEOPLE = "list_transform(list_intersect(a.people, b.people), lambda p: split_part(p, ':', 1))"
_SOME_OTHER_PERSON = f"len(list_intersect(a.named, b.named)) > len(list_distinct({_SHARED_PEOPLE}))"


def same_number() -> str:
    """The same process and number."""
    return "a.process = b.process AND a.number = b.number"


def other_number() -> str:
    """Another number."""
    return "a.number <> b.number"


def other_number_no_day() -> str:
    """Another number, and no day that speaks against it."""
    days = ", ".join(f"coalesce({feature()}, false)" for feature in (same_days, near_days, same_month_and_day, same_news))
    return f"a.number <> b.number AND NOT list_bool_or([{days}])"


def same_kind() -> str:
    """The same kind of session."""
    return f"a.process = b.process AND a.kind = b.kind AND {_ON_TRACK}"


def other_kind() -> str:
    """Another kind of session."""
    return f"a.kind <> b.kind AND NOT ({_TALKS})"


def process_unknown() -> str:
    """No process is named in one."""
    return f"(a.process IS NULL) <> (b.process IS NULL) AND {_ON_TRACK}"


def same_days() -> str:
    """The same days."""
    return f"{_GAP} <= 0 AND {_WIDER} < 7"


def near_days() -> str:
    """Days at most three apart."""
    return f"{_GAP} BETWEEN 1 AND 3 AND {_WIDER} < 7 AND {_ON_TRACK}"


def same_month() -> str:
    """Within the month given for it."""
    return f"{_GAP} <= 0 AND {_WIDER} BETWEEN 7 AND 30"


def same_period() -> str:
    """Within the period given for it."""
    return f"{_GAP} <= 0 AND {_WIDER} > 30 AND {_ON_TRACK}"


def other_days() -> str:
    """Other days."""
    return f"{_GAP} > CASE WHEN a.number = b.number THEN 31 WHEN {_ON_TRACK} THEN 3 ELSE 0 END AND NOT {_SLIPPED}"


def planned_for_other_days() -> str:
    """Planned for other days."""
    return f"{_GAP} > 3 AND {_SLIPPED}"


def planned_to_the_day() -> str:
    """Planned for other days, named to the day."""
    return f"{_GAP} > 3 AND {_SLIPPED} AND a.exact AND b.exact"


def planned_after() -> str:
    """A plan when it was already reported as held."""
    return " OR ".join(f"({x}.status IN {_PLANNED} AND {y}.status = 'held' AND {x}.told_first > {y}.told_first)" for x, y in ("ab", "ba"))


def held_before() -> str:
    """Reported as held before those days."""
    return " OR ".join(f"({x}.status = 'held' AND {x}.latest IS NULL AND {x}.told_first + 7 < {y}.earliest)" for x, y in ("ab", "ba"))


def same_month_and_day() -> str:
    """The same month and day, where a year is not said."""
    return f"(a.earliest IS NULL AND {_on_its_day('a', 'b')}) OR (b.earliest IS NULL AND {_on_its_day('b', 'a')})"


def other_month_and_day() -> str:
    """Another month or day, where a year is not said."""
    return f"(a.earliest IS NULL AND NOT {_on_its_day('a', 'b')}) OR (b.earliest IS NULL AND NOT {_on_its_day('b', 'a')})"


def _on_its_day(open_one: str, other: str) -> str:
    """Whether the month and day of one, put in the year of the other, are on the days of the other, if these are no period."""
    low, high = (f"try_cast(year({other}.earliest) || '-' || {open_one}.md_{end} AS DATE)" for end in ("first", "last"))
    return f"CASE WHEN {other}.latest - {other}.earliest < 31 THEN {low} <= {other}.latest AND {high} >= {other}.earliest END"


def same_news() -> str:
    """News of the same days."""
    return "(a.news OR b.news) AND a.near_from <= b.near_to AND b.near_from <= a.near_to"


def other_news() -> str:
    """News of other days."""
    return "(a.news OR b.news) AND greatest(a.near_from - b.near_to, b.near_from - a.near_to) > 31"


def same_plan() -> str:
    """The same plan without a day, told within half a year."""
    undated = "a.earliest IS NULL AND b.earliest IS NULL AND a.dates IS NOT DISTINCT FROM b.dates"
    place = "coalesce(a.city = b.city, a.country = b.country AND a.city IS NULL AND b.city IS NULL, false)"
    return f"{_PLANS} AND {undated} AND {place} AND coalesce(abs(a.told - b.told) < 180, true)"


def same_city() -> str:
    """The same city."""
    return "a.city = b.city"


def other_place() -> str:
    """Another place."""
    return "coalesce(a.city <> b.city, a.country <> b.country)"


def same_delegations() -> str:
    """The same delegations."""
    return "a.sides = b.sides AND len(a.sides) >= 2"


def common_delegations() -> str:
    """Delegations in common."""
    return f"len({_SHARED_SIDES}) > 0 AND a.sides <> b.sides"


def other_delegations() -> str:
    """No delegation in common."""  # of a session of a process a report may name one, such as its host
    least = f"CASE WHEN {_ON_TRACK} THEN 2 ELSE 1 END"
    return f"least(len(a.sides), len(b.sides)) >= {least} AND len({_SHARED_SIDES}) = 0"


def same_persons() -> str:
    """The same persons."""
    return f"len({_SHARED_PEOPLE}) > 0 AND NOT ({_SOME_OTHER_PERSON})"


def other_persons() -> str:
    """Another person of the same delegation."""
    return f"{_SOME_OTHER_PERSON} AND ({_TALKS} OR a.process IS NULL OR b.process IS NULL)"


def copied() -> str:
    """One report copies the other and tells of it in the same terms."""
    terms = " AND ".join(f"a.{cell} IS NOT DISTINCT FROM b.{cell}" for cell in ("process", "kind", "number", "dates", "city"))
    return f"list_has_any(a.origins, b.origins) AND {terms}"


LIKELY = 7
FEATURES: list[tuple[Feature, int]] = [
    (copied, 12),
    (same_number, 9),
    (other_number, -5),
    (other_number_no_day, -7),
    (same_kind, 3),
    (other_kind, -5),
    (process_unknown, -8),
    (same_days, 9),
    (same_plan, 9),
    (near_days, 6),
    (same_month, 4),
    (same_period, 4),
    (same_month_and_day, 4),
    (other_days, -12),
    (planned_for_other_days, -4),
    (planned_to_the_day, -3),
    (planned_after, -6),
    (held_before, -8),
    (other_month_and_day, -12),
    (same_news, 5),
    (other_news, -5),
    (same_city, 3),
    (other_place, -4),
    (same_delegations, 4),
    (common_delegations, 1),
    (other_delegations, -9),
    (same_persons, 1),
    (other_persons, -14),
]
