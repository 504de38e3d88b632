"""Who is meant: holders of offices by the day, unknown names after their titles, and offices that are not given to the wrong person."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.reading.actors import holder
from tests.reading.made import packs, things


def person(ident: str, *holds: dict[str, str]) -> dict[str, Any]:
    return {"id": ident, "class": "person", "holds": list(holds)}


def office(name: str, of: str, **more: str) -> dict[str, str]:
    return {"office": name, "of": of, **more}


def world(*people: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {p["id"]: p for p in people}


FIRST = person("first", office("mayor", "port", **{"from": "2020-03-10", "to": "2024-06"}))
SECOND = person("second", office("mayor", "port", **{"from": "2024-07"}))
OF_A_YEAR = person("of-a-year", office("clerk", "port", **{"from": "2019", "to": "2021"}))
ONCE = person("once", office("pilot", "port"))
ENVOY = person("envoy", office("envoy", "port", **{"from": "2020", "about": "island"}))


# --- the holder of an office on a day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-03-09", None),
        ("2020-03-10", "first"),
        ("2022-01-01", "first"),
        ("2024-06-30", "first"),
        ("2024-07-01", "second"),
        ("2031-01-01", "second"),
        (None, None),
    ],
)
def test_who_held_an_office_on_a_day(day: str | None, expected: str | None) -> None:
    assert holder(world(FIRST, SECOND), "mayor", "port", day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2018-12-31", None), ("2019-01-01", "of-a-year"), ("2021-12-31", "of-a-year"), ("2022-01-01", None)],
)
def test_years_hold_from_their_first_day_to_their_last(day: str, expected: str | None) -> None:
    assert holder(world(OF_A_YEAR), "clerk", "port", day) == expected


def test_without_a_day_only_if_there_was_only_one_ever() -> None:
    assert holder(world(OF_A_YEAR), "clerk", "port", None) == "of-a-year"
    assert holder(world(FIRST, SECOND), "mayor", "port", None) is None


def test_without_a_period_nobody_is_known_to_hold_it_on_a_day() -> None:
    assert holder(world(ONCE), "pilot", "port", "2031-01-01") is None
    assert holder(world(ONCE), "pilot", "port", None) == "once"


def test_two_at_once_are_nobody() -> None:
    other = person("other", office("mayor", "port", **{"from": "2021"}))
    assert holder(world(FIRST, other), "mayor", "port", "2022-01-01") is None


def test_an_envoy_is_for_what_he_is_sent_about() -> None:
    assert holder(world(ENVOY), "envoy", "port", "2021-01-01", "island") == "envoy"
    assert holder(world(ENVOY), "envoy", "port", "2021-01-01") == "envoy"
    assert holder(world(ENVOY), "envoy", "port", "2021-01-01", "desert") is None


@pytest.mark.parametrize(("name", "of"), [(None, "port"), ("mayor", None), ("mayor", "island"), ("clerk", "port")])
def test_half_an_office_or_another_is_held_by_nobody(name: str | None, of: str | None) -> None:
    assert holder(world(FIRST), name, of, "2022-01-01") is None


def test_the_world_knows_ministers_by_their_years() -> None:
    things_ = packs().things
    assert holder(things_, "foreign-minister", "russia", "2020-05-04") == "sergey-lavrov"
    assert holder(things_, "foreign-minister", "turkiye", "2020-05-04") == "mevlut-cavusoglu"
    assert holder(things_, "foreign-minister", "turkiye", "2024-05-04") == "hakan-fidan"


# --- names that the world does not know


@pytest.mark.parametrize(
    ("words", "name", "title", "of"),
    [
        ("وزير الخارجية النرويجي أولاف الجبلي", "أولاف الجبلي", "foreign-minister", "norway"),
        ("وزير الخارجية النرويجي، أولاف الجبلي،", "أولاف الجبلي", "foreign-minister", "norway"),
        ("وزير الخارجية النرويجي أولاف بحيران الجبلي", "أولاف بحيران الجبلي", "foreign-minister", "norway"),
        ("نائب وزير الخارجية النرويجي أولاف الجبلي", "أولاف الجبلي", "deputy-foreign-minister", "norway"),
        ("المتحدثة باسم وزارة الخارجية النرويجية ليلى الجبلي", "ليلى الجبلي", "foreign-ministry-spokesperson", "norway"),
        ("رئيس الوفد النرويجي أولاف الجبلي", "أولاف الجبلي", "head-of-delegation", "norway"),
        ("أولاف الجبلي، وزير الخارجية النرويجي،", "أولاف الجبلي", "foreign-minister", "norway"),
        ("المحافظ سالم الجبلي", "سالم الجبلي", "governor", None),
        ("الوزير سالم الجبلي", "سالم الجبلي", "minister", None),
        ("سالم الجبلي", "سالم الجبلي", None, None),
    ],
)
def test_an_unknown_name_is_kept_as_it_stands(words: str, name: str, title: str | None, of: str | None) -> None:
    (made,) = things(f"قال {words} إن الطريق سيفتح.", "statement")
    assert (made["speaker"], made.get("office"), made.get("of")) == (name, title, of)


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الخارجية النرويجي في بيروت إن الطريق سيفتح.",
        "قال وزير الثقافة والسياحة النرويجي إن الطريق سيفتح.",
        "قال وزير الخارجية النرويجي للصحفيين إن الطريق سيفتح.",
    ],
)
def test_what_follows_a_title_is_not_always_a_name(text: str) -> None:
    assert all("speaker" not in s for s in things(text, "statement"))


# --- offices are not given to the wrong person


def rows(text: str) -> list[tuple[str | None, str | None, str | None]]:
    (session,) = things(text, "session")
    return sorted(((r["actor"], r["person"], r["level"]) for r in session["participant"]), key=str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "استقبل هاكان فيدان وزير الخارجية المصري في أنقرة أمس.",
            [("egypt", None, "foreign minister"), ("turkiye", "hakan-fidan", None)],
        ),
        (
            "التقى سيرغي لافروف وزير الخارجية التركي هاكان فيدان في موسكو أمس.",
            [("russia", "sergey-lavrov", None), ("turkiye", "hakan-fidan", "foreign minister")],
        ),
        (
            "التقى وزير الخارجية الروسي سيرغي لافروف نظيره التركي في موسكو أمس.",
            [("russia", "sergey-lavrov", "foreign minister"), ("turkiye", None, "foreign minister")],
        ),
        (
            "التقى سيرغي لافروف، وزير الخارجية الروسي، وزير الخارجية النرويجي أولاف الجبلي في موسكو أمس.",
            [("norway", "أولاف الجبلي", "foreign minister"), ("russia", "sergey-lavrov", "foreign minister")],
        ),
    ],
    ids=["of another state", "of the next person", "counterpart", "his own"],
)
def test_each_has_the_office_of_his_own_state(text: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    assert rows(text) == expected


# --- lists of actors


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("روسيا وتركيا", ["russia", "turkiye"]),
        ("كل من روسيا وتركيا وإيران", ["iran", "russia", "turkiye"]),
        ("وزراء خارجية روسيا وتركيا وإيران", ["iran", "russia", "turkiye"]),
        ("وزراء الخارجية الروسي والتركي والإيراني", ["iran", "russia", "turkiye"]),
        ("الرئيسان الروسي والتركي", ["russia", "turkiye"]),
    ],
)
def test_a_list_speaks_for_each_of_its_members(words: str, by: list[str]) -> None:
    (made,) = things(f"أكد {words} أن الطريق سيفتح.", "statement")
    assert made["by"] == by
