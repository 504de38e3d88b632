"""Whose words they are where others are named beside who speaks, and whom they came through."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import claims, things

MINISTER = "وزير الخارجية النرويجي أولاف الجبلي"
OTHER = "وزير الخارجية الدنماركي يانس العطار"
NAME, OTHER_NAME = "أولاف الجبلي", "يانس العطار"


def statements(text: str) -> list[dict[str, Any]]:
    return things(f"وصل {MINISTER} و{OTHER} إلى المدينة.\n{text}", "statement")


def told(text: str) -> list[tuple[str | None, str]]:
    return [(s.get("speaker"), s["content"]) for s in statements(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"التقى {MINISTER} {OTHER}، مؤكدا أن الطريق سيفتح.",
        f"استقبل {MINISTER} اليوم {OTHER}، حيث أكد أن الطريق سيفتح.",
    ],
)
def test_who_meets_another_speaks_after_it(text: str) -> None:
    assert [speaker for speaker, _ in told(text)] == [NAME]


def test_one_named_in_an_aside_before_the_verb_is_not_who_asks() -> None:
    aside = "وفي اللقاء، الذي انعقد بمشاركة الأمم المتحدة،"
    text = f"{aside} دعا أولاف الجبلي إلى «فتح الطريق أمام الشاحنات»، مضيفا أن «الجسر جاهز للشاحنات كلها»."
    assert [speaker for speaker, _ in told(text)] == [NAME, NAME]


@pytest.mark.parametrize("relay", ["وبحسب صحيفة «صوت الجبل»،", "ووفق صحيفة «صوت الجبل»"])
def test_an_outlet_that_opens_a_sentence_passes_on_what_another_says_right_after(relay: str) -> None:
    found = [c for c in claims(f"{relay} قال مصدر مطلع إن الطريق سيفتح.") if (c.kind, c.cell) == ("statement", "content")]
    assert [(c.value, c.chain) for c in found] == [("إن الطريق سيفتح", ("صوت الجبل", "مصدر مطلع"))]


def test_what_a_body_issued_is_its_word() -> None:
    text = "وزار أولاف الجبلي الجسر صباحا، بحسب بيان صادر عن وزارة الخارجية النرويجية."
    assert told(text) == [("norwegian-foreign-ministry", "وزار أولاف الجبلي الجسر صباحا")]


def test_a_clause_where_another_says_something_ends_the_words() -> None:
    text = "أعلن أولاف الجبلي أن الطريق سيفتح، حيث أكد يانس العطار أن الجسر جاهز."
    assert told(text) == [(NAME, "أن الطريق سيفتح"), (OTHER_NAME, "أن الجسر جاهز")]


def test_who_closes_by_stressing_something_goes_on() -> None:
    text = "قال أولاف الجبلي إن الطريق سيفتح، مختتما حديثه بالتشديد على حاجة القرى إليه."
    assert told(text) == [(NAME, "إن الطريق سيفتح"), (NAME, "على حاجة القرى إليه")]


def test_words_in_an_aside_between_dashes_are_no_other_saying() -> None:
    text = "وقال مصدر مطلع - وهو الذي تحدث إلى صحيفة «صوت الجبل» شريطة ألا يذكر اسمه لأن ذلك يضره - إن الطريق سيفتح."
    assert told(text) == [("مصدر مطلع", "إن الطريق سيفتح")]


def test_the_head_of_a_front_that_nobody_knows_is_no_head_named_before() -> None:
    text = "قال رئيس النرويج سالم الطيب إن الجسر جاهز. وقال رئيس الجبهة الخضراء إن الطريق سيفتح."
    assert "سالم الطيب" not in [speaker for speaker, content in told(text) if "الطريق" in content]


def test_a_surname_that_is_a_nations_adjective_is_the_person_named_before() -> None:
    text = "وقال وزير الدفاع النرويجي سالم الدنماركي إن الجسر جاهز. وأوضح الدنماركي أن الطريق سيفتح."
    assert [speaker for speaker, _ in told(text)] == ["سالم الدنماركي"] * 2


def test_a_delegation_of_that_nation_is_not_that_person() -> None:
    text = "وقال وزير الدفاع النرويجي سالم الدنماركي إن الجسر جاهز. وأوضح الوفد الدنماركي أن الطريق سيفتح."
    assert [speaker for speaker, _ in told(text)][1:] != ["سالم الدنماركي"]


def test_a_quoted_promise_is_no_name() -> None:
    text = "وقال أولاف الجبلي عقب الجولة التي استضافتها الدنمارك «اتفقنا على فتح الطريق» لافتا إلى أن الجسر جاهز."
    assert [content for _, content in told(text)] == ["اتفقنا على فتح الطريق", "إلى أن الجسر جاهز"]


@pytest.mark.parametrize("word", ["هنا اليوم", "إبان الزيارة"])
def test_a_word_that_is_spelt_like_a_verb_of_saying_is_none(word: str) -> None:
    assert told(f"وقال {MINISTER} {word} إن الطريق سيفتح.") == [(NAME, "إن الطريق سيفتح")]
