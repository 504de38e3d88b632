"""Groups of tellings as they are joined, and what keeps two groups apart: values that cannot both be true, weighed by their voices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

Voices = dict[Any, frozenset[str]]  # value -> the independent voices that say it
Leading = tuple[Any, int]

OUTVOTED = 3  # a value is an error of its sources where so many times more voices contradict it
FEW = 4  # voices that can err alike
WEEK = 7
YEAR = 366
NUMBER, HELD, PLANNED, DAY_OF_YEAR = "number", "held", "planned", "day of the year"


class Facet(NamedTuple):
    """When two values of a facet contradict each other, and when no number of voices makes one of them an error.

    `agreed` is whether the two groups agree on the number: days and places that differ are then errors, or conflicts to be shown.
    """

    contradict: Callable[[Any, Any, bool], bool]
    hopeless: Callable[[Any, Any, bool], bool]
    outvoted: int = OUTVOTED


def _differ(a: Any, b: Any, agreed: bool) -> bool:
    return bool(a != b)


def _differ_unless_agreed(a: Any, b: Any, agreed: bool) -> bool:
    return bool(a != b) and not agreed


def _never(a: Any, b: Any, agreed: bool) -> bool:
    return False


def _days_apart(a: Any, b: Any, agreed: bool) -> bool:
    return _gap(a, b) > (31 if agreed else 0)


def _far_apart(a: Any, b: Any, agreed: bool) -> bool:
    return _gap(a, b) > (31 if agreed else 3)


def _gap(a: Any, b: Any) -> int:
    return int((max(a[0], b[0]) - min(a[1], b[1])).days)


FACETS = {
    "process": Facet(_differ, _differ),
    NUMBER: Facet(_differ, _never),
    HELD: Facet(_days_apart, _far_apart),
    "city": Facet(_differ_unless_agreed, _never, 2),
}


@dataclass(eq=False)
class Group:
    """What the tellings of a group say that another group must not contradict: the values of each facet, with their voices."""

    said: dict[str, Voices] = field(default_factory=dict)
    voices: frozenset[str] = frozenset()
    profiles: tuple[int, ...] = ()

    @cached_property
    def leading(self) -> dict[str, Leading]:
        """Of each facet the value with most voices, and how many; of periods, one that is exact where there is any."""
        return {name: _leading(voices) for name, voices in self.said.items()}

    @cached_property
    def number(self) -> Any:
        """The number that most voices say."""
        return self.leading.get(NUMBER, (None, 0))[0]

    def joined(self, other: Group) -> Group:
        """What the tellings of both groups say."""
        facets = self.said.keys() | other.said.keys()
        said = {facet: _both(self.said.get(facet, {}), other.said.get(facet, {})) for facet in facets}
        return Group(said, self.voices | other.voices, self.profiles + other.profiles)

    def contradicts(self, other: Group) -> bool:
        """Whether what most voices of one group say cannot be true where what most voices of the other say is."""
        return any(True for _ in self._conflicts(other))

    def fits(self, other: Group) -> bool:
        """Whether the two can be one: nothing contradicts, or what does can be an error of few voices against many."""
        return all(min(a[1], b[1]) <= FEW and times * min(a[1], b[1]) <= max(a[1], b[1]) for a, b, times in self._conflicts(other))

    def outnumbers(self, other: Group) -> bool:
        """Whether it has by far more voices."""
        return len(self.voices) >= OUTVOTED * len(other.voices)

    def _conflicts(self, other: Group) -> Iterator[tuple[Leading, Leading, float]]:
        """The leading values of both groups that contradict each other, and how many times more voices make one of them an error."""
        mine, theirs = self.leading, other.leading
        agreed = self.number is not None and self.number == other.number
        for name, facet in FACETS.items():
            a, b = mine.get(name), theirs.get(name)
            if a and b and a[0] != b[0] and facet.contradict(a[0], b[0], agreed):
                yield a, b, inf if facet.hopeless(a[0], b[0], agreed) else facet.outvoted
        for one, two in ((mine, theirs), (theirs, mine)):
            if PLANNED in one and HELD in two and _told_after(one[PLANNED][0], two[HELD][0]):
                yield one[PLANNED], two[HELD], inf
            if DAY_OF_YEAR in one and HELD in two and _other_season(one[DAY_OF_YEAR][0], two[HELD][0]):
                yield one[DAY_OF_YEAR], two[HELD], inf


def _told_after(plan: Any, held: Any) -> bool:
    """Whether a plan for far other days was told when the session was over."""
    return bool(plan[2] > held[1]) and _gap(plan, held) > 31


def _other_season(day: int, held: Any) -> bool:
    """Whether a day of whichever year is more than a month from the days of a session."""
    apart = abs(day - held[0].timetuple().tm_yday)
    return bool(_width(held) < WEEK and min(apart, YEAR - apart) > 31)


def _both(a: Voices, b: Voices) -> Voices:
    return {**a, **{value: a[value] | who if value in a else who for value, who in b.items()}}


def _leading(voices: Voices) -> Leading:
    if len(voices) == 1:
        ((only, who),) = voices.items()
        return only, len(who)
    first = min(voices, key=lambda value: (_width(value) >= WEEK, -len(_behind(value, voices)), value))
    return first, len(_behind(first, voices))


def _behind(value: Any, voices: Voices) -> frozenset[str]:
    """The voices that say a value; of several days also those that tell of some of them."""
    if not 0 < _width(value) < WEEK:
        return voices[value]
    return frozenset().union(*(who for days, who in voices.items() if value[0] <= days[0] and days[1] <= value[1]))


def _width(value: Any) -> int:
    return int((value[1] - value[0]).days) if isinstance(value, tuple) else 0
