"""What day a symbolic form means: for an anchor that is known, known in part or unknown."""

from __future__ import annotations

import copy
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.documents import from_text
from mahdar.edtf import bounds
from mahdar.model import DateMention, Day
from mahdar.reading import read
from mahdar.reading.days import beside, resolve
from mahdar.reading.when import parts
from tests.reading.made import packs

WEDNESDAY = "2031-06-11"


def day(edtf: str) -> Day:
    """A publication day as far as it is known."""
    full = re.fullmatch(r"\d{4}-\d\d-\d\d", edtf)
    return Day(edtf, earliest=edtf if full else None, latest=edtf if full else None)


def resolved(form: dict[str, Any], anchor: str | None = WEDNESDAY) -> Day:
    return resolve(form, day(anchor) if anchor else None)


def mentions(text: str, **known: str) -> tuple[DateMention, ...]:
    return read(from_text(text, packs(), language="ar", **known), packs()).dates


# --- what is said in full


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ({"d": 3, "m": 5, "y": 2030}, "2030-05-03"),
        ({"d": 3, "m": 5, "y": 2030, "wd": 4}, "2030-05-03"),
        ({"d": [6, 7], "m": 7, "y": 2023}, "2023-07-06/2023-07-07"),
        ({"d": [6, 7, 8], "m": 7, "y": 2023}, "2023-07-06/2023-07-08"),
        ({"d": [6, 9], "m": 7, "y": 2023}, "{2023-07-06,2023-07-09}"),
        ({"d": 24, "to": 26, "m": 4, "y": 2031}, "2031-04-24/2031-04-26"),
        ({"m": 5, "y": 2030}, "2030-05"),
        ({"m": [5, 10], "y": 2015}, "{2015-05,2015-10}"),
        ({"y": 2017}, "2017"),
        ({"y": 2030, "half": 1}, "[2030-01..2030-06]"),
        ({"y": 2030, "half": 2}, "[2030-07..2030-12]"),
        ({"y": 2030, "quarter": 1}, "[2030-01..2030-03]"),
        ({"y": 2030, "quarter": 4}, "[2030-10..2030-12]"),
    ],
)
@pytest.mark.parametrize("anchor", [None, WEDNESDAY, "2031", "XXXX-03"])
def test_what_is_said_in_full_needs_no_anchor(form: dict[str, Any], edtf: str, anchor: str | None) -> None:
    found = resolved(form, anchor)
    assert (found.edtf, found.inferred, found.anchor) == (edtf, (), None)


@pytest.mark.parametrize(
    ("form", "bounds"),
    [
        ({"m": 2, "y": 2028}, ("2028-02-01", "2028-02-29")),
        ({"m": 2, "y": 2031}, ("2031-02-01", "2031-02-28")),
        ({"y": 2017}, ("2017-01-01", "2017-12-31")),
        ({"y": 2030, "half": 2}, ("2030-07-01", "2030-12-31")),
        ({"y": 2030, "quarter": 2}, ("2030-04-01", "2030-06-30")),
        ({"d": [6, 7], "m": 7, "y": 2023}, ("2023-07-06", "2023-07-07")),
    ],
)
def test_bounds_are_the_first_and_last_day(form: dict[str, Any], bounds: tuple[str, str]) -> None:
    found = resolved(form, None)
    assert (found.earliest, found.latest) == bounds


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ({"m": 5, "y": 2030, "part": "end"}, "end"),
        ({"m": 5, "y": 2030, "half": 1}, "start"),
        ({"m": 5, "y": 2030, "half": 2}, "end"),
        ({"y": 2030, "part": "middle"}, "middle"),
        ({"unit": "month", "rel": 0, "part": "start"}, "start"),
        ({"m": 5, "y": 2030}, None),
        ({"y": 2030, "half": 2}, None),
    ],
)
def test_a_part_stands_beside_the_value(form: dict[str, Any], part: str | None) -> None:
    assert resolved(form).part == part


