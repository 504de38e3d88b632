"""When processes began, and how many rounds came before."""

from __future__ import annotations

import pytest

from tests.reading.made import claims, things


def processes(text: str) -> list[dict[str, object]]:
    return things(text, "process", published="2031-04-12")


@pytest.mark.parametrize(
    ("text", "began"),
    [
        ("وبدأ مسار أستانا في كانون الثاني 2017 برعاية ثلاث دول.", "2017-01"),
        ("وهو ثاني لقاء منذ انطلاق مسار أستانا في عام 2017.", "2017"),
        ("وانطلق مسار أستانا من مؤتمرين عقدا خلال شهري مايو وأكتوبر من عام 2015.", "{2015-05,2015-10}"),
        ("ويأتي الحديث عن محادثات أستانا التي بدأت في كانون الثاني 2017.", "2017-01"),
    ],
)
def test_a_process_began_when_the_report_says(text, began):
    (made,) = processes(text)
    assert (made["id"].partition("#")[2], made["began"]) == ("process-astana", began)


def test_the_claim_points_to_the_words():
    text = "وبدأ مسار أستانا في كانون الثاني 2017 برعاية ثلاث دول."
    (claim,) = [c for c in claims(text) if c.kind == "process"]
    assert text[slice(*claim.spans[0])] == "وبدأ مسار أستانا في كانون الثاني 2017"


def test_earlier_rounds_are_counted_for_the_process_of_the_article():
    (made,) = processes("اجتمعت الوفود في إطار مسار أستانا صباح أمس.\nوعلى مدار 12 جولة سابقة لم يتغير جدول الأعمال.")
    assert made["rounds_before"] == 12


@pytest.mark.parametrize(
    "text",
    [
        "انطلقت محادثات أستانا اليوم بحضور الوفود.",
        "بدأت الجولة الثالثة من محادثات أستانا في أيار 2031.",
        "بدأت محادثات أستانا في 12 أيار 2031 بجلسة مغلقة.",
        "وبدأ بناء الجسر في كانون الثاني 2017.",
        "وعلى مدار 12 جولة سابقة لم يتغير جدول الأعمال.",
    ],
    ids=["today", "a round", "a day", "no process", "rounds of nothing named"],
)
def test_what_says_nothing_of_a_process(text):
    assert processes(text) == []
