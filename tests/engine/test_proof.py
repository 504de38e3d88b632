"""Which single guard keeps a pattern silent in a text."""

from __future__ import annotations

import pytest

from mahdar.engine.explain import lay_out, rule_named
from mahdar.engine.proof import guard
from tests.reading.made import packs


def kept(pattern: str, text: str) -> str | None:
    desk = lay_out(packs(), "ar", text)
    return guard(desk, [rule_named(desk.language, pattern)])


@pytest.mark.parametrize(
    ("pattern", "text", "because"),
    [
        ("decade", "حصل الحزب على ثمانينيات المقاعد", "wants CENTURY"),
        ("days ago", "حضر الحفل قبل يومين من افتتاح المعرض", "wants !OF"),
        ("weekday, day, month, year", "حُدد الموعد في 31 شباط 2031 خطأ", "refused: the month has no such day"),
        ("weekday", "وصل الوفد الأحد 14 أيلول 2031 صباحا", "lost to weekday, day, month, year"),
        ("today, yesterday, tomorrow", "يحتفل الناس باليوم العالمي للمياه", "hidden by the phrase «باليوم العالمي»"),
        ("month of direction", "عاد الوفد في 22 من الشهر الماضي", "lost to day of the current month"),
    ],
)
def test_the_guard_is_named(pattern: str, text: str, because: str) -> None:
    assert because in str(kept(pattern, text))


@pytest.mark.parametrize("pattern", ["decade", "days ago", "today, yesterday, tomorrow", "weekday"])
def test_a_text_that_has_nothing_of_a_pattern_proves_nothing(pattern: str) -> None:
    assert kept(pattern, "فتح التاجر باب المخزن الكبير") is None
