"""Figures of a cell: the reports that speak, the independent sources that they are, the values that they give.

Every number comes from the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import accumulate
from typing import NamedTuple

from mahdar.showing.tables import Names
from mahdar.showing.why import Answer, Candidate, Voice, shown

WIDE, HIGH, GAP, ACROSS, TOP = 220, 54, 14, 60, 34  # of a box, between boxes, between columns, above the first one
HEADS = ("reports", "independent sources", "values")


class Box(NamedTuple):
    """A box with its lines of text; `kind` is its class in the style sheet."""

    key: str
    lines: tuple[str, ...]
    kind: str


def figure(answer: Answer, names: Names, alt: str) -> str:
    """The cell as SVG that stands in a page."""
    candidates = [one for one in answer.candidates if one.chosen or one.conflicting]
    columns = (_reports(candidates, names), _voices(candidates, names), _values(candidates, names))
    height = TOP + max(len(column) for column in columns) * (HIGH + GAP)
    places = {box.key: (x, y) for n, column in enumerate(columns) for box, x, y in _placed(n, column, height)}
    parts = [*_lines(candidates, places), *_heads(), *(_drawn(box, *places[box.key]) for column in columns for box in column)]
    size = f"0 0 {3 * WIDE + 2 * ACROSS + 2} {height}"
    return f'<svg viewBox="{size}" role="img" aria-label="{escape(alt)}">{"".join(parts)}</svg>'


def _told(candidates: list[Candidate]) -> dict[str, Voice]:
    """Every independent source once, in the order in which the values name them."""
    return {voice.family: voice for candidate in candidates for voice in candidate.voices}


def _reports(candidates: list[Candidate], names: Names) -> list[Box]:
    found = {}
    for voice in _told(candidates).values():
        for one in voice.evidence:
            kind, whose = ("copy", "copied") if one.copy_of else ("report", f"line {one.number}")
            lines = names(one.outlet or one.document), f"{one.published or 'day not known'}, {whose}"
            found[one.document] = Box(f"report {one.document}", lines, kind)
    return list(found.values())


def _voices(candidates: list[Candidate], names: Names) -> list[Box]:
    return [Box(f"voice {family}", (names(family), _count(voice)), "voice") for family, voice in _told(candidates).items()]


def _count(voice: Voice) -> str:
    reports = len({one.document for one in voice.evidence})
    return "1 report" if reports == 1 else f"{reports} reports, one voice"


def _values(candidates: list[Candidate], names: Names) -> list[Box]:
    return [
        Box(_value(one), (shown(one.value, names), f"independent sources: {one.backing}"), "chosen" if one.chosen else "conflict")
        for one in candidates
    ]


def _value(candidate: Candidate) -> str:
    return f"value {candidate.value}"


def _placed(number: int, column: list[Box], height: int) -> Iterator[tuple[Box, int, int]]:
    """The boxes of a column, in the middle of the height."""
    first = TOP + (height - TOP - len(column) * (HIGH + GAP)) // 2
    for box, y in zip(column, accumulate([HIGH + GAP] * len(column), initial=first), strict=False):
        yield box, 1 + number * (WIDE + ACROSS), y


def _lines(candidates: list[Candidate], places: dict[str, tuple[int, int]]) -> Iterator[str]:
    """From each report to its voice, from each voice to its values."""
    ties = {
        (f"report {one.document}", f"voice {voice.family}", "copied" if one.copy_of else "tie")
        for voice in _told(candidates).values()
        for one in voice.evidence
    }
    ties |= {(f"voice {v.family}", _value(one), "tie") for one in candidates for v in one.voices}
    for start, end, kind in sorted(ties):
        (x, y), (to, at) = places[start], places[end]
        x, y, at, half = x + WIDE, y + HIGH // 2, at + HIGH // 2, ACROSS // 2
        yield f'<path class="{kind}" d="M{x} {y}C{x + half} {y} {to - half} {at} {to} {at}"/>'


def _heads() -> Iterator[str]:
    for number, head in enumerate(HEADS):
        yield f'<text class="head" x="{1 + number * (WIDE + ACROSS) + WIDE // 2}" y="16">{head}</text>'


def _drawn(box: Box, x: int, y: int) -> str:
    first, second = map(escape, box.lines)
    middle = x + WIDE // 2
    return (
        f'<g class="{box.kind}"><rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="5"/>'
        f'<text class="name" x="{middle}" y="{y + 22}">{first}</text><text x="{middle}" y="{y + 41}">{second}</text></g>'
    )
