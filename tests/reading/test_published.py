"""The day published: what stands outside the text first, then what the text itself shows; never a guess."""

from __future__ import annotations

import pytest

from mahdar.documents import from_text
from mahdar.model import Claim, Reading
from mahdar.reading import read
from tests.reading.made import packs

HEADLINE = "وفد من المدينة يزور الميناء القديم"
REPORT = "زار وفد من مجلس المدينة الميناء القديم أمس، وبحث مع إدارته خطة ترميم الأرصفة قبل حلول الشتاء."
CLOSING = "الجدير بالذكر أن الميناء أغلق مرتين في الأعوام الخمسة الأخيرة بسبب العواصف."
SECOND = "اقرأ أيضًا: سكان الجزيرة يطالبون بجسر جديد.. والبلدية ترد"


def page(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def reading(text: str, **known: str) -> Reading:
    return read(from_text(text, packs(), language="ar", **known), packs())


def published(text: str, **known: str) -> Claim | None:
    found = [c for c in reading(text, **known).claims if (c.kind, c.cell) == ("document", "published")]
    assert len(found) <= 1
    return found[0] if found else None


def values(text: str, **known: str) -> list[tuple[str, str | None]]:
    return [(m.text, m.day.edtf) for m in reading(text, **known).dates]


# --- from outside the text


@pytest.mark.parametrize(
    ("known", "day", "pattern"),
    [
        ({"published": "2031-05-05"}, "2031-05-05", "sidecar"),
        ({"published": "2031-05"}, "2031-05", "sidecar"),
        ({"url": "https://example.org/2031/05/04/port"}, "2031-05-04", "url"),
        ({"published": "2031-05-05", "url": "https://example.org/2031/05/04/port"}, "2031-05-05", "sidecar"),
    ],
)
def test_what_is_known_outside_comes_before_a_dateline(known: dict[str, str], day: str, pattern: str) -> None:
    claim = published(page(f"{HEADLINE}\nالسبت 3 أيار 2031 - 09:15", REPORT), **known)
    assert claim is not None
    assert (claim.value, claim.pattern, claim.spans, claim.basis) == (day, pattern, (), "said")


def test_the_day_known_outside_is_the_anchor() -> None:
    assert values(page(HEADLINE, REPORT), published="2031-05-05") == [("أمس", "2031-05-04")]


# --- a dateline


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (page(f"{HEADLINE}\nالسبت 3 أيار 2031 - 09:15", REPORT), "السبت 3 أيار 2031"),
        (page(f"{HEADLINE}\n٣ مايو ٢٠٣١", REPORT), "٣ مايو ٢٠٣١"),
        (page(f"{HEADLINE}\nنشر في 03/05/2031", REPORT), "03/05/2031"),
        (page(HEADLINE, f"بيروت (وكالة الجبل) 3 أيار 2031 - {REPORT}"), "3 أيار 2031"),
        (page(HEADLINE, f"بيروت، 3 أيار 2031: {REPORT}"), "3 أيار 2031"),
    ],
    ids=["with a clock", "other digits", "posted", "inline, dash", "inline, colon"],
)
def test_a_dateline_says_the_day_with_its_words(text: str, words: str) -> None:
    claim = published(text)
    assert claim is not None
    assert (claim.value, claim.pattern, claim.basis) == ("2031-05-03", "dateline", "said")
    assert [text[a:b] for a, b in claim.spans] == [words]
    assert values(text)[-1] == ("أمس", "2031-05-02")


def test_a_full_date_said_to_be_yesterday_shows_the_day_published() -> None:
    claim = published(page(HEADLINE, "زار وفد من مجلس المدينة أمس الجمعة 2 أيار 2031 الميناء القديم، وبحث مع إدارته ترميم الأرصفة كلها."))
    assert claim is not None
    assert (claim.value, claim.pattern) == ("2031-05-03", "today")


def test_the_clock_of_a_page_and_its_last_change_are_later_than_the_day_published() -> None:
    clock, posted, changed = "الأحد 8 حزيران 2031 10:08", "السبت 3 أيار 2031 - 09:15", "آخر تحديث: 4 أيار 2031"
    for text in (page(clock, HEADLINE, posted, REPORT), page(HEADLINE, f"نشر في: {posted} | {changed}", REPORT)):
        claim = published(text)
        assert claim is not None
        assert claim.value == "2031-05-03"


