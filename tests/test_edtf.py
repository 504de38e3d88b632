"""What an EDTF value means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.edtf import bounds, form, month_days, precision

DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "first", "last", "how", "exact"),
    [
        ("2031-02-07", "2031-02-07", "2031-02-07", "within", "day"),
        ("2031-02", "2031-02-01", "2031-02-28", "within", "month"),
        ("2032-02~", "2032-02-01", "2032-02-29", "within", "month"),
        ("2031", "2031-01-01", "2031-12-31", "within", "year"),
        ("2031-34", "2031-04-01", "2031-06-30", "within", "quarter"),
        ("2031-40", "2031-01-01", "2031-06-30", "within", "half"),
        ("2031-24", "2031-12-01", "2032-02-29", "within", "quarter"),
        ("2031-02-07/2031-02-09", "2031-02-07", "2031-02-09", "lasted", "day"),
        ("2031-02/2031-03-09", "2031-02-01", "2031-03-09", "lasted", "month"),
        ("[2031-07..2031-12]", "2031-07-01", "2031-12-31", "within", "half"),
        ("[2031-07-01,2031-07-03]", "2031-07-01", "2031-07-03", "within", "month"),
        ("{2031-05,2031-10}", "2031-05-01", "2031-10-31", "both", "month"),
        ("2031-12-XX", "2031-12-01", "2031-12-31", "within", "month"),
        ("203X", "2030-01-01", "2039-12-31", "within", "year"),
        ("2031-02-07/..", "2031-02-07", None, "open", "open"),
        ("[..2031-02-07]", None, "2031-02-07", "open", "open"),
        ("[2031-02-07..]", "2031-02-07", None, "open", "open"),
        ("XXXX-12-07", None, None, "open", "open"),
        ("XXXX-12-07/XXXX-12-08", None, None, "open", "open"),
        ("{2031-05,XXXX-10}", None, None, "open", "open"),
        ("2031-02-30", None, None, "open", "open"),
        ("2031-02-09/2031-02-07", None, None, "open", "open"),
        ("next week", None, None, "open", "open"),
        ("", None, None, "open", "open"),
        (None, None, None, "open", "open"),
    ],
)
def test_value(edtf, first, last, how, exact):
    assert bounds(edtf) == (first, last)
    assert form(edtf) == how
    assert precision(edtf) == exact


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("XXXX-12-07/XXXX-12-08", "12-07", "12-08"),
        ("XXXX-12-07", "12-07", "12-07"),
        ("XXXX-02", "02-01", "02-29"),
        ("{XXXX-11-22,XXXX-12}", "11-22", "12-31"),
        ("XXXX-XX-22", None, None),
        ("2031-12", None, None),
        (None, None, None),
    ],
)
def test_month_days(edtf, first, last):
    assert month_days(edtf) == (first, last)


@given(DAYS, DAYS)
def test_a_period_begins_and_ends_with_its_days(a, b):
    a, b = min(a, b), max(a, b)
    for pattern in ("{}/{}", "[{}..{}]", "{{{},{}}}", "[{},{}]"):
        assert bounds(pattern.format(a, b)) == (a.isoformat(), b.isoformat())


@given(DAYS)
def test_a_coarser_value_holds_the_finer_one(day):
    month, year = day.isoformat()[:7], day.isoformat()[:4]
    for inner, outer in ((day.isoformat(), month), (month, year)):
        (low, high), (first, last) = bounds(outer), bounds(inner)
        assert low <= first <= last <= high


@given(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.integers(0, 800))
def test_a_wider_period_is_never_more_precise(day, width):
    end = day + timedelta(width)
    names = ("day", "month", "quarter", "half", "year", "open")
    assert names.index(precision(f"[{day}..{end}]")) >= names.index(precision(day.isoformat()))


@given(st.text(alphabet="0123456789X-/.[]{},~?", max_size=24))
def test_no_text_breaks_it(text):
    first, last = bounds(text)
    assert first is None or last is None or first <= last
    assert precision(text) in ("day", "month", "quarter", "half", "year", "open")
