"""Sheets: what is written is what is read, and nothing in a cell acts."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from mahdar.errors import MahdarError
from mahdar.showing import sheets
from mahdar.showing.sheets import workbook


def opened(tables):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(tables)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts(tables):
    with zipfile.ZipFile(io.BytesIO(workbook(tables))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_texts_stay_texts_and_numbers_numbers():
    rows = [["2017-01", 10, 0.5, None], ["007", 9, 1.5, "نص"], ["1e5", 8, 2.5, "TRUE"]]
    found = opened({"first": (("day", "n", "share", "words"), rows), "second": (("a",), [])})
    assert found["first"] == [["day", "n", "share", "words"], ["2017-01", 10, 0.5, ""], ["007", 9, 1.5, "نص"], ["1e5", 8, 2.5, "TRUE"]]
    assert list(found) == ["first", "second"]


RUN = ("=1+1", "+962", "-1", "@SUM(A1)", '=HYPERLINK("http://a.invalid")', "{=1}", "\t=1", "internal:first!A1", "file:///etc/passwd")


@pytest.mark.parametrize("text", RUN)
def test_nothing_is_run(text):
    written = parts({"first": (("a",), [[text]])})
    assert opened({"first": (("a",), [[text]])})["first"][1] == [text]
    assert "<f>" not in "".join(written.values())
    assert not [name for name in written if name.endswith("sheet1.xml.rels")]


def test_an_address_of_the_web_can_be_followed():
    written = parts({"first": (("url",), [["https://a.invalid/x"], ["javascript:alert(1)"]])})
    assert 'Target="https://a.invalid/x"' in written["xl/worksheets/_rels/sheet1.xml.rels"]
    assert written["xl/worksheets/_rels/sheet1.xml.rels"].count("Target=") == 1
    assert opened({"first": (("url",), [["https://a.invalid/x"]])})["first"][1] == ["https://a.invalid/x"]


def test_controls_and_bidi_do_not_reach_a_cell():
    assert opened({"first": (("a",), [["a\x1b[2Jb\u202ec\nd"]])})["first"][1] == ["a\ufffd[2Jbc\nd"]


def test_a_text_longer_than_a_cell_ends_in_dots():
    (cell,) = opened({"first": (("a",), [["x" * 40_000]])})["first"][1]
    assert len(cell) == sheets.MOST_CHARACTERS
    assert cell.endswith("x…")


TOLD = ["2017-01", "007", "=1+1", " نص <b>&\"' ", "_x0041_ and _x", "a\x1b[2Jb\u202ec\nd", "x" * 40_000, "", None, 7, -0.25, 2**53, 1e300]


@pytest.mark.parametrize("rows", [[TOLD], [TOLD, [None] * len(TOLD), TOLD[::-1]]])
def test_a_large_sheet_says_what_a_small_one_says(monkeypatch, rows):
    tables = {"one": ([f"c{k}" for k in range(len(TOLD))], rows), "two": (("url",), [["https://a.invalid/x"]] * 3)}
    small = opened(tables)
    monkeypatch.setattr(sheets, "MANY", 1)
    assert opened(tables) == small
    assert workbook(tables) == workbook(tables)
    written = parts(tables)
    assert f'<autoFilter ref="A1:M{len(rows) + 1}"/>' in written["xl/worksheets/sheet1.xml"]
    assert 'Target="https://a.invalid/x"' in written["xl/worksheets/_rels/sheet2.xml.rels"]


def test_the_same_tables_give_the_same_bytes():
    assert workbook({"first": (("a",), [["b"]])}) == workbook({"first": (("a",), [["b"]])})


def test_more_rows_than_a_sheet_holds(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert workbook({"first": (("a",), [["b"]] * 2)})
    with pytest.raises(MahdarError, match=r"first: has 3 rows.*csv or parquet"):
        workbook({"first": (("a",), [["b"]] * 3)})