@pytest.mark.parametrize(
    "text",
    [
        page(HEADLINE, "زار وفد من مجلس المدينة الميناء القديم في 3 أيار 2029، وبحث مع إدارته خطة ترميم الأرصفة قبل حلول الشتاء."),
        page(HEADLINE, "الرصيف الشرقي للميناء في 3 أيار 2029 (وكالة المرفأ)", REPORT),
        page(HEADLINE, REPORT, "أغلق الميناء مرتين في الأعوام الأخيرة، ثم أعيد فتحه في 3 أيار 2029 بحضور السكان والزوار."),
        page(HEADLINE, REPORT),
    ],
    ids=["told of", "a caption", "later", "none"],
)
def test_another_full_date_is_no_dateline(text: str) -> None:
    assert published(text) is None


# --- "today"


def test_today_with_a_full_date_is_the_day_published() -> None:
    text = page(HEADLINE, "زار وفد من مجلس المدينة، اليوم السبت 3 أيار 2031، الميناء القديم، وبحث مع إدارته خطة الترميم أمس.")
    claim = published(text)
    assert claim is not None
    assert (claim.value, claim.pattern, claim.basis) == ("2031-05-03", "today", "inferred")
    assert values(text)[-1] == ("أمس", "2031-05-02")


def test_today_has_the_year_of_a_caption() -> None:
    today = "زار وفد من مجلس المدينة، اليوم السبت 3 أيار، الميناء القديم، وبحث مع إدارته خطة ترميم الأرصفة قبل الشتاء."
    text = page(HEADLINE, "الرصيف الشرقي للميناء في 3 أيار 2031 (وكالة المرفأ)", today)
    claim = published(text)
    assert claim is not None
    assert (claim.value, claim.pattern) == ("2031-05-03", "today")
    assert [text[a:b] for a, b in claim.spans] == ["اليوم السبت 3 أيار"]


def test_a_caption_of_another_day_lends_no_year() -> None:
    today = "زار وفد من مجلس المدينة، اليوم السبت 3 أيار، الميناء القديم، وبحث مع إدارته خطة ترميم الأرصفة قبل الشتاء."
    claim = published(page(HEADLINE, "الرصيف الشرقي للميناء في 9 أيار 2029 (وكالة المرفأ)", today))
    assert claim is None or "2029" not in str(claim.value)


# --- an interval with its evidence


def test_a_weekday_and_a_month_stay_what_they_are() -> None:
    text = page(HEADLINE, "زار وفد من مجلس المدينة، الخميس، الميناء القديم. ويفتتح الميناء في 22 من أيار الجاري بعد ترميمه.")
    claim = published(text)
    assert claim is not None
    assert (claim.value, claim.when, claim.pattern, claim.basis) == ("XXXX-05", {"wd": 3, "m": 5}, "interval", "inferred")
    assert [text[a:b] for a, b in claim.spans] == ["الخميس", "22 من أيار الجاري"]


def test_a_weekday_alone_is_evidence_without_a_value() -> None:
    claim = published(page(HEADLINE, "زار وفد من مجلس المدينة الميناء القديم اليوم الثلاثاء، وبحث مع إدارته خطة الترميم قبل حلول الشتاء."))
    assert claim is not None
    assert (claim.value, claim.when) == (None, {"wd": 1})


def test_this_month_set_against_a_named_next_one_is_the_month_before_it() -> None:
    text = page(HEADLINE, "قالت البلدية إن الترميم ينتهي نهاية الشهر الجاري، وإن الميناء يفتتح في كانون الثاني المقبل أمام الزوار.")
    claim = published(text)
    assert claim is not None
    assert (claim.value, claim.when) == ("XXXX-12", {"m": 12})


def test_last_thursday_is_not_the_day_of_the_report() -> None:
    claim = published(page(HEADLINE, "زار وفد من مجلس المدينة الميناء القديم الخميس الماضي، وبحث مع إدارته خطة الترميم قبل حلول الشتاء."))
    assert claim is None


def test_a_month_without_a_year_is_an_anchor_for_this_month() -> None:
    text = page(HEADLINE, "افتتح الميناء في 3 من أيار الجاري، ويغلق في 22 من الشهر المقبل لترميمه، بحسب إدارة الميناء والبلدية.")
    assert values(text) == [("3 من أيار الجاري", "XXXX-05-03"), ("22 من الشهر المقبل", "XXXX-06-22")]


# --- articles glued into one page


