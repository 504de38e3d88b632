"""What holds for every reading: exact spans, stable ids, the same claims each time; and what is not read, with the reason."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mahdar
from mahdar.documents import from_text
from mahdar.engine.cascade import Trace
from mahdar.model import Claim, Reading, claim_id
from mahdar.reading import LONGEST, read
from tests.reading.made import packs

DAY = "2031-04-12"
ROUND = "انعقدت الجولة الثالثة من محادثات أستانا في 11 نيسان 2031 بحضور الدول الضامنة روسيا وتركيا وإيران."
SENTENCES = [
    ROUND,
    "ومن المقرر عقد الجولة الرابعة من محادثات أستانا في بيروت يومي 7 و8 أيار المقبل.",
    "اختتمت الجولة الـ٣ من محادثات أستانا أمس في العاصمة الكازاخستانية.",
    "والتقى الوفد الروسي مع الوفد التركي في اليوم الثاني من المحادثات.",
    "أجرى وزير الخارجية الأردني اتصالا هاتفيا مع وزير الخارجية المصري أمس.",
    "قال وزير الخارجية النرويجي أولاف الجبلي: «الطريق سيفتح غدا أمام الجميع»، مؤكدا أن الجسر جاهز.",
    "وأضاف أن الدعوة عامة للجميع، بحسب وكالة «تاس».",
    "وأكد الجبلي أن الترميم استغرق عامين.",
    "نقلت صحيفة «صوت الجبل» عن مصدر مطلع قوله إن الطريق سيفتح.",
    "اتفقت روسيا وتركيا على عقد الجولة الخامسة من محادثات أستانا في أيلول 2031.",
    "تعهدت النرويج بالمساعدة في ترميم الجسور في حال توقف المطر.",
    "سيطرت قوات النظام على بلدات مورك وكفرزيتا وبلدة السعن.",
    "وصدر في ختامها بيان مشترك يدعو إلى فتح المعابر.",
    "وشددت الدول الثلاث على ضرورة تنفيذ القرار 2254.",
    "وبدأ مسار أستانا في كانون الثاني 2017 برعاية ثلاث دول.",
    "زار وفد من مجلس المدينة الميناء القديم اليوم الثلاثاء، وبحث مع إدارته خطة ترميم الأرصفة.",
    "اقرأ أيضًا: سكان الجزيرة يطالبون بجسر جديد.. والبلدية ترد",
    "الرصيف الشرقي للميناء في 3 أيار 2031 (وكالة المرفأ)",
    "السبت 3 أيار 2031 - 09:15",
    "المصدر: عنب بلدي",
]
# Marks of direction and of joining, diacritics, digits of three kinds, and signs that no report should hold.
MARKS = "\u200e\u200f\u200c\u200d\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad\u0640\u064b\u0651\u0670"
STRANGE = MARKS + "\x01\x0b\x1f\x7f\u2028٣۴7«»\"”“'()[]،؛؟.…-–/:|•%\U0001f54a"

TEXTS = st.builds(
    lambda parts, ends: "".join(part + end for part, end in zip(parts, ends, strict=False)),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8),
    st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=8, max_size=8),
)
PUBLISHED = st.sampled_from([{}, {"published": DAY}, {"published": "2031-04"}])
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reading(text: str, stem: str = "text", **known: str) -> Reading:
    return read(from_text(text, packs(), stem=stem, **{"language": "ar", **known}), packs())


def values(made: Reading) -> list[tuple[str, str, Any]]:
    return [(c.kind, c.cell, c.value) for c in made.claims if not c.cell.startswith(("content", "title", "what"))]


def is_metadata(claim: Claim) -> bool:
    return claim.kind == "document"


def strangely(text: str, where: list[tuple[int, str]]) -> str:
    """The text with signs put in between its letters."""
    out = list(text)
    for at, sign in where:
        out.insert(at % (len(out) + 1), sign)
    return "".join(out)


# --- every reading


@FEW
@given(TEXTS, PUBLISHED)
def test_spans_lie_in_the_text_and_hold_words(text: str, known: dict[str, str]) -> None:
    for claim in reading(text, **known).claims:
        assert claim.spans or is_metadata(claim)
        for start, end in claim.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()


@FEW
@given(TEXTS, PUBLISHED)
def test_dates_lie_in_the_text_in_order_and_are_its_words(text: str, known: dict[str, str]) -> None:
    found = reading(text, **known).dates
    assert all(text[m.span[0] : m.span[1]] == m.text and m.text for m in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


@FEW
@given(TEXTS, PUBLISHED)
def test_an_id_is_unique_and_is_the_hash_of_what_the_claim_says(text: str, known: dict[str, str]) -> None:
    made = reading(text, **known)
    assert len({c.id for c in made.claims}) == len(made.claims)
    sha, here = made.document.sha256, f"{made.document.id}#"
    for c in made.claims:
        value = c.value.removeprefix(here) if isinstance(c.value, str) else c.value
        assert c.id == claim_id(sha, c.subject, c.kind, c.cell, value, c.spans, c.modality)


@FEW
@given(TEXTS, PUBLISHED)
def test_every_claim_is_of_its_document_and_has_a_value_or_a_date(text: str, known: dict[str, str]) -> None:
    made = reading(text, **known)
    for claim in made.claims:
        assert claim.document == made.document.id
        assert claim.subject.partition("#")[0] == claim.document
        assert claim.subject == claim.document or claim.subject.startswith(f"{claim.document}#{claim.kind}-")
        assert claim.value is not None or claim.when


@FEW
@given(TEXTS, PUBLISHED)
def test_content_is_the_words_of_its_span(text: str, known: dict[str, str]) -> None:
    for claim in reading(text, **known).claims:
        if (claim.kind, claim.cell) in {("statement", "content"), ("commitment", "what")}:
            assert claim.value in [text[a:b] for a, b in claim.spans]


@FEW
@given(TEXTS, PUBLISHED)
def test_nothing_is_known_of_a_year_that_nothing_says(text: str, known: dict[str, str]) -> None:
    if not known and not re.search(r"\d{4}", text):
        made = reading(text)
        assert all(m.day.earliest is None for m in made.dates)
        assert not any(re.search(r"\d{4}", str(c.value)) for c in made.claims if c.cell in ("dates", "due", "published"))


@FEW
@given(TEXTS, TEXTS, PUBLISHED)
def test_reading_twice_and_in_any_order_gives_the_same(one: str, other: str, known: dict[str, str]) -> None:
    first, second = reading(one, **known), reading(other, **known)
    assert reading(other, **known) == second
    assert reading(one, **known) == first


def test_a_trace_changes_nothing() -> None:
    document = from_text("\n".join(SENTENCES), packs(), language="ar", published=DAY)
    trace = Trace()
    assert read(document, packs(), trace) == read(document, packs())
    assert trace.events


def test_the_document_comes_back_untouched() -> None:
    text = "  \n" + "\n".join(SENTENCES) + "\n\t"
    document = from_text(text, packs(), language="ar")
    made = read(document, packs())
    assert made.document is document
    assert made.document.text == text


# --- hostile and odd texts


@FEW
@given(TEXTS, st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(STRANGE)), max_size=40), PUBLISHED)
def test_strange_signs_break_nothing(text: str, where: list[tuple[int, str]], known: dict[str, str]) -> None:
    odd = strangely(text, where)
    for claim in reading(odd, **known).claims:
        assert all(0 <= a < b <= len(odd) for a, b in claim.spans)


@FEW
@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    made = reading(text)
    assert made.read
    assert all(0 <= a < b <= len(text) for c in made.claims for a, b in c.spans)


PRESENTATION = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFE80, 0xFEF5)
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}


@pytest.mark.parametrize(
    "text",
    [
        "".join(PRESENTATION.get(letter, letter) for letter in ROUND),
        ROUND.translate(dict(zip(map(ord, "0123456789"), "٠١٢٣٤٥٦٧٨٩", strict=True))),
        ROUND.translate(dict(zip(map(ord, "0123456789"), "۰۱۲۳۴۵۶۷۸۹", strict=True))),
        "\u202b" + ROUND.replace(" ", "\u200f \u202a") + "\u202c",
        ROUND.replace("ل", "لـ").replace("لـ ", "ل "),
        ROUND.replace("ت", "ت\u064e").replace("ن", "ن\u0652"),
        ROUND.replace("ي", "ی").replace("ك", "ک"),
        ROUND.replace("أ", "ا").replace("إ", "ا"),
        ROUND.replace(" ", "  \t"),
        ROUND.replace(" ", "\u00a0"),
    ],
    ids=["presentation", "arabic", "persian", "bidi", "tatweel", "diacritics", "persian letters", "no hamza", "tabs", "no-break"],
)
def test_how_letters_are_written_does_not_matter(text: str) -> None:
    assert values(reading(text, published=DAY)) == values(reading(ROUND, published=DAY))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "«", "»", "(" * 500, "«" * 500, "و" * 500, "الجولة " * 200, "قال إن " * 200, "1" * 500]
)
def test_a_text_of_nothing_says_nothing(text: str) -> None:
    made = reading(text)
    assert made.read
    assert {c.kind for c in made.claims} <= {"document"}


# --- what is not read


@pytest.mark.parametrize("language", ["fr", "ru", "xx"])
def test_a_language_without_a_pack_is_not_read_and_says_why(language: str) -> None:
    made = reading(ROUND, language=language, published=DAY)
    assert (made.read, made.claims, made.dates) == (False, (), ())
    assert language in (made.why_not or "")


def test_a_text_too_long_is_not_read_and_says_why() -> None:
    made = reading("ا" * (LONGEST + 1))
    assert (made.read, made.claims) == (False, ())
    assert str(LONGEST) in (made.why_not or "")


# --- the public verb


def test_the_verb_reads_a_text_as_it_is() -> None:
    made = mahdar.read(ROUND, language="ar", published=DAY)
    assert made.read
    assert made == reading(ROUND, published=DAY)


def test_the_verb_asks_the_text_for_its_language() -> None:
    arabic = mahdar.read("\n".join([ROUND, SENTENCES[1]]))
    assert arabic.read
    assert {c.value for c in arabic.claims if c.cell == "number"} == {3, 4}
    english = mahdar.read("The delegation visited the old port yesterday and discussed with its managers how to repair the quays.")
    assert english.read
    french = mahdar.read("La délégation a visité hier le vieux port et a discuté avec ses responsables de la réparation des quais.")
    assert (french.read, french.claims) == (False, ())
    assert "fr" in (french.why_not or "")


def test_the_verb_without_a_day_leaves_open_what_only_the_day_settles() -> None:
    text = "اختتمت الجولة الثالثة من محادثات أستانا في بيروت أمس."
    (without,) = [c for c in mahdar.read(text, language="ar").claims if c.cell == "dates"]
    (known,) = [c for c in mahdar.read(text, language="ar", published=DAY).claims if c.cell == "dates"]
    assert (without.value, known.value) == (None, "2031-04-11")
    assert without.when == known.when == {"rel": -1, "unit": "day"}
