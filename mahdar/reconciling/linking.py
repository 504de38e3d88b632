"""Puts tellings together by weighed pairs, the weightiest first: a pair is joined where nothing else comes near it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mahdar.reconciling.clusters import Clusters

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
    """Profiles as they are joined; each keeps the pair for which it was."""

    groups: dict[int, Group]
    clusters: Clusters[int] = field(default_factory=Clusters)
    why: dict[int, int] = field(default_factory=dict)
    partners: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def link(self, pairs: Sequence[Pair]) -> None:
        """Joins what the pairs allow; over-merging is worse than under-merging."""
        pairs = sorted(pairs, key=lambda p: (-p.weight, p.a, p.b))
        for pair in pairs:
            self.partners[pair.a].append((pair.b, pair.weight))
            self.partners[pair.b].append((pair.a, pair.weight))
        for _ in range(ROUNDS):
            pairs = [p for p in pairs if self.root(p.a) != self.root(p.b)]
            if not sum(self._join(p) for p in pairs if self._decided(p)):
                return

    def root(self, profile: int) -> int:
        """The first profile of the group."""
        return self.clusters.root(profile)

    def _decided(self, pair: Pair) -> bool:
        """Whether the two can be one, and neither can be anything else."""
        a, b = self._group(pair.a), self._group(pair.b)
        if a is b or not a.fits(b):
            return False
        return self._only(pair.a, pair.b, pair.weight, pair.vaguer > 0) and self._only(pair.b, pair.a, pair.weight, pair.vaguer < 0)

    def _only(self, one: int, best: int, weight: int, vaguer: bool) -> bool:
        """Whether nothing else that one can be comes near the best: what does is the best's own, or told of by far fewer voices."""
        mine, group = self._group(one), self._group(best)
        near = {self.root(other) for other, heavy in self.partners[one] if heavy >= weight - MARGIN}
        rivals = [self.groups[r] for r in near - {self.root(one), self.root(best)}]
        many = [group] if vaguer else [group, mine]
        return not any(group.contradicts(r) and not any(g.outnumbers(r) for g in many) and mine.fits(r) for r in rivals)

    def _group(self, profile: int) -> Group:
        return self.groups[self.root(profile)]

    def _join(self, pair: Pair) -> bool:
        a, b = self.root(pair.a), self.root(pair.b)
        if a == b:
            return False
        self.groups[self.clusters.join(a, b)] = self.groups[a].joined(self.groups[b])
        self.why.setdefault(pair.a, pair.holds)
        self.why.setdefault(pair.b, pair.holds)
        return True
