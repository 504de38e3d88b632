"""What the reader met and could not place; what it did place is never listed."""

from __future__ import annotations

import pytest

from mahdar.documents import from_text
from mahdar.engine.pack import load_packs
from mahdar.reading import read_page
from mahdar.reading.page import Page
from mahdar.reading.unread import Unread, unread

MINISTER = "وزير الخارجية النرويجي أولاف الجبلي"


def found(text: str, kind: str, **known: str) -> list[Unread]:
    packs = load_packs()
    page = read_page(from_text(text, packs, language="ar", **known), packs)
    assert isinstance(page, Page)
    return [one for one in unread(page) if one.kind == kind]


def test_a_verb_of_saying_without_a_statement_is_listed_with_its_sentence() -> None:
    text = "قال الحاضرون جميعا في القاعة الكبيرة."
    (one,) = found(text, "saying")
    assert (one.words, text[slice(*one.span)]) == ("قال", text)


def test_a_verb_of_saying_with_its_statement_is_not_listed() -> None:
    assert not found(f"قال {MINISTER} إن الطريق سيفتح أمام الشاحنات.", "saying")


def test_a_quotation_without_a_speaker_is_listed_by_the_words_before_it() -> None:
    text = "وعلى الجدار لافتة: «هنا اجتمع أهل المدينة القديمة كل عام»."
    (one,) = found(text, "quotation")
    assert (one.words, text[slice(*one.span)]) == ("لافتة:", "هنا اجتمع أهل المدينة القديمة كل عام")


@pytest.mark.parametrize("quoted", [f"قال {MINISTER}: «الطريق سيفتح أمام الشاحنات كل يوم».", "افتتح معرض «نسيج الجبال» للحرف."])
def test_speech_with_its_speaker_and_names_in_quotation_marks_are_not_listed(quoted: str) -> None:
    assert not found(quoted, "quotation")


def test_a_person_whom_the_world_does_not_know_is_listed() -> None:
    (one,) = found(f"قال {MINISTER} إن الطريق سيفتح أمام الشاحنات.", "name")
    assert one.words == "أولاف الجبلي"


def test_a_number_beside_a_month_that_is_no_date_is_listed() -> None:
    text = "وصل في 57 كانون الثاني من العد."
    assert [text[slice(*one.span)] for one in found(text, "date")] == ["57 كانون الثاني"]


def test_a_date_that_is_read_is_not_listed() -> None:
    assert not found("يُفتتح الاجتماع في 8 كانون الثاني 2031 في المدينة.", "date")


def test_an_address_that_no_outlet_has_is_listed() -> None:
    (one,) = found("اجتمع الوفدان في المدينة.", "outlet", url="https://news.example/a")
    assert one.words == "news.example"
