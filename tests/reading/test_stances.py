"""What actors support, oppose and demand: whose position it is, and what is no position."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things

MINISTER = "وزير الخارجية النرويجي أولاف الجبلي"
GUARANTORS = ["iran", "russia", "turkiye"]


def positions(text: str, **known: str) -> list[tuple[Any, Any, Any]]:
    return [(s["actor"], s["stance"], s["issue"]) for s in things(text, "stance", **known)]


def test_the_position_is_that_of_the_state_whose_office_the_speaker_holds() -> None:
    assert positions(f"أكد {MINISTER} على وحدة الأراضي السورية.") == [("norway", "support", "territorial-integrity")]


def test_an_urgent_word_makes_it_a_demand() -> None:
    assert positions(f"شدد {MINISTER} على ضرورة الإفراج عن المعتقلين.") == [("norway", "demand", "detainees")]


def test_several_issues_are_several_positions() -> None:
    found = positions(f"أكد {MINISTER} رفضه العقوبات ومكافحة الإرهاب.")
    assert ("norway", "oppose", "sanctions") in found


def test_a_joint_statement_gives_each_author_its_position() -> None:
    text = "أصدرت روسيا وتركيا وإيران بيانا مشتركا في ختام اللقاء.\nوأكد البيان رفض الأجندات الانفصالية.\n"
    assert sorted(positions(text)) == [(actor, "oppose", "separatism") for actor in GUARANTORS]


def test_inside_the_words_the_actor_right_before_the_word_of_position_holds_it() -> None:
    assert positions(f"قال {MINISTER} إن الدنمارك ترفض الأجندات الانفصالية.") == [("denmark", "oppose", "separatism")]


@pytest.mark.parametrize(
    "text",
    [
        f"قال {MINISTER} إن الوفد ناقش الحل السياسي مع الحاضرين.",
        f"قال {MINISTER} إنه التقى وفد الدنمارك وإن الوفد لم يرفض الحل السياسي.",
        f"قال {MINISTER} إن يانس العطار يرفض الحل السياسي.",
    ],
)
def test_an_issue_talked_about_denied_or_held_by_another_is_left_out(text: str) -> None:
    assert not positions(text)


def test_a_position_leads_to_its_statement() -> None:
    text = f"أكد {MINISTER} على وحدة الأراضي السورية."
    (stance,), (statement,) = things(text, "stance"), things(text, "statement")
    assert stance["statement"] == statement["id"]


def test_long_names_of_issues_told_before_do_not_shift_who_holds_a_position() -> None:
    before = f"أكد {MINISTER} على سيادة سوريا واستقلالها ووحدة أراضيها وعودة اللاجئين السوريين. "
    found = positions(before + f"وقال {MINISTER} إن الدنمارك ترفض الأجندات الانفصالية.")
    assert ("denmark", "oppose", "separatism") in found


def test_who_asks_for_an_end_to_something_opposes_it() -> None:
    assert positions(f"دعا {MINISTER} إلى ضرورة رفع العقوبات.") == [("norway", "oppose", "sanctions")]


def test_what_is_called_important_is_supported_and_what_is_only_pointed_to_is_not() -> None:
    assert positions(f"أشار {MINISTER} إلى أهمية الحل السياسي.") == [("norway", "support", "political-solution")]
    assert not positions(f"أشار {MINISTER} إلى العملية السياسية.")
