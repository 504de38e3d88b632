"""Groups that grow by joining, with the smallest member as root, so that the order of joining does not show."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Any)


class Clusters(Generic[Key]):
    """A union-find over things that can be compared."""

    def __init__(self) -> None:
        self._up: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        """The smallest member of the group of `key`."""
        path = []
        while (up := self._up.get(key, key)) != key:
            path.append(key)
            key = up
        for passed in path:
            self._up[passed] = key
        return key

    def join(self, a: Key, b: Key) -> Key:
        """Makes the groups of `a` and `b` one; returns its root."""
        low, high = sorted((self.root(a), self.root(b)))
        self._up[high] = low
        return low
