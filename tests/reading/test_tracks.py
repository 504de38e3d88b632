"""Of which process talks are: claimed where the report speaks of it, by its name, its city, its committee or its parties; else of none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things

PUBLISHED = "2031-04-12"


def one(text: str) -> dict[str, Any]:
    (session,) = things(text, "session", published=PUBLISHED)
    return session


def roles(session: dict[str, Any]) -> dict[str | None, str | None]:
    return {row["actor"]: row["role"] for row in session.get("participant", [])}


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("انطلقت محادثات السلام الأفغانية في الدوحة اليوم بحضور طالبان.", "afghan-peace-talks"),
        ("بدأت اليوم في الكويت مفاوضات بين الحكومة اليمنية والحوثيين.", "yemen-peace-talks"),
        ("عُقدت أمس في عمّان جولة مفاوضات بين الحكومة اليمنية والحوثيين حول الأسرى.", "yemen-prisoner-talks"),
        ("تُعقد غدا جولة جديدة من مفاوضات سد النهضة بين مصر وإثيوبيا والسودان.", "renaissance-dam-talks"),
        ("اجتمعت اللجنة العسكرية المشتركة أمس في سرت الليبية.", "libyan-joint-military-commission"),
        ("انتهت أمس الجولة الرابعة من المفاوضات بين روسيا وأوكرانيا في إسطنبول.", "russia-ukraine-talks"),
    ],
)
def test_talks_are_of_the_process_that_the_report_speaks_of(text: str, process: str) -> None:
    assert one(text)["process"] == process


@pytest.mark.parametrize(
    "text",
    [
        "بدأت أمس في الكويت مفاوضات بين النرويج ومالطا.",  # the city alone
        "عُقدت أمس في جنيف جولة مفاوضات حول سوريا بين النرويج ومالطا.",  # parties of none
        "انطلقت أمس في الدوحة محادثات بين النرويج ومالطا عن أفغانستان.",  # no word that no report on the process can do without
    ],
)
def test_talks_of_others_in_the_city_of_a_process_are_of_none(text: str) -> None:
    assert "process" not in one(text)


def test_those_who_come_to_the_city_of_a_process_for_each_other_are_no_talks_of_it() -> None:
    assert "process" not in one("التقى وزير الخارجية الروسي سيرغي لافروف أمس في جنيف نظيره التركي لبحث الوضع في سوريا.")


def test_the_parties_of_a_process_have_their_role_and_its_host_is_named() -> None:
    session = one("عُقدت أمس في عمّان جولة مفاوضات بين الحكومة اليمنية والحوثيين حول الأسرى.")
    assert roles(session) == {"yemeni-government": "party", "houthis": "party", "jordan": "host"}


def test_a_committee_that_is_to_meet_is_a_plan() -> None:
    session = one("أعلنت البعثة أن اللجنة العسكرية المشتركة 5+5 ستجتمع يوم الخميس المقبل في مدينة سرت الليبية.")
    assert (session["status"], session["city"]) == ("planned", "sirte")


def test_two_plans_of_one_process_are_one() -> None:
    session = one("تُعقد المفاوضات حول الملف النووي في مسقط غدا. وستكون المفاوضات المرتقبة بين إيران والولايات المتحدة قصيرة.")
    assert (session["city"], session["status"]) == ("muscat", "planned")
    assert {"iran", "united-states"} <= roles(session).keys()


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد الحكومي إلى مدينة سرت الليبية استعدادا لعقد الجولة الثانية من محادثات 5+5.",
        "تتجه الأنظار إلى مدينة سرت الليبية التي شهدت انطلاق محادثات 5+5.",
    ],
)
def test_the_city_that_they_come_to_and_that_saw_them(text: str) -> None:
    assert one(text)["city"] == "sirte"


def test_what_another_clause_tells_is_no_day_and_no_place_of_the_talks() -> None:
    session = one("انتهت أمس المفاوضات بين روسيا وأوكرانيا في إسطنبول، وعاد الوفد إلى بلاده في آذار.")
    assert session["dates"] == "2031-04-11"


def test_who_mediates_and_who_makes_talks_possible_in_a_list() -> None:
    text = "استؤنفت أمس في جدة المحادثات بين الجيش السوداني وقوات الدعم السريع. ورحب الميسرون (السعودية والولايات المتحدة) بذلك."
    assert {"saudi-arabia": "facilitator", "united-states": "facilitator"}.items() <= roles(one(text)).items()


def test_a_round_table_that_one_calls_for_is_proposed() -> None:
    text = "دعا المبعوث هورست كوهلر المغرب وجبهة البوليساريو والجزائر إلى مائدة مستديرة بمدينة جنيف يومي 21 و22 أيار 2031."
    session = one(text)
    assert (session["process"], session["status"], session["dates"]) == ("western-sahara-talks", "proposed", "2031-05-21/2031-05-22")


def test_whom_it_is_not_known_that_he_met_he_did_not_meet() -> None:
    text = "ولا يُعلم ما إذا كان سيرغي لافروف قد التقى هاكان فيدان."
    assert not things(text, "session", published=PUBLISHED)


def test_one_in_an_office_who_meets_another_is_the_one_talked_of_that_holds_it() -> None:
    session = things(
        "عقد المبعوث هانس غروندبرغ لقاءات في صنعاء. كما التقى المبعوث الخاص مع محمد عبد السلام.", "session", published=PUBLISHED
    )[-1]
    assert {"hans-grundberg", "mohammed-abdulsalam"} <= {row["person"] for row in session["participant"]}


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("استأنف المبعوث برناردينو ليون اليوم في مدينة الصخيرات بضواحي العاصمة الرباط مشاوراته مع وفد المؤتمر الوطني العام.", "skhirat"),
        ("تم في سوتشي يوم 31 آذار الماضي، عقد لقاء ضم الرئيس الروسي فلاديمير بوتين والرئيس الأذربيجاني إلهام علييف.", "sochi"),
    ],
)
def test_a_city_that_only_says_where_another_lies_is_not_the_place(text: str, city: str) -> None:
    assert one(text)["city"] == city


def test_a_conference_about_the_state_of_a_process_in_its_city_is_of_it() -> None:
    assert one("تحتضن برلين غدا مؤتمرا دوليا حول ليبيا.")["process"] == "berlin-conference-on-libya"


def test_the_draft_of_the_statement_of_a_conference_does_not_say_that_it_was_held() -> None:
    found = things("تحتضن برلين غدا مؤتمرا حول ليبيا. وتضم مسودة البيان الختامي لمؤتمر برلين ستة بنود.", "session", published=PUBLISHED)
    assert "held" not in {session.get("status") for session in found}


def test_a_number_told_twice_is_one_round() -> None:
    again = "وانطلقت اليوم الجولة الثانية من المحادثات النووية بين إيران والولايات المتحدة."
    assert one(f"اختُتمت في روما الجولة الثانية من المحادثات بين إيران والولايات المتحدة. {again}")["number"] == 2


def test_the_guarantors_of_something_else_are_not_those_of_astana() -> None:
    found = one("عُقد أمس في جنيف مؤتمر حول قبرص بحضور القبارصة الأتراك ومشاركة الدول الضامنة.")
    assert not {"russia", "iran"} & roles(found).keys()


def test_who_hosts_talks_to_come_is_named_before_the_verb() -> None:
    session = one("قالت حماس وحركة فتح إن الصين ستستضيف محادثات لمناقشة المصالحة.")
    assert (session["country"], roles(session)["china"]) == ("CN", "host")


def test_who_chairs_a_meeting_takes_part_and_a_state_with_its_preposition_is_the_place() -> None:
    session = one("انطلقت أعمال الاجتماع الثالث لقادة الأحزاب الليبية بالجزائر، أمس، تحت رئاسة برناردينو ليون.")
    assert session["country"] == "DZ"
    assert "bernardino-leon" in {row["person"] for row in session["participant"]}


def test_a_plan_that_is_then_given_its_number_is_one_and_has_those_who_come() -> None:
    text = (
        "تعود المحادثات حول سوريا إلى أستانا يومي 24 و25 أيار المقبل. "
        "وأعلن الناطق أن الجولة الحادية والعشرين ستُعقد في الموعد المذكور ضمن عملية أستانا. "
        "ويشارك بصفة مراقب الأردن والعراق ولبنان."
    )
    session = one(text)
    assert (session["number"], session["dates"]) == (21, "2031-05-24/2031-05-25")
    assert {"jordan", "iraq", "lebanon"} <= roles(session).keys()


def test_what_is_to_follow_a_summit_to_come_does_not_say_that_it_was_held() -> None:
    found = things("دعا الرئيس إلى لقاء عقب القمة الثلاثية المحتملة بين زعماء روسيا وأوكرانيا وتركيا.", "session", published=PUBLISHED)
    assert "held" not in {session.get("status") for session in found}


def test_a_house_that_saw_talks_took_no_part_in_them() -> None:
    found = things("شهد البيت الأبيض، أمس، مباحثات جمعت دونالد ترامب مع فولوديمير زيلينسكي.", "session", published=PUBLISHED)
    assert "white-house" not in {row["actor"] for session in found for row in session.get("participant", [])}
