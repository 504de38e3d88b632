"""What is said when something cannot be done: one line that names the file, the place and the cure."""

from __future__ import annotations

import msgspec


class MahdarError(Exception):
    """Nothing could be done. Its text is the one line to show; the command line makes exit status 2 of it.

    `place` is a path, with the line or table in it where there is one.
    """

    def __init__(self, place: str, problem: str, cure: str) -> None:
        super().__init__(f"{place}: {problem}; {cure}")
        self.place, self.problem, self.cure = place, problem, cure


class BeingBuiltError(MahdarError):
    """The record is being built by another process."""


class Refused(msgspec.Struct, frozen=True):
    """A document that was set aside; the others went on."""

    path: str
    place: str
    why: str
    cure: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.place, f"{self.why}; {self.cure}") if part)
