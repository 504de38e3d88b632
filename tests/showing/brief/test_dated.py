"""Dates in words: what is vague is said to be vague, and nothing is added."""

import pytest

from mahdar.showing.brief.dated import dated


@pytest.mark.parametrize(
    ("edtf", "told", "in_a_sentence"),
    [
        ("2031-01-24", "24 January 2031", "on 24 January 2031"),
        ("2031-01-24/2031-01-25", "24–25 January 2031", "on 24–25 January 2031"),
        ("2031-01-30/2031-02-02", "30 January 2031 to 2 February 2031", "on 30 January 2031 to 2 February 2031"),
        ("2031-01", "some time in January 2031", "some time in January 2031"),
        ("2031", "some time in 2031", "some time in 2031"),
        ("203X", "some time in the 2030s", "some time in the 2030s"),
        ("2031-41", "some time in the second half of 2031", "some time in the second half of 2031"),
        ("[2031-07..2031-12]", "some time from July 2031 to December 2031", "some time from July 2031 to December 2031"),
        ("{2031-05,2031-10}", "May 2031 and October 2031", "in May 2031 and in October 2031"),
        ("[2031-05,2031-10]", "May 2031 or October 2031", "in May 2031 or in October 2031"),
        ("XXXX-12-07", "7 December (year not known)", "on 7 December (year not known)"),
        ("XXXX-12-07/XXXX-12-08", "7–8 December (year not known)", "on 7–8 December (year not known)"),
        ("XXXX-12", "some time in December (year not known)", "some time in December (year not known)"),
        ("../2031-05", "until May 2031", "until May 2031"),
        ("2031-05-02/..", "from 2 May 2031 on", "from 2 May 2031 on"),
        (None, "day not reported", "on a day not reported"),
    ],
)
def test_a_date_in_words(edtf, told, in_a_sentence):
    assert dated(edtf, "en") == told
    assert dated(edtf, "en", place="when") == in_a_sentence


def test_the_part_of_a_period_is_said():
    assert dated("2031-12", "en", "end") == "some time at the end of December 2031"
    assert dated("2031-12-07", "en", "end") == "7 December 2031"


def test_arabic_has_both_names_of_a_month():
    assert dated("2031-01-24", "ar") == "24 كانون الثاني/يناير 2031"
    assert dated("2031-01-24/2031-01-25", "ar", place="when") == "من 24 إلى 25 كانون الثاني/يناير 2031"


@pytest.mark.parametrize("odd", ["2031-13-45", "soon", "2031-02-30", "XXXX", "2031?"])
def test_what_is_no_known_form_is_shown_as_it_is(odd):
    assert dated(odd, "en") == odd
