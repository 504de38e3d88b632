"""What speaks for and against two tellings being of one session: each feature is a condition on a pair, its docstring the reason shown.

`a` and `b` are profiles (see `profiles.sql`), `p` is their pair (see `pairs.sql`). The weights are one list, at the end. A weight says how
much a feature counts: seven is about what one needs to be right where nothing else comes into question, twelve what decides by itself. They
were set by hand on cases of the tests and on made-up coverage (`bench/coverage.py`); names, cities and days take no part in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Feature = Callable[[], str]

_SAME_PLACE = "coalesce(a.city = b.city, a.country = b.country AND a.city IS NULL AND b.city IS NULL, false)"


def same_number() -> str:
    """The same process and number."""
    return "a.process = b.process AND p.same_number"


def other_number() -> str:
    """Another number."""
    return "NOT p.same_number"


def other_number_no_day() -> str:
    """Another number, and no day that speaks against it."""
    days = " OR ".join(f"coalesce({feature()}, false)" for feature in (same_days, near_days, same_month_and_day, same_news))
    return f"NOT p.same_number AND NOT ({days})"


def next_round() -> str:
    """The next round of the process when it was told."""
    return "a.process = b.process AND p.next_round"


def same_kind() -> str:
    """The same kind of session."""
    return "a.process = b.process AND a.kind = b.kind AND p.on_track"


def other_kind() -> str:
    """Another kind of session."""
    return "a.kind <> b.kind AND NOT p.both_talks AND NOT (a.bare OR b.bare)"


def process_unknown() -> str:
    """No process is named in one."""
    return "(a.process IS NULL) <> (b.process IS NULL) AND p.on_track"


def same_days() -> str:
    """The same days."""
    return "p.gap <= 0 AND p.wider < 7"


def near_days() -> str:
    """Days at most three apart."""
    return "p.gap BETWEEN 1 AND 3 AND p.wider < 7 AND p.on_track"


def same_month() -> str:
    """Within the month given for it."""
    return "p.gap <= 0 AND p.wider BETWEEN 7 AND 30"


def same_period() -> str:
    """Within the period given for it."""
    return "p.gap <= 0 AND p.wider > 30 AND p.on_track"


def other_days() -> str:
    """Other days."""
    return "p.gap > CASE WHEN p.same_number THEN 31 WHEN p.on_track THEN 3 ELSE 0 END AND NOT p.slipped"


def planned_for_other_days() -> str:
    """Planned for other days."""
    return "p.gap > 3 AND p.slipped"


def planned_to_the_day() -> str:
    """Planned for other days, named to the day."""
    return "p.gap > 3 AND p.slipped AND a.exact AND b.exact"


def planned_after() -> str:
    """A plan when it was already reported as held."""
    return " OR ".join(f"({x}.plan AND {y}.status = 'held' AND {x}.told_first > {y}.told_first)" for x, y in ("ab", "ba"))


def held_before() -> str:
    """Reported as held before those days."""
    return " OR ".join(f"({x}.status = 'held' AND {x}.latest IS NULL AND {x}.told_first + 7 < {y}.earliest)" for x, y in ("ab", "ba"))


def same_month_and_day() -> str:
    """The same month and day, where a year is not said."""
    return "p.on_its_day"


def other_month_and_day() -> str:
    """Another month or day, where a year is not said."""
    return "NOT p.on_its_day"


def same_news() -> str:
    """News of the same days."""
    return "(a.news OR b.news) AND a.near_from <= b.near_to AND b.near_from <= a.near_to"


def other_news() -> str:
    """News of other days."""
    return "(a.news OR b.news) AND greatest(a.near_from - b.near_to, b.near_from - a.near_to) > 31"


def same_plan() -> str:
    """The same plan without a day, told within half a year."""
    undated = "a.earliest IS NULL AND b.earliest IS NULL AND a.dates IS NOT DISTINCT FROM b.dates"
    return f"a.plan AND b.plan AND {undated} AND {_SAME_PLACE} AND coalesce(abs(a.told - b.told) < 180, true)"


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
    return "p.sides_shared AND a.sides <> b.sides"


def other_delegations() -> str:
    """No delegation in common."""  # of a session of a process a report may name one, such as its host
    return "least(len(a.sides), len(b.sides)) >= CASE WHEN p.on_track THEN 2 ELSE 1 END AND NOT p.sides_shared"


def same_persons() -> str:
    """The same persons."""
    return "p.people_shared AND NOT p.other_person"


def other_persons() -> str:
    """Another person of the same delegation."""
    return "p.other_person AND (p.both_talks OR a.process IS NULL OR b.process IS NULL)"


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
    (next_round, 8),
    (same_kind, 3),
    (other_kind, -5),
    (process_unknown, -8),
    (same_days, 9),
    (same_plan, 9),
    (near_days, 6),
    (same_month, 4),
    (same_period, 4),
    (same_month_and_day, 6),
    (other_days, -12),
    (planned_for_other_days, -4),
    (planned_to_the_day, -3),
    (planned_after, -6),
    (held_before, -8),
    (other_month_and_day, -12),
    (same_news, 9),
    (other_news, -5),
    (same_city, 3),
    (other_place, -4),
    (same_delegations, 4),
    (common_delegations, 1),
    (other_delegations, -9),
    (same_persons, 1),
    (other_persons, -14),
]
