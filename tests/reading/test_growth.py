"""Hostile texts: the work grows with their length, up to 200,000 characters, counted in steps and never in seconds."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar import reading
from mahdar.engine.cascade import Trace
from mahdar.engine.pack import load_packs
from mahdar.model import Day, Document
from tests.engine.made import steps

PACKS = load_packs()
DAY = Day("2031-01-25", None, "2031-01-25", "2031-01-25", ("year", "month", "day"))
# What one of these is made of, again and again: titles, quotations never closed, lists, days, one sentence without an end.
UNITS = {
    "titles": "وزير الخارجية الروسي سامر الجبلي ",
    "unclosed quotations": "وقال «",
    "unclosed sayings": 'وقال الجبلي "إن ',
    "opened and closed": "قال الجبلي إن «كلمة» ",
    "lists": "روسيا وتركيا وإيران و",
    "dates": "يوم 7 ديسمبر 2031 ",
    "days": "7 و8 و9 ",
    "one sentence": "أكد الجبلي أن الجولة الحادية والعشرين من محادثات أستانا ستعقد يوم 24 يناير بمشاركة روسيا وتركيا ",
    "rounds": "الجولة 21 من مسار أستانا عقدت في أستانا. ",
    "meetings": "التقى الجبلي نظيره التركي سالم الجبلي في موسكو. ",
    "sayings": "قال الجبلي إن الحل قريب جدا وأضاف أن الوضع صعب. ",
    "control": "سيطرت قوات النظام على داريا ودخلت المدينة. ",
    "promises": "اتفق الجانبان على عقد الجولة المقبلة في أستانا العام المقبل. ",
    "documents": "البيان الختامي الصادر عن روسيا وتركيا وإيران يوم 8 نوفمبر. ",
    "lines": "أستانا\n",
    "numbers": "1 ",
    "brackets": "((",
}
LONGEST = 200_000


def document(text: str) -> Document:
    """A report that is all body: no line of it is set aside as boilerplate."""
    return Document("hostile", text, "", language="ar", published=DAY)


def text_of(unit: str, length: int) -> str:
    """The unit again and again."""
    return (unit * (length // len(unit) + 1))[:length]


def cascade_steps(text: str) -> int:
    """Nodes, places and candidates of all stages."""
    trace = Trace()
    reading.read(document(text), PACKS, trace)
    return sum(trace.steps.values())


def all_steps(text: str) -> int:
    """The calls of all passes."""
    read: Any = document(text)
    return steps(lambda: reading.read(read, PACKS))


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_the_cascade_grows_with_the_text_only(unit: str) -> None:
    work = [cascade_steps(text_of(unit, LONGEST // part)) for part in (4, 2, 1)]
    assert all(after < 2.2 * before for before, after in pairwise(work)), work


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_the_passes_grow_with_the_text_only(unit: str) -> None:
    all_steps(text_of(unit, 2_000))  # compiles what the text needs
    work = [all_steps(text_of(unit, length)) for length in (8_000, 16_000)]
    assert all(after < 2.3 * before for before, after in pairwise(work)), work


def test_nested_quotations_grow_with_the_text_only() -> None:
    def nested(length: int) -> str:
        times = length // 40
        return "قال الجبلي إن «" * times + "كلمة" + "»" * times

    work = [cascade_steps(nested(LONGEST // part)) for part in (4, 2, 1)]
    assert all(after < 2.2 * before for before, after in pairwise(work)), work


@settings(max_examples=8, deadline=None, database=None, derandomize=True)
@given(st.lists(st.sampled_from([*UNITS.values(), ". ", "\n", "» ", '"', "، "]), min_size=1, max_size=5))
def test_any_mixture_grows_with_the_text_only(units: list[str]) -> None:
    mixture = "".join(units)
    all_steps(text_of(mixture, 3_000))
    small, large = (all_steps(text_of(mixture, length)) for length in (8_000, 16_000))
    assert large < 2.3 * small + 20_000, (small, large)
