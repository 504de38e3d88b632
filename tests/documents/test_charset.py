"""Character sets, with real bytes."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.documents.charset import declared_charset, decode
from mahdar.errors import MahdarError

ARABIC = "أعلنت وزارة الخارجية أن الوفد سيصل إلى المدينة مساء الأربعاء. وقال المتحدث إن الأطراف اتفقت على متابعة المشاورات"
RUSSIAN = "Министерство сообщило, что делегация прибудет в город в среду вечером. Стороны договорились продолжить консультации."
ENGLISH = "The minister said the talks were “useful” – and the café meeting, held on the margins, went on."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ARABIC, "cp1256"),
        (ARABIC[:50], "cp1256"),
        (ARABIC * 400, "cp1256"),
        (ARABIC, "iso8859_6"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (ENGLISH, "cp1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-32"),
    ],
)
def test_bytes_become_their_text(text: str, charset: str) -> None:
    assert decode(text.encode(charset), "x") == text


def test_big_endian_with_its_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be"), "x") == ARABIC


def test_a_page_that_declares_its_charset() -> None:
    short = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"></head>سلام'
    assert decode(short.encode("cp1256"), "x") == short


def test_valid_utf8_is_utf8_whatever_a_page_declares() -> None:
    page = f'<meta charset="windows-1256"><p>{ARABIC}</p>'
    assert decode(page.encode("utf-8"), "x") == page


def test_a_charset_nobody_knows_is_not_believed() -> None:
    assert declared_charset(b'<meta charset="klingon-9">') is None
    page = f'<meta charset="klingon-9"><p>{ARABIC}</p>'
    assert decode(page.encode("cp1256"), "x") == page


def test_broken_utf8_is_not_read_as_a_legacy_charset() -> None:
    with pytest.raises(MahdarError, match=r"^a\.txt: byte 2 is not UTF-8; save it as UTF-8 text$"):
        decode(ARABIC.encode()[:2] + b"\xc3" + ARABIC.encode()[2:], "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        outcome = decode(data, "x")
    except MahdarError as refused:
        outcome = str(refused)
    assert outcome.encode("utf-8", "surrogatepass") or not data.removeprefix(codecs.BOM_UTF8)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_text_comes_through_untouched(text: str) -> None:
    data = text.encode("utf-8")
    if not data.startswith((b"%PDF", b"PK", b"GIF8", codecs.BOM_UTF8)):
        assert decode(data, "x") == text
