"""Earlier rounds told in one list: each day is a session of its own, where the list tells of rounds that were held."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things

LIST = "في 3 و4 آذار 2030، و7-8 نيسان 2030، و9 أيار 2030"


def sessions(text: str) -> list[dict[str, Any]]:
    return things(text, "session", published="2031-04-12")


@pytest.mark.parametrize("how", ["", "الأولى ", "والأخيرة لم تطل "], ids=["bare", "ordinal", "aside"])
def test_each_day_of_a_list_is_a_round(how: str) -> None:
    found = sessions(f"وكانت جولات المفاوضات السابقة في إطار عملية أستانا قد عقدت {how}{LIST}.")
    assert {(s["kind"], s["process"], s["status"]) for s in found} == {("round", "astana", "held")}
    assert sorted(s["dates"] for s in found) == ["2030-03-03/2030-03-04", "2030-04-07/2030-04-08", "2030-05-09"]


def test_a_round_told_with_its_number_is_not_told_anew_by_a_list() -> None:
    text = f"عقدت الجولة الثالثة من محادثات أستانا في 9 أيار 2030. وعقدت جولات محادثات أستانا السابقة {LIST}."
    assert [s.get("number") for s in sessions(text) if s["dates"] == "2030-05-09"] == [3]


@pytest.mark.parametrize(
    "text",
    [
        f"ومن المقرر أن تعقد جولات محادثات أستانا المقبلة {LIST}.",
        f"وعقدت جولات بيع الكتب في المدينة {LIST}.",
        "وعقدت جولات محادثات أستانا في 3 آذار 2030، وزار الوفد القرية في 7 نيسان 2030، ثم عاد في 9 أيار 2030.",
    ],
    ids=["planned", "no talks", "other clauses"],
)
def test_a_list_of_something_else_makes_no_rounds(text: str) -> None:
    assert len([s for s in sessions(text) if s.get("dates", "")[:4] == "2030"]) < 2