# --- other shapes: two months, seasons, decades, Hijri dates


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ({"d": 30, "m": 11, "d2": 4, "m2": 12, "y2": 2030, "span": True}, "2030-11-30/2030-12-04"),
        ({"d": 28, "m": 12, "d2": 3, "m2": 1, "y2": 2031, "span": True}, "2030-12-28/2031-01-03"),
        ({"d": 28, "m": 12, "d2": 3, "m2": 1, "y": 2030, "span": True}, "2030-12-28/2031-01-03"),
        ({"d": 28, "m": 9, "d2": 23, "m2": 11, "y2": 2018}, "{2018-09-28,2018-11-23}"),
        ({"d": 30, "m": 10, "either": 11, "y": 2030}, "[2030-10-30,2030-11-30]"),
        ({"m": [5, 7], "y": 2030, "span": True}, "2030-05/2030-07"),
        ({"m": 9, "week": 1, "y": 2030}, "[2030-09-01..2030-09-07]"),
        ({"m": 2, "week": -1, "y": 2031}, "[2031-02-22..2031-02-28]"),
        ({"season": 2, "y": 2030}, "2030-22"),
        ({"season": 4, "y": 2030}, "2030"),
        ({"decade": 198}, "198X"),
        ({"y": 2011, "y2": 2015, "span": True}, "2011/2015"),
    ],
)
def test_shapes_of_several_days_months_and_years(form: dict[str, Any], edtf: str) -> None:
    assert resolved(form, None).edtf == edtf


@pytest.mark.parametrize(
    ("hijri", "day_known"),
    [
        ((1440, 1, 1), "2018-09-11"),
        ((1441, 2, 3), "2019-10-02"),
        ((1442, 7, 4), "2021-02-16"),
        ((1445, 9, 1), "2024-03-11"),
        ((1446, 12, 12), "2025-06-08"),
    ],
)
def test_a_hijri_day_is_a_period_that_holds_the_day_proclaimed(hijri: tuple[int, int, int], day_known: str) -> None:
    year, month, nth = hijri
    found = resolved({"d": nth, "h": month, "y": year})
    assert (found.earliest or "") <= day_known <= (found.latest or "")
    assert (date.fromisoformat(found.latest or "") - date.fromisoformat(found.earliest or "")).days == 2
    assert found.anchor == "hijri calendar"


def test_a_hijri_month_without_a_year_keeps_its_words() -> None:
    assert resolved({"h": 9, "d": 3}).edtf is None


@pytest.mark.parametrize(
    ("form", "doubt"),
    [
        ({"d": 11, "m": 6, "y": 2031, "wd": 2}, ()),
        ({"d": 11, "m": 6, "y": 2031, "wd": 3}, ("weekday",)),
        ({"d": [11, 12], "m": 6, "y": 2031, "wd": [2, 3]}, ()),
        ({"d": [11, 12], "m": 6, "y": 2031, "wd": [2, 4]}, ("weekday",)),
        ({"d": 10, "m": 6, "wd": 0}, ("weekday",)),
        ({"wd": 1, "rel": -1, "unit": "day"}, ()),
        ({"wd": 5, "rel": -1, "unit": "day"}, ("weekday",)),
    ],
)
def test_a_weekday_that_the_day_was_not_is_in_doubt(form: dict[str, Any], doubt: tuple[str, ...]) -> None:
    found = resolved(form)
    assert found.doubt == doubt
    assert found.edtf


# --- directions, with a known day


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ({"unit": "day", "rel": 0}, "2031-06-11"),
        ({"unit": "day", "rel": -1}, "2031-06-10"),
        ({"unit": "day", "rel": -2}, "2031-06-09"),
        ({"unit": "day", "rel": 1}, "2031-06-12"),
        ({"unit": "month", "rel": 0}, "2031-06"),
        ({"unit": "month", "rel": 1}, "2031-07"),
        ({"unit": "month", "rel": -1}, "2031-05"),
        ({"unit": "year", "rel": 0}, "2031"),
        ({"unit": "year", "rel": -1}, "2030"),
        ({"unit": "year", "rel": 1, "half": 1}, "[2032-01..2032-06]"),
        ({"unit": "week", "rel": 1}, "[2031-06-14..2031-06-22]"),
        ({"unit": "week", "rel": -1}, "[2031-05-31..2031-06-08]"),
        ({"ago": 11, "unit": "day"}, "2031-05-31"),
        ({"d": 22, "unit": "month", "rel": -1}, "2031-05-22"),
        ({"d": [22, 23], "unit": "month", "rel": 0}, "2031-06-22/2031-06-23"),
    ],
)
def test_directions_go_from_the_day_published(form: dict[str, Any], edtf: str) -> None:
    found = resolved(form)
    assert (found.edtf, found.anchor) == (edtf, "published")


