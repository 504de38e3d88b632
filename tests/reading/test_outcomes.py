"""Outcome documents and the sessions that they ended; drafts and what is still to come are none."""

from __future__ import annotations

import pytest

from tests.reading.made import claims, things

GUARANTORS = ["iran", "russia", "turkiye"]
ROUND = "انعقدت الجولة الثالثة من محادثات أستانا في 11 نيسان 2031 بحضور الدول الضامنة روسيا وتركيا وإيران.\n"


def outcomes(text: str) -> list[dict[str, object]]:
    return things(text, "outcome", published="2031-04-12")


def test_a_final_statement_belongs_to_the_round_of_the_report_and_to_it_back():
    text = ROUND + "وصدر في ختامها بيان مشترك يدعو إلى فتح المعابر."
    (session,) = [s for s in things(text, "session", published="2031-04-12") if s.get("number") == 3]
    (made,) = outcomes(text)
    assert (made["kind"], made["session"], made["signatory"]) == ("joint_statement", session["id"], GUARANTORS)
    assert session["outcome"] == made["id"]


def test_a_statement_named_with_another_session_and_day_is_another_document():
    text = ROUND + "وصدر بيان مشترك. وذكّر الوزراء بالبيان الختامي للقمة الثلاثية في 12 أيار 2029."
    assert [o.get("dates") for o in outcomes(text)] == [None, "2029-05-12"]


def test_mentions_of_one_statement_are_one_outcome():
    text = ROUND + "وصدر بيان مشترك. وأكد البيان الختامي وحدة البلاد."
    (kind,) = [c for c in claims(text, published="2031-04-12") if c.kind == "outcome" and c.cell == "kind"]
    assert len(kind.spans) == 2


@pytest.mark.parametrize("words", ["قرار مجلس الأمن الدولي رقم 2254", "القرار «2254»", "القرار الأممي 2254"])
def test_a_resolution_has_its_symbol_from_the_list_of_the_process(words):
    (made,) = outcomes(f"وطالبت الوفود بتنفيذ {words} دون تأخير.")
    assert (made["kind"], made["symbol"], made["dates"]) == ("resolution", "S/RES/2254 (2015)", "2015")


def test_the_year_of_a_resolution_is_inferred():
    found = [c for c in claims("وطالبت الوفود بتنفيذ القرار 2254.") if c.cell in ("symbol", "dates")]
    assert {c.basis for c in found} == {"inferred"}


def test_a_resolution_that_no_process_lists_has_no_symbol():
    (made,) = outcomes("وأشاروا إلى قرار مجلس الأمن رقم 9876 مرتين.")
    assert "symbol" not in made
    assert "dates" not in made


def test_a_signed_paper_has_those_who_signed_it():
    (made,) = outcomes("ووقعت إيران وتركيا في بيروت مذكرة تفاهم حول المعابر، قبل عودة الوفود.")
    assert (made["kind"], made["signatory"], made["title"]) == ("memorandum", ["iran", "turkiye"], "مذكرة تفاهم حول المعابر")


def test_a_named_agreement_has_its_day_and_no_joined_letter_in_its_title():
    (made,) = outcomes("وعد الوزير ما جرى خرقا لاتفاق سوتشي الموقع في 17 أيلول 2018.")
    assert (made["title"], made["dates"]) == ("اتفاق سوتشي", "2018-09-17")


@pytest.mark.parametrize(
    "text",
    [
        ROUND + "وما زالت مسودة البيان الختامي قيد النقاش.",
        ROUND + "وانفضت الجلسة من دون بيان مشترك.",
        "ستعقد الجولة الرابعة من محادثات أستانا في أيلول 2031 وتختم ببيان مشترك.",
        "وقالت الوزارة في بيان إن الطريق مفتوح.",
        "وبلغ عدد الحضور 2254 شخصا.",
    ],
    ids=["draft", "missing", "to come", "a ministry's own", "a number"],
)
def test_what_is_no_outcome(text):
    assert outcomes(text) == []


def test_a_resolution_is_there_whatever_is_still_to_come_of_it():
    (made,) = outcomes(ROUND + "وستعمل اللجنة على تنفيذ القرار 2254 التي ستضم الطرفين.")
    assert made["kind"] == "resolution"


def test_a_resolution_that_the_council_adopts_needs_no_list():
    (made,) = outcomes(ROUND + "واعتمد مجلس الأمن الدولي بالإجماع القرار 2999 بشأن الجسور.")
    assert (made["kind"], made["title"]) == ("resolution", "القرار 2999")


def test_a_paper_that_one_signed_with_another_is_of_both_and_of_that_day() -> None:
    (found,) = things("وقّعت تركيا، يوم الاثنين، اتفاقية تجارة مع إيران.", "outcome", published="2031-04-12")
    assert (found["kind"], found["signatory"], found["dates"]) == ("agreement", ["iran", "turkiye"], "2031-04-07")


def test_the_signing_of_a_paper_between_two_is_of_both() -> None:
    (found,) = things("شهدت الرياض، الثلاثاء، التوقيع رسميا على اتفاق الرياض بين تركيا وإيران.", "outcome", published="2031-04-12")
    assert (found["signatory"], found["dates"]) == (["iran", "turkiye"], "2031-04-08")
