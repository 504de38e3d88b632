"""Which outlet a report is of and which it repeats: metadata first, then what the page itself shows."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.model import Claim
from tests.reading.made import claims, things

HEADLINE = "وفد من المدينة يزور الميناء القديم"
REPORT = "زار وفد من مجلس المدينة الميناء القديم أمس، وبحث مع إدارته خطة ترميم الأرصفة قبل حلول الشتاء."


def page(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def document(text: str, **known: str) -> dict[str, Any]:
    found = things(text, "document", **known)
    return found[0] if found else {}


def claim_of(text: str, cell: str, **known: str) -> Claim:
    (claim,) = [c for c in claims(text, **known) if (c.kind, c.cell) == ("document", cell)]
    return claim


# --- from outside the text


@pytest.mark.parametrize(
    ("known", "outlet"),
    [
        ({"outlet": "عنب بلدي"}, "enab-baladi"),
        ({"outlet": "وكالة تاس"}, "tass"),
        ({"outlet": "جريدة المرفأ الصغير"}, "جريدة المرفأ الصغير"),
        ({"url": "https://www.aljazeera.net/news/port"}, "al-jazeera"),
        ({"url": "https://arabic.alarabiya.net/news/port"}, "al-arabiya"),
        ({"outlet": "عنب بلدي", "url": "https://www.aljazeera.net/news/port"}, "enab-baladi"),
        ({"url": "https://port.example.org/news"}, None),
        ({"url": "https://notaljazeera.net/news"}, None),
    ],
    ids=["known", "known with its kind", "unknown", "host", "host below", "before the host", "unknown host", "another host"],
)
def test_an_outlet_known_outside(known: dict[str, str], outlet: str | None) -> None:
    assert document(page(HEADLINE, REPORT), **known).get("outlet") == outlet


def test_metadata_has_no_span_and_is_said() -> None:
    claim = claim_of(page(HEADLINE, REPORT), "outlet", outlet="عنب بلدي")
    assert (claim.spans, claim.basis, claim.pattern) == ((), "said", "metadata")


def test_metadata_comes_before_the_page() -> None:
    assert document(page(f"الجزيرة\n{HEADLINE}", REPORT), outlet="عنب بلدي")["outlet"] == "enab-baladi"


# --- from the page


@pytest.mark.parametrize(
    "text",
    [
        page(f"عنب بلدي\n{HEADLINE}", REPORT),
        page(f"{HEADLINE}\nعنب بلدي", REPORT),
        page(HEADLINE, f"عنب بلدي - {REPORT}"),
        page(HEADLINE, f"بيروت - عنب بلدي - {REPORT}"),
        page(HEADLINE, f"بيروت، 3 أيار 2022 (عنب بلدي) - {REPORT}"),
        page(HEADLINE, f"بيروت (عنب بلدي)، هند الراوي: {REPORT}"),
        page(HEADLINE, f"بيروت. عنب بلدي – {REPORT}"),
        page(HEADLINE, f"بيروت 3 أيار 2022 عنب بلدي\n{REPORT}"),
        page(HEADLINE, f"بيروت/ هند الراوي/ عنب بلدي\n{REPORT}"),
        page(HEADLINE, REPORT, "ادعم عنب بلدي"),
        page(HEADLINE, "زار وفد من مجلس المدينة الميناء القديم أمس، بحسب ما رصدت عنب بلدي، وبحث مع إدارته خطة ترميم الأرصفة."),
    ],
    ids=[
        "line above",
        "line below",
        "lead",
        "lead with a place",
        "dateline",
        "reporter",
        "stop",
        "line of place and day",
        "slashes",
        "appeal",
        "observer",
    ],
)
def test_an_outlet_shows_itself(text: str) -> None:
    claim = claim_of(text, "outlet")
    assert (claim.value, claim.basis) == ("enab-baladi", "inferred")
    (span,) = claim.spans
    assert "عنب بلدي" in text[slice(*span)]


@pytest.mark.parametrize(
    "text",
    [
        page(HEADLINE, REPORT),
        page(f"{HEADLINE}\nوكالة تاس", REPORT),
        page(HEADLINE, "قالت عنب بلدي إن وفدا من مجلس المدينة زار الميناء القديم أمس، وبحث مع إدارته خطة ترميم الأرصفة."),
        page(HEADLINE, REPORT, "عقد اللقاء في الجزيرة القريبة من المرفأ، وبحث الوفد مع الإدارة خطة ترميم الأرصفة والمخازن."),
    ],
    ids=["nothing", "an agency", "quoted", "a common word"],
)
def test_what_shows_no_outlet(text: str) -> None:
    assert "outlet" not in document(text)


# --- what a report repeats


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("المصدر: عنب بلدي", "enab-baladi"),
        ("المصدر: وكالة تاس", "tass"),
        ("المصدر : الجزيرة نت", "al-jazeera"),
        ("مصدر الخبر: وكالة سانا", "sana"),
        ("المصدر: https://www.aljazeera.net/news/port", "al-jazeera"),
        ("المصدر: https://port.example.org/news", "port.example.org"),
    ],
)
def test_a_source_line_names_what_is_repeated(line: str, outlet: str) -> None:
    text = page(HEADLINE, REPORT, line)
    claim = claim_of(text, "reposts")
    assert claim.value == outlet
    assert [text[a:b] for a, b in claim.spans] == [line]


def test_the_outlet_does_not_repeat_itself() -> None:
    text = page(HEADLINE, REPORT, "المصدر: عنب بلدي")
    assert "reposts" not in document(text, outlet="عنب بلدي")
    assert document(text, outlet="الجزيرة")["reposts"] == "enab-baladi"


def test_a_source_that_speaks_is_no_source_line() -> None:
    text = page(HEADLINE, REPORT, "المصدر قال إن الترميم سيبدأ في الأسبوع المقبل بعد زيارة وفد من عنب بلدي إلى الميناء القديم والمخازن.")
    assert "reposts" not in document(text)


def test_a_source_line_does_not_say_whose_report_it_is() -> None:
    assert "outlet" not in document(page(HEADLINE, REPORT, "المصدر: عنب بلدي"))


@pytest.mark.parametrize(
    "text",
    [
        page(HEADLINE, f"زار وفد (عنب بلدي) الميناء - {REPORT}"),
        page(HEADLINE, f"بيروت، 3 أيار 2022 (عنب بلدي) {REPORT}"),
        page(HEADLINE, f"{REPORT}\n{REPORT}\n{REPORT}\n{REPORT}\nبيروت (عنب بلدي) - {REPORT}"),
    ],
    ids=["inside a sentence", "no dash", "far below"],
)
def test_an_outlet_named_in_brackets_elsewhere_is_no_dateline(text: str) -> None:
    assert "outlet" not in document(text)
