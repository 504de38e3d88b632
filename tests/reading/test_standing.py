"""Who takes part in the talks of a process because the report names its sides and its mediator beside them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things

PUBLISHED = "2031-04-12"
TALKS = "بدأت اليوم في مسقط جولة جديدة من مفاوضات تبادل الأسرى. "


def sides(text: str) -> set[tuple[str | None, str | None]]:
    told: list[dict[str, Any]] = things(text, "session", published=PUBLISHED)
    assert len(told) == 1
    return {(row["actor"], row["role"]) for row in told[0].get("participant", []) if row["role"] != "host"}


BOTH = {("yemeni-government", "party"), ("houthis", "party")}


def test_both_sides_that_are_named_beside_the_talks_take_part() -> None:
    assert sides(TALKS + "وتبحث الحكومة اليمنية والحوثيون قوائم الأسماء.") == BOTH


@pytest.mark.parametrize("text", ["وتبحث الحكومة اليمنية قوائم الأسماء.", "وقالت الحكومة اليمنية إن الحوثيين تغيبوا عن الجولة."])
def test_one_side_alone_or_one_that_stays_away_names_nobody(text: str) -> None:
    assert not sides(TALKS + text) & BOTH


def test_the_mediator_who_is_named_beside_the_talks_mediates() -> None:
    assert ("united-nations", "mediator") in sides(TALKS + "وقال المبعوث الأممي هانس غروندبرغ إن القوائم جاهزة.")


FAR = "وأغلق الميناء. ونقلت السفن القمح. وجرى إصلاح الطريق. وفتحت السوق أبوابها. وتبحث الحكومة اليمنية والحوثيون قوائم الأسماء."


def test_both_sides_named_anywhere_take_part_in_the_only_talks_that_are_the_news() -> None:
    assert sides(TALKS + FAR) == BOTH


def test_of_two_rounds_that_have_begun_the_sides_named_elsewhere_are_of_neither() -> None:
    text = TALKS + "واختتمت الجولة الثالثة من مفاوضات تبادل الأسرى في عمّان في شباط الماضي. " + FAR
    rows = [row for session in things(text, "session", published=PUBLISHED) for row in session.get("participant", [])]
    assert "party" not in {row["role"] for row in rows}
