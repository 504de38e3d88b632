"""Days as metadata and addresses state them."""

from __future__ import annotations

import pytest

from mahdar.documents.known import day, day_in_url, moment
from mahdar.model import Day


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2031-05-04", "2031-05-04"),
        (" 2031-05-04T10:00:00Z ", "2031-05-04"),
        ("2031-05-04 10:00:00 +0300", "2031-05-04"),
        ("2031-05", "2031-05"),
        ("2031", "2031"),
        ("2028-02-29", "2028-02-29"),
        ("2031-02-29", None),
        ("2031-13", None),
        ("04/05/2031", None),
        ("20310504", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_as_it_is_stated(value: str, edtf: str | None) -> None:
    found = day(value)
    assert (found.edtf if found else None) == edtf


def test_what_was_said_of_a_month() -> None:
    assert day("2028-02") == Day(edtf="2028-02", earliest="2028-02-01", latest="2028-02-29", said=("year", "month"))


@pytest.mark.parametrize(
    ("url", "edtf"),
    [
        ("https://example.org/2031/05/04/harbour", "2031-05-04"),
        ("https://example.org/2031/5/4/harbour", "2031-05-04"),
        ("https://example.org/ar/2031-05-04/harbour?x=1", "2031-05-04"),
        ("https://example.org/2031/05/harbour", "2031-05"),
        ("https://example.org/view?d=2031-05-04", "2031-05-04"),
        ("https://example.org/a/2031/harbour", None),
        ("https://example.org/12031/05/04/", None),
        ("https://example.org/2031/99/04/", None),
        ("", None),
    ],
)
def test_a_day_in_an_address(url: str, edtf: str | None) -> None:
    found = day_in_url(url)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ("2031-12-07T21:30:05+03:00", "2031-12-07T21:30+03:00"),
        ("2031-12-07 21:30", "2031-12-07T21:30"),
        ("2031-12-07T21:30:05.123Z", "2031-12-07T21:30Z"),
        ("2031-12-07T21:30+0300", "2031-12-07T21:30+03:00"),
        ("2031-12-07", None),
        ("2031-12", None),
    ],
)
def test_the_hour_and_its_zone_are_kept_where_they_are_given(value, hour):
    assert moment(value) == hour
