"""Document memory: a surname introduced with its title is that person from then on."""

from __future__ import annotations

import pytest

from tests.reading.made import claims, things

GOVERNOR = "قال المحافظ سالم الجبلي إن الطريق سيفتح."


def speakers(text: str) -> list[str | None]:
    return [s.get("speaker") for s in things(text, "statement")]


@pytest.mark.parametrize(
    "sentence",
    [
        "وأكد الجبلي أن الجسر جاهز.",
        "وقال الجبلي: «الدعوة عامة للجميع منذ الصباح».",
        "وشدد الجبلي على ضرورة ترميم الجسر.",
        "ونقلت وكالة «تاس» عن الجبلي قوله إن الجسر جاهز.",
        "وبحسب الجبلي، فإن الجسر جاهز.",
        "وكان الجبلي قد أعلن أن الجسر جاهز.",
    ],
)
def test_the_surname_alone_is_the_person(sentence: str) -> None:
    assert speakers(f"{GOVERNOR} وغادر الوفد مساء. {sentence}") == ["سالم الجبلي", "سالم الجبلي"]


def test_the_memory_lasts_over_paragraphs() -> None:
    assert speakers(f"{GOVERNOR}\n\nغادر الوفد مساء.\n\nوأكد الجبلي أن الجسر جاهز.") == ["سالم الجبلي"] * 2


def test_the_claim_points_to_the_surname() -> None:
    text = f"{GOVERNOR} وأكد الجبلي أن الجسر جاهز."
    spans = [c.spans for c in claims(text) if c.cell == "speaker"]
    assert [text[a:b] for ((a, b),) in spans] == ["المحافظ سالم الجبلي", "الجبلي"]


def test_a_person_introduced_without_speaking_is_remembered() -> None:
    assert speakers("وصل وزير الخارجية النرويجي أولاف الجبلي إلى القاعة. وشدد الجبلي على ضرورة فتح الطريق.") == ["أولاف الجبلي"]


def test_two_persons_are_kept_apart() -> None:
    text = f"{GOVERNOR} وقال وزير الخارجية الدنماركي يانس العطار إن المعرض سيفتتح.\nوأكد الجبلي أن الجسر جاهز. وأوضح العطار أن الدعوة عامة."
    assert speakers(text) == ["سالم الجبلي", "يانس العطار", "سالم الجبلي", "يانس العطار"]


def test_a_short_surname_is_too_often_another_word() -> None:
    assert speakers("قال المحافظ سالم بدر إن الطريق سيفتح. وأكد بدر أن الجسر جاهز.") == ["سالم بدر"]


def test_a_given_name_is_not_remembered() -> None:
    assert "سالم الجبلي" not in speakers(f"{GOVERNOR} وأكد سالم أن الجسر جاهز.")[1:]


def test_one_document_does_not_remember_another() -> None:
    assert speakers(GOVERNOR) == ["سالم الجبلي"]
    assert "سالم الجبلي" not in speakers("وأكد الجبلي أن الجسر جاهز.")


def test_a_surname_of_two_words_is_the_person() -> None:
    text = "قال المحافظ سالم بن خالد آل العطار إن الطريق سيفتح. وأكد آل العطار أن الجسر جاهز."
    assert speakers(text) == ["سالم بن خالد آل العطار"] * 2


def test_a_surname_that_is_a_given_name_is_the_person() -> None:
    assert speakers("قال المحافظ سالم عبد الرحمن إن الطريق سيفتح. وأكد عبد الرحمن، أن الجسر جاهز.") == ["سالم عبد الرحمن"] * 2
    assert speakers("قال المحافظ سالم عبد الرحمن إن الطريق سيفتح. وأكد عبد الرحمن الجبلي أن الجسر جاهز.")[1] != "سالم عبد الرحمن"
