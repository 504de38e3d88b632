"""Puts tellings together by weighed pairs, the weightiest first: a pair is joined where nothing else comes near it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mahdar.reconciling.groups import Group

ROUNDS = 5  # a group that grew can decide what was open; two or three rounds are the rule
MARGIN = 3  # how much less may speak for another group for it to come into question


# Two profiles, how much speaks for their being one, whether the same number does, how much vaguer the first is than the second, and a bit
# for each feature that holds.
Pair = tuple[int, int, int, bool, int, int]


@dataclass
class Linking:
    """Profiles as they are joined, each in the group it is in by now; each keeps the pair for which it was joined."""

    groups: dict[int, Group]
    why: dict[int, int] = field(default_factory=dict)
    partners: dict[int, list[tuple[int, int, bool]]] = field(default_factory=lambda: defaultdict(list))

    def link(self, pairs: Sequence[Pair]) -> None:
        """Joins what the pairs, the weightiest first, allow; over-merging is worse than under-merging."""
        for a, b, weight, numbered, *_ in pairs:
            self.partners[a].append((b, weight, numbered))
            self.partners[b].append((a, weight, numbered))
        for _ in range(ROUNDS):
            pairs = [pair for pair in pairs if self.groups[pair[0]] is not self.groups[pair[1]]]
            if not sum(self._join(*pair) for pair in pairs if self._decided(*pair)):
                return

    def first(self, profile: int) -> int:
        """The first profile of the group."""
        return min(self.groups[profile].profiles)

    def _decided(self, a: int, b: int, weight: int, numbered: bool, vaguer: int, _: int) -> bool:
        """Whether the two can be one, and neither can be anything else."""
        one, other = self.groups[a], self.groups[b]
        if one is other or not self._speaks(one, other, numbered) or not one.fits(other):
            return False
        return self._only(a, b, weight, vaguer > 0) and self._only(b, a, weight, vaguer < 0)

    def _only(self, one: int, best: int, weight: int, vaguer: bool) -> bool:
        """Whether nothing else that one can be comes near the best: what does is the best's own, or told of by far fewer voices."""
        mine, group = self.groups[one], self.groups[best]
        for rival in self._near(one, weight) - {mine, group}:
            few = group.outnumbers(rival) or (mine.outnumbers(rival) and not vaguer)
            if not few and mine.fits(rival) and not group.fits(rival):
                return False
        return True

    def _near(self, one: int, weight: int) -> set[Group]:
        """The groups for which about as much speaks; the partners of a profile stand in the order of their weights."""
        mine, near = self.groups[one], set()
        for other, heavy, numbered in self.partners[one]:
            if heavy < weight - MARGIN:
                break
            if self._speaks(mine, self.groups[other], numbered):
                near.add(self.groups[other])
        return near

    @staticmethod
    def _speaks(one: Group, other: Group, numbered: bool) -> bool:
        """Whether a pair still speaks for its groups: a number that proved to be an error of its source speaks for nothing."""
        return not numbered or one.number == other.number

    def _join(self, a: int, b: int, _weight: int, _numbered: bool, _vaguer: int, holds: int) -> bool:
        joined = self.groups[a].joined(self.groups[b])
        self.groups.update(dict.fromkeys(joined.profiles, joined))
        self.why.setdefault(a, holds)
        self.why.setdefault(b, holds)
        return True