@pytest.mark.parametrize(
    ("form", "anchor", "edtf"),
    [
        ({"unit": "month", "rel": 1}, "2031-12-20", "2032-01"),
        ({"unit": "month", "rel": -1}, "2031-01-20", "2030-12"),
        ({"unit": "day", "rel": 1}, "2031-12-31", "2032-01-01"),
        ({"unit": "day", "rel": -1}, "2028-03-01", "2028-02-29"),
        ({"d": 22, "unit": "month", "rel": -1}, "2031-01-10", "2030-12-22"),
        ({"m": 9, "unit": "year", "rel": 1}, WEDNESDAY, "2032-09"),
        ({"d": 3, "m": 5, "unit": "year", "rel": -1}, WEDNESDAY, "2030-05-03"),
    ],
)
def test_directions_cross_the_ends_of_months_and_years(form: dict[str, Any], anchor: str, edtf: str) -> None:
    assert resolved(form, anchor).edtf == edtf


@pytest.mark.parametrize(
    ("form", "anchor", "edtf"),
    [
        ({"d": 28, "m": 12}, "2031-01-03", "2030-12-28"),
        ({"d": 7, "m": 1}, "2031-12-20", "2032-01-07"),
        ({"d": 10, "m": 6}, WEDNESDAY, "2031-06-10"),
        ({"d": 12, "m": 12}, WEDNESDAY, "2030-12-12"),
        ({"d": 12, "m": 1, "rel": 1}, "2030-12-20", "2031-01-12"),
        ({"d": 12, "m": 8, "rel": -1}, WEDNESDAY, "2030-08-12"),
        ({"d": 30, "m": 8, "rel": 0}, WEDNESDAY, "2031-08-30"),
        ({"m": 11, "rel": 1}, WEDNESDAY, "2031-11"),
        ({"m": 2, "rel": 1}, WEDNESDAY, "2032-02"),
        ({"m": 5, "rel": -1}, WEDNESDAY, "2031-05"),
        ({"m": 9, "rel": -1}, WEDNESDAY, "2030-09"),
        ({"m": 1, "rel": 0}, WEDNESDAY, "2031-01"),
        ({"m": 2, "part": "middle"}, "2031-01-10", "2031-02"),
        ({"m": 12, "part": "end"}, "2031-01-10", "2030-12"),
        ({"m": 9, "called": True}, WEDNESDAY, "2031-09"),
    ],
)
def test_the_year_left_out_is_inferred(form: dict[str, Any], anchor: str, edtf: str) -> None:
    found = resolved(form, anchor)
    assert found.edtf == edtf
    assert "year" in found.inferred
    assert "year" not in found.said


def test_the_29th_of_february_needs_a_year_that_has_it() -> None:
    assert resolved({"d": 29, "m": 2}, "2028-03-05").edtf == "2028-02-29"
    assert resolved({"d": 29, "m": 2}, "2031-03-05").edtf == "XXXX-02-29"


# --- weekdays: a bare one is today or the last one


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ({"wd": 2}, "2031-06-11"),
        ({"wd": 1}, "2031-06-10"),
        ({"wd": 3}, "2031-06-05"),
        ({"wd": 2, "rel": -1}, "2031-06-04"),
        ({"wd": 1, "rel": -1}, "2031-06-10"),
        ({"wd": 2, "rel": 1}, "2031-06-18"),
        ({"wd": 3, "rel": 1}, "2031-06-12"),
        ({"wd": 1, "rel": -1, "unit": "day"}, "2031-06-10"),
        ({"wd": 4, "ahead": True}, "2031-06-13"),
        ({"wd": 2, "ahead": True}, "2031-06-11"),
        ({"wd": [0, 1]}, "2031-06-09/2031-06-10"),
        ({"wd": [4, 5], "rel": 1}, "2031-06-13/2031-06-14"),
        ({"wd": 3, "unit": "week", "rel": 1}, "2031-06-19"),
    ],
)
def test_weekdays(form: dict[str, Any], edtf: str) -> None:
    assert resolved(form).edtf == edtf


