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
