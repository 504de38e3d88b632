from __future__ import annotations

import pytest

from mahdar.showing.room.cells import spaced
from tests.reconciling.made import Doc


@pytest.mark.parametrize(
    ("edtf", "en", "ar"),
    [
        ("2031-06-18", "2031-06-18", "2031-06-18"),
        ("2031-06-18/2031-06-19", "2031-06-18 – 2031-06-19", "2031-06-18 – 2031-06-19"),
        ("[2031-01..2031-06]", "some time from January 2031 to June 2031", "في وقت ما من كانون الثاني/يناير 2031 إلى حزيران/يونيو 2031"),
        ("XXXX-12-07", "7 December (year not known)", "7 كانون الأول/ديسمبر (السنة غير معروفة)"),
        ("[words of a source]", "[words of a source]", "[words of a source]"),
        (None, "", ""),
    ],
)
def test_a_date_is_shown_as_a_reader_likes_it(edtf, en, ar):
    assert spaced(edtf, "en") == en
    assert spaced(edtf, "ar") == ar


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/outcomes", "joint statement · Astana round 22"),
        ("/outcomes?words=ar", "بيان مشترك · جولة أستانا 22"),
        ("/control", "Aleppo · entered · opposition factions"),
        ("/stances", "Iran · support · the Constitutional Committee"),
        ("/gaps", "outcome document of Astana round 16"),
        ("/why/astana-round-22.dates", "<title>Astana round 22 · dates"),
        ("/documents?words=ar", "<bdi>2021-11-04-round-17-plan</bdi>"),
        ("/documents", "Arabic</td>"),
    ],
)
def test_things_are_called_by_names(room, path, named):
    assert named in room.get(path).text


def test_a_source_with_ends_of_line_of_windows_shows_no_strange_sign(made):
    page = made(Doc("crlf", text="One line.\r\nAnother line.\r\n")).get("/sources/crlf")
    assert "\ufffd" not in page.text