# --- anchors known in part, or not at all


@pytest.mark.parametrize(
    "form",
    [
        {"unit": "day", "rel": -1},
        {"unit": "week", "rel": 1},
        {"unit": "month", "rel": 1},
        {"unit": "year", "rel": -1},
        {"unit": "year", "rel": 1, "half": 1},
        {"wd": 3},
        {"wd": 3, "rel": 1},
        {"ago": 5, "unit": "day"},
        {"d": 22, "unit": "month", "rel": -1},
        {"session_day": 2},
        {"after": 1},
    ],
)
def test_without_an_anchor_an_open_date_stays_open(form: dict[str, Any]) -> None:
    found = resolved(form, None)
    assert (found.edtf, found.earliest, found.latest, found.anchor) == (None, None, None, None)
    assert found.said


@pytest.mark.parametrize(
    ("form", "edtf"),
    [
        ({"d": 7, "m": 12}, "XXXX-12-07"),
        ({"d": [7, 8], "m": 12}, "XXXX-12-07/XXXX-12-08"),
        ({"d": 12, "m": 1, "rel": 1}, "XXXX-01-12"),
        ({"m": 9, "rel": 1}, "XXXX-09"),
        ({"m": 9, "part": "start"}, "XXXX-09"),
    ],
)
@pytest.mark.parametrize("anchor", [None, "XXXX-11"])
def test_without_a_year_the_year_stays_unknown(form: dict[str, Any], edtf: str, anchor: str | None) -> None:
    found = resolved(form, anchor)
    assert (found.edtf, found.earliest, found.latest) == (edtf, None, None)


@pytest.mark.parametrize(
    ("form", "anchor", "edtf"),
    [
        ({"d": 22, "unit": "month", "rel": 0}, "XXXX-12", "XXXX-12-22"),
        ({"d": 22, "unit": "month", "rel": 1}, "XXXX-12", "XXXX-01-22"),
        ({"unit": "month", "rel": -1}, "XXXX-01", "XXXX-12"),
        ({"unit": "month", "rel": 1}, "2031-12", "2032-01"),
        ({"unit": "year", "rel": -1}, "2031", "2030"),
        ({"m": 9, "rel": 0}, "2031", "2031-09"),
        ({"m": 9, "unit": "year", "rel": 1}, "2031", "2032-09"),
        ({"unit": "day", "rel": 0}, "2031-06", None),
        ({"wd": 3}, "2031-06", None),
        ({"unit": "week", "rel": 1}, "2031-06", None),
        ({"d": 7, "m": 6}, "2031-06", "XXXX-06-07"),
    ],
)
def test_what_is_known_of_an_anchor_is_used_and_no_more(form: dict[str, Any], anchor: str, edtf: str | None) -> None:
    assert resolved(form, anchor).edtf == edtf


def test_an_interval_is_no_anchor() -> None:
    assert resolved({"unit": "day", "rel": 0}, "2031-06-10/2031-06-11").edtf is None


def test_a_bare_month_means_no_day() -> None:
    assert resolved({"m": 9}, None).edtf is None


# --- by the date named before


def test_the_next_day_is_that_after_the_date_named_before() -> None:
    found = resolve({"after": 1}, None, day("2031-12-31"))
    assert (found.edtf, found.anchor) == ("2032-01-01", "date named before")


@pytest.mark.parametrize("before", [Day("2031-06", earliest="2031-06-01", latest="2031-06-30"), Day("XXXX-06-10"), Day(said=("weekday",))])
def test_the_next_day_of_no_day_is_open(before: Day) -> None:
    assert resolve({"after": 1}, day(WEDNESDAY), before).edtf is None


def test_a_day_near_the_date_named_before_has_its_year() -> None:
    form = {"d": 7, "m": 5}
    found = beside(form, resolve(form), day("2031-04-20"))
    assert (found.edtf, found.inferred, found.anchor) == ("2031-05-07", ("year",), "date named before")


