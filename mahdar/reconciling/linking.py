"""Puts tellings together by weighed pairs, the weightiest first: a pair is joined where nothing else comes near it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mahdar.reconciling.groups import Group

ROUNDS = 5  # a group that grew can decide what was open; two or three rounds are the rule
MARGIN = 3  # how much less may speak for another group for it to come into question


class Pair(NamedTuple):
    """Two profiles, how much speaks for their being one, how much vaguer the first is than the second, and the features that hold."""

    a: int
    b: int
    weight: int
    vaguer: int
    holds: int  # one bit for each feature


@dataclass
class Linking:
    """Profiles as they are joined, each in the group it is in by now; each keeps the pair for which it was joined."""

    groups: dict[int, Group]
    why: dict[int, int] = field(default_factory=dict)
    partners: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def link(self, pairs: Sequence[Pair]) -> None:
        """Joins what the pairs allow; over-merging is worse than under-merging."""
        pairs = sorted(pairs, key=lambda p: (-p.weight, p.a, p.b))
        for pair in pairs:
            self.partners[pair.a].append((pair.b, pair.weight))
            self.partners[pair.b].append((pair.a, pair.weight))
        for _ in range(ROUNDS):
            pairs = [p for p in pairs if self.groups[p.a] is not self.groups[p.b]]
            if not sum(self._join(p) for p in pairs if self._decided(p)):
                return

    def first(self, profile: int) -> int:
        """The first profile of the group."""
        return min(self.groups[profile].profiles)

    def _decided(self, pair: Pair) -> bool:
        """Whether the two can be one, and neither can be anything else."""
        a, b = self.groups[pair.a], self.groups[pair.b]
        if a is b or not a.fits(b):
            return False
        return self._only(pair.a, pair.b, pair.weight, pair.vaguer > 0) and self._only(pair.b, pair.a, pair.weight, pair.vaguer < 0)

    def _only(self, one: int, best: int, weight: int, vaguer: bool) -> bool:
        """Whether nothing else that one can be comes near the best: what does is the best's own, or told of by far fewer voices."""
        mine, group = self.groups[one], self.groups[best]
        rivals = {self.groups[other] for other, heavy in self.partners[one] if heavy >= weight - MARGIN} - {mine, group}
        many = [group] if vaguer else [group, mine]
        return not any(group.contradicts(r) and not any(g.outnumbers(r) for g in many) and mine.fits(r) for r in rivals)

    def _join(self, pair: Pair) -> bool:
        joined = self.groups[pair.a].joined(self.groups[pair.b])
        self.groups.update(dict.fromkeys(joined.profiles, joined))
        self.why.setdefault(pair.a, pair.holds)
        self.why.setdefault(pair.b, pair.holds)
        return True
