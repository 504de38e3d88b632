"""The brief as a Word document, opened again."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from mahdar.showing.brief.docx import document
from tests.showing.brief.made import ARABIC, HOSTILE, bad, known, lines, made

TONGUES = pytest.mark.parametrize("tongue", ["en", "ar"])


def opened(found):
    return Document(io.BytesIO(document(found)))


def part(found, name):
    with zipfile.ZipFile(io.BytesIO(document(found))) as file:
        return file.read(name).decode()


def words(xml):
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml))


def test_headings_paragraphs_and_tables_are_those_of_word():
    found = opened(made(record=known()))
    styles = {paragraph.style.name: paragraph.text for paragraph in found.paragraphs}
    assert styles["Heading 1"] == "Chronology from public sources"
    assert {"Heading 2", "Heading 3", "List Bullet", "Source", "Small Print"} <= styles.keys()
    (table,) = found.tables
    assert [cell.text for cell in table.rows[0].cells] == ["by", "what", "due", "status"]
    assert table.rows[1].cells[0].text == "Norland"


def test_conflicts_are_footnotes_that_word_knows():
    found = made(record=known())
    notes, body = part(found, "word/footnotes.xml"), part(found, "word/document.xml")
    assert "Conflicting reports, dates: 4–5 March 2031" in words(notes)
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', body) == re.findall(r'<w:footnote w:id="(\d+)"', notes) == ["1"]


def test_citations_lead_to_the_list_of_sources():
    body = part(made(record=known()), "word/document.xml")
    names = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body))
    assert set(re.findall(r'<w:hyperlink w:anchor="([^"]+)"', body)) == names == {"source-1", "source-2", "source-3"}


def test_in_arabic_paragraphs_tables_and_runs_go_from_right_to_left():
    found = opened(made(record=known(), tongue="ar"))
    assert all(paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in found.paragraphs if paragraph.text)
    assert found.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    for paragraph in found.paragraphs:
        for run in paragraph.runs:
            arabic, latin = re.search("[\u0600-\u06ff]", run.text), re.search("[A-Za-z]", run.text)
            assert (run._r.rPr.find(qn("w:rtl")) is not None) == (arabic is not None or latin is None), run.text


def test_in_english_paragraphs_go_from_left_to_right():
    assert "<w:bidi/>" not in part(made(record=known()), "word/document.xml")


def test_arabic_words_in_an_english_brief_go_from_right_to_left_and_stand_apart():
    found = opened(made(record=known()))
    (paragraph,) = (paragraph for paragraph in found.paragraphs if ARABIC[-3:] in paragraph.text)
    (run,) = (run for run in paragraph.runs if ARABIC[-3:] in run.text)
    assert run._r.rPr.find(qn("w:rtl")) is not None
    assert f"\u200e{run.text}\u200e" in paragraph.text


@TONGUES
def test_what_sources_say_is_text_and_nothing_else(tongue):
    found = made(record=bad(), tongue=tongue)
    text = "\n".join(paragraph.text for paragraph in opened(found).paragraphs)
    assert '<script>alert(1)</script> =HYPERLINK("x") [a](http://b)' in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\ufffe]", text)
    body = part(found, "word/document.xml")
    assert "instrText" not in body
    assert "r:id" not in re.sub(r"<w:(footer|header)Reference[^>]*>", "", body)


def test_the_file_does_not_tell_when_or_where_it_was_made():
    found = made(record=known())
    properties = opened(found).core_properties
    assert (properties.title, properties.author) == ("Chronology from public sources", "Mahdar")
    assert properties.created.date().isoformat() == properties.modified.date().isoformat() == "2031-04-01"
    with zipfile.ZipFile(io.BytesIO(document(found))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@TONGUES
@pytest.mark.parametrize("short", [True, False])
def test_all_that_is_told_is_in_the_document(tongue, short):
    found = made(record=known(), tongue=tongue, short=short)
    xml = re.sub("[\u200e\u200f]", "", words(part(found, "word/document.xml") + part(found, "word/footnotes.xml")))
    for line in lines(found):
        for piece in re.split(r"\[.*?\]|\{.*?\}|[{}]", line):
            assert piece.strip().replace("&", "&amp;") in xml, piece


def test_the_short_form_has_its_sources_in_two_columns():
    columns = [section._sectPr.xpath("./w:cols/@w:num") for section in opened(made(record=known(), short=True)).sections]
    assert columns == [[], ["2"], ["1"]]
    assert HOSTILE not in words(part(made(record=bad(), short=True), "word/document.xml"))