def test_a_month_or_day_near_the_days_named_before_has_their_year() -> None:
    before = Day("2031-04-20/2031-04-22", earliest="2031-04-20", latest="2031-04-22")
    forms: list[dict[str, Any]] = [{"m": 4, "called": True}, {"d": 7, "m": 5}, {"m": 5, "called": True}]
    assert [beside(f, resolve(f), before).edtf for f in forms] == ["2031-04", "2031-05-07", "XXXX-05"]


@pytest.mark.parametrize(
    ("form", "before", "edtf"),
    [
        ({"d": 28, "m": 12, "rel": -1}, "2031-01-15", "2030-12-28"),
        ({"d": 4, "m": 1}, "2030-12-20", "2031-01-04"),
        ({"d": 7, "m": 4, "rel": 0}, "2031-04-20", "2031-04-07"),
    ],
)
def test_a_day_with_a_direction_or_over_the_turn_of_the_year_is_the_near_one(form: dict[str, Any], before: str, edtf: str) -> None:
    assert beside(form, resolve(form), day(before)).edtf == edtf


def test_a_day_without_a_year_is_set_beside_a_full_day_named_earlier_or_told_only_later_to_have_its_year() -> None:
    text = "عُقد اللقاء في 12 نيسان في المدينة. ويُعقد اللقاء الثاني في 19 نيسان. والتقطت الصورة في 12 نيسان 2031."
    assert [m.day.edtf for m in mentions(text)] == ["2031-04-12", "2031-04-19", "2031-04-12"]


