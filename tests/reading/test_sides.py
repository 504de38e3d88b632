"""'The government' in a report on one conflict is the party of that kind; in others nobody's name."""

from __future__ import annotations

import pytest

from tests.reading.made import things


def actors(text: str) -> set[str]:
    return {row["actor"] for session in things(text, "session", published="2031-04-12") for row in session.get("participant", [])}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("عُقدت أمس في مسقط جولة مفاوضات بين الحكومة والحوثيين في ملف الأسرى في اليمن.", "yemeni-government"),
        ("بدأت أمس في جدة محادثات بين الجيش وقوات الدعم السريع لوقف الحرب في السودان.", "sudanese-armed-forces"),
    ],
)
def test_the_party_of_that_kind(text: str, who: str) -> None:
    assert who in actors(text)


def test_in_a_report_on_no_conflict_it_is_nobody() -> None:
    assert actors("عُقدت أمس في مسقط جولة مفاوضات بين الحكومة والنقابة حول الأجور، بحضور قطر.") <= {"qatar"}


def test_the_government_of_another_state_is_not_the_party() -> None:
    assert "yemeni-government" not in actors("عُقدت أمس في مسقط محادثات بين الحكومة السويدية والحوثيين حول اليمن.")
