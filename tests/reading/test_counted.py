"""Who "the two sides", "the three leaders" and those of a "quadrilateral" meeting are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things


def met(text: str) -> list[set[str | None]]:
    told: list[dict[str, Any]] = things(text, "session", published="2031-04-12")
    return [{row["actor"] for row in session.get("participant", [])} for session in told]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وصل وفدا الأردن والعراق إلى تونس. وعقدت في تونس أمس جولة من المحادثات بين الجانبين.", {"jordan", "iraq"}),
        ("أعلنت مصر والأردن والعراق ذلك. وكان الزعماء الثلاثة قد عقدوا محادثات في تونس أمس.", {"egypt", "jordan", "iraq"}),
        ("الاجتماع الثلاثي الذي استضافته بيروت كان مفيدا. وأعلن وزراء خارجية مصر والأردن والعراق ذلك.", {"egypt", "jordan", "iraq"}),
        ("يعقد اجتماع في بيروت غدا. ورأى خبير أن اجتماع بيروت المباشر بين الأردن والعراق مهم.", {"jordan", "iraq"}),
    ],
)
def test_those_counted_are_those_listed(text: str, who: set[str]) -> None:
    assert who in met(text)


@pytest.mark.parametrize(
    "text",
    [
        "قالت مصر والأردن والعراق ذلك. وعقدت في تونس أمس جولة من المحادثات بين الجانبين.",
        "الاجتماع الثلاثي الذي استضافته بيروت كان مفيدا. وأعلنت مصر والأردن ذلك.",
    ],
)
def test_a_list_of_another_length_is_not_theirs(text: str) -> None:
    assert all(not who for who in met(text))