def test_a_glued_article_shares_the_month_but_not_the_day() -> None:
    other = "تسلمت البلدية أمس عريضة وقعها ثلاثة آلاف من سكان الجزيرة، كانوا قد بدؤوا جمع التواقيع في 20 من الشهر الماضي."
    text = page(f"{HEADLINE}\n3 أيار 2031", REPORT, CLOSING, SECOND, other)
    assert values(text)[1:] == [("أمس", "2031-05-02"), ("أمس", None), ("20 من الشهر الماضي", "2031-04-20")]


def test_a_glued_article_does_not_say_what_day_the_first_one_is_of() -> None:
    other = "تسلمت البلدية اليوم السبت 3 أيار 2031 عريضة وقعها ثلاثة آلاف من سكان الجزيرة، تطالب ببناء جسر يصلها بالبر."
    text = page(HEADLINE, REPORT, CLOSING, SECOND, other)
    assert published(text) is None
    assert ("أمس", None) in values(text)


def test_the_day_known_outside_is_the_first_article_s_alone() -> None:
    other = "تسلمت البلدية أمس عريضة وقعها ثلاثة آلاف من سكان الجزيرة، تطالب ببناء جسر يصلها بالبر، بحسب صحيفة محلية."
    text = page(HEADLINE, REPORT, CLOSING, SECOND, other)
    assert values(text, published="2031-05-03") == [("أمس", "2031-05-02"), ("أمس", None)]


def test_an_agency_in_brackets_may_stand_between_the_day_and_the_dash() -> None:
    found = published("أستانا، 24 كانون الثاني 2031 (وكالة) - انطلقت المحادثات في المدينة صباحا.")
    assert found is not None
    assert found.value == "2031-01-24"
    assert published("انطلقت المحادثات في المدينة في 24 كانون الثاني 2031 (بعد تأخير) بحضور الوفود كلها وممثليها.") is None


@pytest.mark.parametrize("dateline", ["VALLETTA, May 4 (Xinhua) -- ", "VALLETTA, May 4. /TASS/. "])
def test_a_dateline_without_a_year_gives_its_day_and_month(dateline: str) -> None:
    text = page("Mayor opens the bridge", f"{dateline}The mayor opened the bridge on Thursday, and the road will open later this month.")
    found = read(from_text(text, packs(), language="en"), packs())
    assert [c.value for c in found.claims if c.cell == "published"] == ["XXXX-05-04"]
    assert [(m.text, m.day.edtf) for m in found.dates] == [("May 4", "XXXX-05-04"), ("Thursday", None), ("this month", "XXXX-05")]


def test_a_day_and_month_after_no_place_is_no_dateline() -> None:
    text = page("Mayor opens the bridge", "On May 4 - a holiday - the mayor opened the bridge, and people sang.")
    assert [c.value for c in read(from_text(text, packs(), language="en"), packs()).claims if c.cell == "published"] == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Valletta, 19 July 2031 (Agency) – Guests of the harbour came on Tuesday for a walk on the new quay.", "2031-07-19"),
        ("Guests of the harbour who left it on 19 July 2031 – a week late – came for a walk on the new quay.", "2033-11-22"),
    ],
)
def test_a_dateline_with_its_place_goes_before_the_clock_of_the_page(line: str, day: str) -> None:
    text = page("Tuesday, 22 November 2033", "Guests come for a walk", "Guests come for a walk in the harbour of the town.", line)
    made = read(from_text(text, packs(), language="en"), packs())
    assert [c.value for c in made.claims if (c.kind, c.cell) == ("document", "published")] == [day]


@pytest.mark.parametrize(
    "stamp",
    ["3 أيار 2031 | 09:15", "2031-05-03 09:15:00", "نشر في: 3 أيار 2031 09:15", "2031-05-03", "03/05/2031, 09:15"],
)
def test_a_stamp_of_the_page_that_runs_into_the_report(stamp: str) -> None:
    claim = published(page(f"{stamp} {REPORT}"))
    assert claim is not None
    assert claim.value == "2031-05-03"


def test_a_day_and_hour_within_a_sentence_is_no_stamp() -> None:
    assert published(page(HEADLINE, f"وصل الوفد إلى الميناء القديم في المدينة ظهر يوم 3 أيار 2031 عند 09:15 تقريبا. {REPORT}")) is None


def test_an_agency_gives_its_day_in_numbers() -> None:
    claim = published(page("أوسلو - 3 - 5 (كونا) - " + REPORT))
    assert claim is not None
    assert claim.value == "XXXX-05-03"
