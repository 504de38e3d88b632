"""Tokens of the original, normal forms, sentences, quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.engine.text import normal, quotations, sentences, tokenise
from tests.engine.made import steps

LETTERS = "ابتثسعىیكکگةئؤأإآٱﻻﷲﺍabcÉéß"
TEXTS = st.text(alphabet=LETTERS + "ًٌَُِّْـ\u200c\u200f\u202b\ufeff" + "0١٢۳59" + "\"«»“”„'’`()[].,،؛:؟!…-–/ \n\t", max_size=80)


def shapes(text: str) -> list[str]:
    return [t.shape for t in tokenise(text)]


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for t in tokenise(text)]


@given(TEXTS)
def test_tokens_stand_in_order_and_leave_out_only_spaces_and_controls(text: str) -> None:
    tokens, end = tokenise(text), 0
    for token in tokens:
        assert token.start >= end
        assert token.end > token.start
        assert not text[end : token.start].strip(" \t\u200c\u200f\u202b\ufeff")
        end = token.end
    assert not text[end:].strip(" \t\u200c\u200f\u202b\ufeff")


@given(TEXTS)
def test_a_token_is_cut_from_the_original(text: str) -> None:
    for token in tokenise(text):
        if token.shape in ("W", "NUMBER"):
            assert normal(text[token.start : token.end]) == token.norm


@given(st.text(max_size=12))
def test_a_normal_form_is_its_own_normal_form(word: str) -> None:
    assert normal(normal(word)) == normal(word)


@given(TEXTS)
def test_quotations_are_outermost_pairs_in_order(text: str) -> None:
    tokens, end = tokenise(text), -1
    for opening, closing in quotations(tokens):
        assert end < opening < closing
        assert tokens[opening].shape == "QO"
        assert closing == len(tokens) or tokens[closing].shape in ("QC", "NL")
        assert all(t.shape != "NL" for t in tokens[opening:closing])
        end = closing


@given(TEXTS)
def test_every_token_but_line_ends_is_in_one_sentence(text: str) -> None:
    tokens = tokenise(text)
    inside = [i for first, end in sentences(tokens) for i in range(first, end)]
    assert inside == sorted(set(inside))
    lone = [i for i, t in enumerate(tokens) if i not in inside]
    assert all(tokens[i].shape in ("NL", "STOP") for i in lone)


@given(TEXTS, TEXTS)
def test_a_text_is_tokenised_alike_whatever_was_read_before(first: str, second: str) -> None:
    alone = tokenise(second)
    tokenise(first)
    assert tokenise(second) == alone


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("الإثنين", "الاثنين"),
        ("مُسْتَشْفَىٰ", "مستشفي"),
        ("كـــتاب", "كتاب"),
        ("ﻻ", "لا"),
        ("کتابی", "كتابي"),
        ("می\u200cشود", "ميشود"),
        ("١٢", "12"),
        ("۲۰۳۱", "2031"),
        ("École", "ecole"),
        ("İstanbul", "istanbul"),
    ],
)
def test_spellings_that_mean_the_same_have_one_form(written: str, plain: str) -> None:
    assert normal(written) == plain


def test_shapes_tell_words_numbers_and_signs_apart() -> None:
    assert shapes("كتب 12، (ثم) 1/2: نعم!") == ["W", "NUMBER", "COMMA", "PO", "W", "PC", "NUMBER", "SLASH", "NUMBER", "COLON", "W", "STOP"]


def test_letters_and_digits_part() -> None:
    assert words("الـ22 و7") == ["الـ", "22", "و", "7"]


@pytest.mark.parametrize("marks", ["«»", "“”", "”“", "»«", '""', "„“", "‘’", "''"])
def test_a_quotation_is_told_by_its_neighbours_whatever_the_marks(marks: str) -> None:
    assert shapes(f"قال {marks[0]}نعم{marks[1]} ثم") == ["W", "QO", "W", "QC", "W"]


def test_an_apostrophe_inside_a_word_is_no_quotation() -> None:
    assert "QO" not in shapes("l'eau d’or")


def test_a_quotation_never_closed_ends_with_its_line() -> None:
    text = "قال «نعم ثم مضى\nوقال «لا» ثم"
    tokens = tokenise(text)
    assert [text[tokens[a].start : tokens[b].start] for a, b in quotations(tokens)] == ["«نعم ثم مضى", "«لا"]


@pytest.mark.parametrize("text", ["بلغ 3.5 بالمئة", "موقع example.com مفتوح", "قال «نعم. حسنا.» ثم", "كتب… ثم"])
def test_dots_that_end_no_sentence(text: str) -> None:
    assert len(sentences(tokenise(text))) == 1


@pytest.mark.parametrize("text", ["نعم. لا", "نعم؟ لا", "نعم\nلا", "قال «نعم». ثم"])
def test_ends_of_sentences(text: str) -> None:
    assert len(sentences(tokenise(text))) == 2


@pytest.mark.parametrize("unit", ["«نعم. » ", "نعم. ", "\" ' ", "«", "...", "\n\n\u200f", "ـًـً", "a.b.", "((((", "و"])
def test_work_grows_with_the_text_only(unit: str) -> None:
    def work(times: int) -> int:
        text = unit * times
        return steps(lambda: sentences(tokenise(text)))

    work(100)
    assert work(2_000) < 2.5 * work(1_000)


@pytest.mark.parametrize("text", ["“The guests’ hall was cold,” she said", '"The guests\' hall was cold," she said'])
def test_an_apostrophe_after_a_word_closes_no_quotation_of_other_marks(text: str) -> None:
    tokens = tokenise(text)
    assert [(tokens[a].norm, tokens[b].norm) for a, b in quotations(tokens)] == [(text[0], text[27])]


def test_single_marks_still_close_what_single_marks_opened() -> None:
    tokens = tokenise("She said ‘the guests are cold’ and left")
    assert [t.shape for t in tokens if t.shape in ("QO", "QC")] == ["QO", "QC"]