@pytest.mark.parametrize(
    ("form", "before"),
    [
        ({"d": 7, "m": 12}, day("2031-04-20")),
        ({"d": 7, "m": 5, "rel": 0}, day("2031-04-20")),
        ({"m": 5, "part": "end"}, day("2031-04-20")),
        ({"d": 7, "m": 5}, Day("2031-04")),
        ({"d": 7, "m": 5}, None),
    ],
    ids=["far", "the current month is another", "no day", "before it no day", "nothing before it"],
)
def test_other_days_have_no_year_from_the_date_before(form: dict[str, Any], before: Day | None) -> None:
    found = resolve(form)
    assert beside(form, found, before) is found


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2031-06-11", (2031, 6, 11)),
        ("2031-06", (2031, 6, None)),
        ("2031", (2031, None, None)),
        ("XXXX-12", (None, 12, None)),
        ("XXXX-12-07", (None, 12, 7)),
        ("2031-06-11/2031-06-12", (None, None, None)),
        ("[2031-07..2031-12]", (None, None, None)),
        ("{2031-05,2031-10}", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_parts_of_a_value(edtf: str | None, expected: tuple[int | None, ...]) -> None:
    assert parts(edtf) == expected


@pytest.mark.parametrize(
    ("form", "before", "edtf"),
    [
        ({"after": -1}, "2031-05-01", "2031-04-30"),
        ({"after": 1, "unit": "month"}, "2030-12-09", "2031-01"),
        ({"after": 1, "unit": "year"}, "2028", "2029"),
        ({"d": 15, "of": "month"}, "2031-05-04", "2031-05-15"),
        ({"d": 15, "of": "month"}, "2031-05-04/2031-05-06", "2031-05-15"),
        ({"m": 9, "of": "year"}, "2029-03", "2029-09"),
        ({"of": "month"}, "2031-02-03", "2031-02"),
        ({"of": "year"}, "2019-05", "2019"),
        ({"d": 15, "of": "month"}, "2031", None),
        ({"d": 15, "of": "month"}, None, None),
    ],
)
def test_the_month_and_the_year_named_before(form: dict[str, Any], before: str | None, edtf: str | None) -> None:
    first, last = bounds(before)
    found = resolve(form, day(WEDNESDAY), Day(before, earliest=first, latest=last) if before else None)
    assert found.edtf == edtf
    assert found.anchor == ("date named before" if edtf else None)


# --- what holds for all of them

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
REL = st.sampled_from([-1, 0, 1])
MONTH, DAY, YEAR = st.integers(1, 12), st.integers(1, 28), st.integers(1990, 2090)
PARTIAL = st.one_of(DAYS.map(lambda d: f"{d:%Y-%m}"), DAYS.map(lambda d: f"XXXX-{d:%m}"), YEAR.map(str))
ANCHORS = st.one_of(st.none(), DAYS.map(date.isoformat), PARTIAL)


def _with(base: st.SearchStrategy[dict[str, Any]], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda a, b: {**a, **b}, base, st.fixed_dictionaries({}, optional=more))


RANGES = st.tuples(DAY, DAY).map(sorted).map(lambda ends: {"d": ends[0], "to": ends[1]})
FORMS = st.one_of(
    _with(DAYS.map(lambda d: {"d": d.day, "m": d.month}), rel=REL, wd=st.integers(0, 6)),
    _with(DAYS.map(lambda d: {"d": d.day, "m": d.month, "y": d.year}), wd=st.integers(0, 6)),
    _with(st.fixed_dictionaries({"d": st.lists(DAY, min_size=2, max_size=4, unique=True).map(sorted), "m": MONTH}), y=YEAR, rel=REL),
    _with(st.builds(lambda ends, m: {**ends, "m": m}, RANGES, MONTH), y=YEAR, rel=REL),
    st.fixed_dictionaries({"d": DAY, "unit": st.just("month"), "rel": REL}),
    _with(st.fixed_dictionaries({"m": MONTH}), y=YEAR, rel=REL, half=st.integers(1, 2), part=st.sampled_from(["start", "middle", "end"])),
    _with(st.fixed_dictionaries({"m": MONTH, "unit": st.just("year")}), rel=REL),
    _with(st.fixed_dictionaries({"y": YEAR}), half=st.integers(1, 2), quarter=st.integers(1, 4)),
    _with(st.fixed_dictionaries({"unit": st.just("year"), "rel": REL}), half=st.integers(1, 2), quarter=st.integers(1, 4)),
    _with(st.fixed_dictionaries({"wd": st.integers(0, 6)}), rel=REL),
    st.fixed_dictionaries({"unit": st.sampled_from(["day", "week", "month"]), "rel": st.integers(-2, 2)}),
    st.fixed_dictionaries({"ago": st.integers(0, 400), "unit": st.just("day")}),
    st.fixed_dictionaries({"d": DAY, "m": MONTH, "d2": DAY, "m2": MONTH, "span": st.booleans()}, optional={"y2": YEAR, "rel": REL}),
    st.fixed_dictionaries({"m": MONTH, "week": st.sampled_from([-1, 1, 2, 3, 4, 5])}, optional={"y": YEAR, "rel": REL}),
    st.fixed_dictionaries({"season": st.integers(1, 4)}, optional={"y": YEAR, "rel": REL}),
    st.fixed_dictionaries({"wd": st.lists(st.integers(0, 6), min_size=2, max_size=2, unique=True)}, optional={"rel": REL}),
)


@given(FORMS, ANCHORS)
def test_resolving_is_pure(form: dict[str, Any], anchor: str | None) -> None:
    kept = copy.deepcopy(form)
    assert resolved(form, anchor) == resolved(form, anchor)
    assert form == kept


@given(FORMS, ANCHORS)
def test_bounds_are_days_in_order_and_a_full_day_is_its_own(form: dict[str, Any], anchor: str | None) -> None:
    found = resolved(form, anchor)
    assert (found.earliest is None) == (found.latest is None)
    if found.earliest and found.latest:
        assert date.fromisoformat(found.earliest) <= date.fromisoformat(found.latest)
    if found.edtf and re.fullmatch(r"\d{4}-\d\d-\d\d", found.edtf):
        assert found.earliest == found.edtf == found.latest


@given(FORMS, ANCHORS)
def test_no_year_comes_from_nowhere(form: dict[str, Any], anchor: str | None) -> None:
    found = resolved(form, anchor)
    if not {"y", "y2"} & form.keys() and (anchor is None or anchor.startswith("X")):
        assert found.earliest is None
        assert not re.search(r"\d{4}", found.edtf or "")


@given(FORMS, ANCHORS)
def test_what_is_said_is_not_inferred_and_what_is_inferred_has_an_anchor(form: dict[str, Any], anchor: str | None) -> None:
    found = resolved(form, anchor)
    assert not set(found.said) & set(found.inferred)
    assert bool(found.inferred) == (found.anchor is not None)


@given(DAYS, st.integers(0, 6), st.one_of(st.none(), st.sampled_from([-1, 1])))
def test_a_weekday_is_that_weekday_within_seven_days_on_its_side(today: date, weekday: int, rel: int | None) -> None:
    form = {"wd": weekday} if rel is None else {"wd": weekday, "rel": rel}
    found = date.fromisoformat(resolved(form, today.isoformat()).edtf or "")
    assert found.weekday() == weekday
    first, last = {None: (-6, 0), -1: (-7, -1), 1: (1, 7)}[rel]
    assert timedelta(first) <= found - today <= timedelta(last)


@given(DAYS, DAYS)
def test_a_day_and_month_lie_at_most_three_months_ahead(today: date, other: date) -> None:
    found = resolved({"d": other.day, "m": other.month}, today.isoformat())
    if found.earliest:
        assert (date.fromisoformat(found.earliest) - today).days <= 90


@given(DAYS, st.integers(-3, 3))
def test_days_around_today_are_as_far_as_said(today: date, shift: int) -> None:
    assert resolved({"unit": "day", "rel": shift}, today.isoformat()).edtf == (today + timedelta(shift)).isoformat()


# --- in whole texts


def test_mentions_have_their_words_span_form_and_value() -> None:
    text = "وصل الوفد في 4 أيار 2031، وفي اليوم التالي زار المتحف، ثم غادر في 7 أيار."
    found = mentions(text)
    assert [text[a:b] for a, b in (m.span for m in found)] == [m.text for m in found] == ["4 أيار 2031", "اليوم التالي", "7 أيار"]
    assert [m.day.edtf for m in found] == ["2031-05-04", "2031-05-05", "2031-05-07"]
    assert found[0].form == {"d": 4, "m": 5, "y": 2031}


def test_dates_stand_in_reading_order_and_none_twice() -> None:
    found = mentions("زار الوفد المدينة أمس ثم عاد اليوم، ويسافر غدا أو الخميس المقبل.", published=WEDNESDAY)
    assert [m.day.edtf for m in found] == ["2031-06-10", "2031-06-11", "2031-06-12", "2031-06-12"]
    assert [m.span for m in found] == sorted({m.span for m in found})


def test_one_form_can_be_resolved_again_when_the_day_is_known() -> None:
    text = "يجتمع المجلس الاثنين المقبل لإقرار الموازنة."
    (unknown,) = mentions(text)
    (known,) = mentions(text, published=WEDNESDAY)
    assert unknown.day.edtf is None
    assert resolve(unknown.form, day(WEDNESDAY)) == known.day == resolve(known.form, day(WEDNESDAY))


def test_a_resolution_or_a_forum_has_no_date() -> None:
    assert mentions("أشار الخبير في منتدى الدوحة الـ22 إلى القرار 2254.", published=WEDNESDAY) == ()


def test_a_day_takes_the_year_with_which_it_stands_elsewhere() -> None:
    days = [mention.day.edtf for mention in mentions("يعقد اللقاء في 29-30 أيار المقبل. وقيل إنه يومي 29 و30 أيار 2031، وليس في 28 أيار.")]
    assert days[:2] == ["2031-05-29/2031-05-30"] * 2


def test_the_tens_of_two_days_in_words_are_said_once() -> None:
    (mention,) = mentions("يعقد اللقاء يومي الثالث والرابع والعشرين من أيار 2031.")
    assert mention.day.edtf == "2031-05-23/2031-05-24"


@pytest.mark.parametrize("text", ["سيصل الوسيط إلى بيروت الأربعاء.", "ويصل الوسيط إلى بيروت الأربعاء."])
def test_the_weekday_of_what_will_be_is_the_next_one(text: str) -> None:
    (mention,) = mentions(text, published="2031-06-09")
    assert mention.day.edtf == "2031-06-11"
