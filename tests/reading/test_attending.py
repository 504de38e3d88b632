"""Who took part, and who did not: leaders of delegations, those who are only foreseen, and the gathering that the words belong to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import things

PUBLISHED = "2031-04-12"
ROUND = "اختتمت الجولة الثلاثون من محادثات أستانا اليوم في بيروت. "


def sessions(text: str) -> list[dict[str, Any]]:
    return things(text, "session", published=PUBLISHED)


def came(session: dict[str, Any]) -> set[tuple[str | None, ...]]:
    return {(row["actor"], row["person"], row["person_role"]) for row in session.get("participant", [])}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وترأس أحمد طعمة، رئيس اللجنة، وفد المعارضة.", {("syrian-opposition", "ahmad-tomah", "head")}),
        (
            "أما وفد النظام فترأسه أيمن رعد، ووفد المعارضة أحمد طعمة.",
            {("syrian-government", "ayman-raad", "head"), ("syrian-opposition", "ahmad-tomah", "head")},
        ),
        (
            "أما الوفد الروسي فترأسه ألكسندر لافرينتيف، والإيراني علي أصغر حاجي.",
            {("russia", "alexander-lavrentiev", "head"), ("iran", "ali-asghar-khaji", "head")},
        ),
        ("وأوفدت الأمم المتحدة نجاة رشدي على رأس بعثتها.", {("united-nations", "najat-rochdi", "head")}),
        ("وأعلنت الوزارة أن أيمن رعد شارك في الجولة.", {("syrian-government", "ayman-raad", None)}),
        (
            "وشارك في الاجتماع وفد من الحكومة السورية يترأسه أيمن رعد، ووفد من الأمم المتحدة تترأسه نجاة رشدي، إلى جانب العراق.",
            {("syrian-government", "ayman-raad", "head"), ("united-nations", "najat-rochdi", "head"), ("iraq", None, None)},
        ),
        (
            "ومن الجانب الروسي حضر سيرغي لافروف ويوري أوشاكوف.",
            {("russia", "sergey-lavrov", "delegate"), ("russia", "yuri-ushakov", "delegate")},
        ),
        ("وعقدت الجلسات بحضور نجاة رشدي في إحدى قاعات الفندق.", {("united-nations", "najat-rochdi", None)}),
    ],
)
def test_who_came_to_a_round(text: str, who: set[tuple[str | None, ...]]) -> None:
    (session,) = sessions(ROUND + text)
    assert who <= came(session)


@pytest.mark.parametrize(
    "text",
    [
        "وحضر السفير، خلافا لما قيل قبل أيام عن حضور غير بيدرسون.",
        "وكان من المتوقع حضور غير بيدرسون في اليوم الأول.",
        "وكثر الحديث عن احتمال حضور غير بيدرسون.",
        "ودعا الوزير إلى حضور غير بيدرسون.",
        "ورفضت دمشق حضور غير بيدرسون.",
        "ونفى الناطق مشاركة غير بيدرسون في المحادثات.",
        "وأعرب عن أمله في مشاركة غير بيدرسون.",
        "وقد يشارك غير بيدرسون في الجولة المقبلة.",
        "وسيشارك غير بيدرسون في الجولة المقبلة.",
        "وشارك غير بيدرسون في ترميم المدرسة.",
        "وشارك غير بيدرسون في مؤتمر المياه أمس.",
    ],
)
def test_who_was_only_foreseen_did_not_come_to_what_is_over(text: str) -> None:
    (session,) = sessions(ROUND + text)
    assert "geir-pedersen" not in {person for _, person, _ in came(session)}


@pytest.mark.parametrize(
    "text",
    [
        "وشارك غير بيدرسون في اليوم الأول.",
        "وشارك غير بيدرسون في أعمال الجولة.",
        "وأكدت الوزارة مشاركة غير بيدرسون في الجولة.",
        "وجرت اللقاءات بحضور غير بيدرسون في بيروت.",
    ],
)
def test_who_came_is_told_with_what_is_over(text: str) -> None:
    (session,) = sessions(ROUND + text)
    assert "geir-pedersen" in {person for _, person, _ in came(session)}


def test_who_is_foreseen_for_a_round_to_come_is_told_with_it() -> None:
    (session,) = sessions("ستعقد الجولة الثلاثون من محادثات أستانا في بيروت يوم 20 أيار 2031. ومن المتوقع حضور غير بيدرسون.")
    assert ("united-nations", "geir-pedersen", None) in came(session)


def test_the_leader_of_a_side_belongs_to_the_only_gathering_told() -> None:
    text = "بدأت اليوم في بيروت محادثات بين الحكومة اليمنية والحوثيين. ويترأس سالم ناصر الجبلي وفد الحوثيين."
    (session,) = sessions(text)
    assert ("houthis", "سالم ناصر الجبلي", "head") in came(session)


def test_the_leader_of_another_delegation_does_not() -> None:
    text = "بدأت اليوم في بيروت محادثات بين الحكومة اليمنية والحوثيين. ويترأس سالم ناصر الجبلي الوفد النرويجي."
    (session,) = sessions(text)
    assert {actor for actor, _, _ in came(session)} == {"houthis", "yemeni-government"}


def test_one_in_whose_presence_two_talk_is_with_them() -> None:
    (session,) = sessions("استقبل الرئيس السوري بشار الأسد أمس في دمشق الوزير حسين أمير عبد اللهيان بحضور فيصل المقداد.")
    assert session["kind"] == "bilateral"
    assert {person for _, person, _ in came(session)} == {"bashar-al-assad", "hossein-amir-abdollahian", "faisal-mekdad"}


def test_the_capital_that_a_meeting_is_called_by_does_not_come() -> None:
    (session,) = sessions("عقدت قمة رباعية في الدوحة أمس. وشارك في لقاء الدوحة وفد من الأردن.")
    assert {actor for actor, _, _ in came(session)} == {"jordan"}


def test_the_state_between_its_verb_and_a_session_is_where_it_is_held() -> None:
    (session,) = sessions("انطلقت أمس في السويد محادثات سلام بين الحكومة اليمنية والحوثيين.")
    assert (session["country"], session.get("city")) == ("SE", None)


def test_who_is_named_right_before_the_verb_is_the_one_who_met() -> None:
    text = "قال الوزير هاكان فيدان إن الطريق طويل. وفي بيروت، سيرغي لافروف التقى نظيره المصري أمس."
    (session,) = sessions(text)
    assert {person for _, person, _ in came(session)} == {"sergey-lavrov", None}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("انطلقت اليوم في بيروت مشاورات السلام اليمنية التي ترعاها الأمم المتحدة.", "convener"),
        ("انطلقت اليوم في بيروت مشاورات السلام اليمنية التي تيسرها الأمم المتحدة.", "facilitator"),
        ("انطلقت اليوم في بيروت مشاورات السلام اليمنية بتيسير من الأمم المتحدة.", "facilitator"),
    ],
)
def test_who_stands_behind_a_session(text: str, role: str) -> None:
    (session,) = sessions(text)
    assert [(row["actor"], row["role"]) for row in session["participant"]] == [("united-nations", role)]


def test_who_hosts_talks_of_others_hosts_them_in_his_state() -> None:
    (session,) = sessions("يستضيف الأردن، غدا، اجتماعا لوزراء خارجية مصر والعراق ولبنان مع وزير الخارجية السوري.")
    assert (session["kind"], session["country"]) == ("ministerial", "JO")
    assert {actor for actor, _, _ in came(session)} == {"jordan", "egypt", "iraq", "lebanon", "syria"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("وافتتح المؤتمر الوزير سيرغي لافروف.", ("russia", "sergey-lavrov", None)),
        ("وقاطعت المؤتمر النرويج.", ("norway", None, "absent")),
        ("وشاركت في المؤتمر النرويج ومصر.", ("norway", None, None)),
    ],
)
def test_who_comes_to_the_only_conference_told(text: str, who: tuple[str | None, ...]) -> None:
    (session,) = sessions("انطلق مؤتمر حول المياه اليوم في بيروت. " + text)
    assert who in {(row["actor"], row["person"], row["role"]) for row in session["participant"]}


def test_who_comes_to_the_talks_goes_to_the_only_ones_told() -> None:
    text = "بدأت أمس في بيروت محادثات بين الحكومة اليمنية والحوثيين. وتجري المحادثات بحضور مصر والنرويج بصفة مراقبين."
    (session,) = sessions(text)
    assert {("egypt", None, None), ("norway", None, None)} <= came(session)


def test_who_leads_the_delegation_that_one_meets_is_with_them() -> None:
    (session,) = sessions("اجتمع غير بيدرسون أمس في جنيف مع وفد هيئة التفاوض السورية برئاسة سالم ناصر الجبلي.")
    assert session["kind"] == "bilateral"
    assert ("negotiation-commission", "سالم ناصر الجبلي", "head") in came(session)


def test_who_came_is_told_before_the_talks() -> None:
    (session,) = sessions(
        "ضم الوفد الروسي سيرغي لافروف. وحضر المحادثات بدر البوسعيدي. وعُقدت المحادثات بين روسيا وتركيا وإيران في مسقط أمس."
    )
    assert {("russia", "sergey-lavrov", "delegate"), ("oman", "badr-albusaidi", None)} <= came(session)


def test_a_body_that_no_list_knows_is_no_person() -> None:
    (session,) = sessions("عُقدت في مسقط أمس محادثات بين الحكومة اليمنية وحركة أنصار البلاد.")
    assert came(session) == {("yemeni-government", None, None), ("حركة أنصار البلاد", None, None)}


def test_sponsors_are_told_after_the_preposition_of_their_session() -> None:
    (session,) = sessions("شاركت مصر وتركيا، الاثنين، في اجتماع عُقد في مسقط برعاية الاتحاد الأفريقي.")
    assert came(session) == {("egypt", None, None), ("turkiye", None, None), ("african-union", None, None)}


def test_the_government_delegation_is_of_the_one_government_named() -> None:
    text = "عُقدت في مسقط أمس محادثات بين الحكومة الكولومبية وتركيا. وترأس الوفد الحكومي وزير الدولة سالم الجبلي."
    (session,) = sessions(text)
    assert ("colombian-government", "سالم الجبلي", "head") in came(session)


@pytest.mark.parametrize(
    "text",
    [
        "عقد مجلس النواب اللبناني جلسة في بيروت أمس لمناقشة الموازنة، وتناول نواب محادثات السلام.",
        "اختُتمت في مسقط أمس ورشة عمل للصحافيين عن مفاوضات السلام.",
    ],
)
def test_sittings_of_parliaments_and_workshops_are_no_talks(text: str) -> None:
    assert sessions(text) == []


def test_parties_that_meet_in_a_workshop_are_told() -> None:
    (session,) = sessions("جمعت ورشة عمل في مسقط أمس وفدي حركة حماس وحركة فتح.")
    assert came(session) == {("hamas", None, None), ("fatah", None, None)}


def test_talks_are_given_the_number_of_their_round() -> None:
    (session,) = sessions("انطلقت اليوم في جنيف مباحثات اللجنة الدستورية السورية في جولتها العاشرة.")
    assert (session["number"], session["kind"], session["city"]) == (10, "round", "geneva")


def test_the_talks_of_decades_ago_are_history() -> None:
    assert sessions("في مثل هذا اليوم من عام 1978 عُقدت محادثات كامب ديفيد بين مصر وإسرائيل.") == []


def test_an_office_that_says_whose_it_is_stands_for_its_body() -> None:
    (session,) = sessions("عُقد أمس مؤتمر في مسقط، وشارك في المؤتمر الأمين العام للأمم المتحدة ووزيرة خارجية السويد مارغريتا بيرغ.")
    assert came(session) == {("united-nations", None, None), ("sweden", "مارغريتا بيرغ", None)}


def test_a_meeting_in_which_some_met_is_theirs() -> None:
    text = "اجتمع وزراء خارجية روسيا وتركيا وإيران أمس في مسقط، في اجتماع ينعقد ضمن صيغة أستانا."
    (session,) = sessions(text)
    assert (session["kind"], session["process"], session["city"]) == ("ministerial", "astana", "muscat")


def test_one_of_an_organisation_of_states_leads_no_delegation_of_a_state() -> None:
    (session,) = sessions("انطلقت أمس في مسقط محادثات بين روسيا ووفد تركيا، برئاسة المبعوث الأممي يوهان ستراند.")
    assert ("turkiye", "يوهان ستراند", "head") not in came(session)


def test_where_they_met_is_no_other_meeting() -> None:
    text = "بحث سيرغي لافروف وهاكان فيدان ملف الحدود أمس، وذلك في اجتماع عُقد في مسقط."
    (session,) = sessions(text)
    assert session["city"] == "muscat"
    assert len(session["participant"]) == 2


def test_a_sentence_that_begins_with_a_place_tells_where_they_met() -> None:
    (session,) = sessions("في مسقط، التقى سيرغي لافروف هاكان فيدان أمس.")
    assert session["city"] == "muscat"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "وصلت اليوم إلى بيروت الوفود المشاركة في مفاوضات السلام. ويرأس أيمن رعد وفد الحكومة السورية.",
            {("syrian-government", "ayman-raad", "head")},
        ),
        ("يشارك وفد أردني برئاسة سالم ناصر في الجولة الثالثة من المفاوضات والتي تعقد في جنيف.", {("jordan", "سالم ناصر", "head")}),
    ],
)
def test_talks_are_told_by_who_comes_to_them(text: str, who: set[tuple[str | None, ...]]) -> None:
    (session,) = sessions(text)
    assert who <= came(session)


def test_a_report_of_no_talks_is_given_none_by_who_is_named_in_it() -> None:
    assert not sessions("وصلت اليوم إلى بيروت الفرق المشاركة في بطولة السلام. ويرأس أيمن رعد وفد الحكومة السورية.")


def test_who_takes_part_in_the_sentences_after_comes_to_the_only_gathering_told() -> None:
    (session,) = sessions("اختتم أمس في بيروت مؤتمر دولي حول ليبيا. وشاركت فرنسا وإيطاليا.")
    assert {actor for actor, _, _ in came(session)} == {"france", "italy"}


def test_who_took_part_elsewhere_does_not() -> None:
    first, *_ = sessions("اختتم أمس في بيروت مؤتمر دولي حول ليبيا. وعقد اللقاء السابق في عمان بمشاركة فرنسا وإيطاليا.")
    assert not came(first)


def test_the_parties_are_those_of_the_process() -> None:
    (session,) = sessions("انطلقت اليوم في بيروت مشاورات السلام اليمنية. ورحب الحوثيون بالمشاورات بين الأطراف اليمنية.")
    assert {actor for actor, _, _ in came(session)} == {"houthis", "yemeni-government"}


def test_a_representative_at_an_organisation_is_of_his_state() -> None:
    (session,) = sessions(ROUND + "ووصل مساء وفد للحكومة السورية يترأسه مندوبها لدى الأمم المتحدة، السيد بشار الجعفري.")
    assert ("syrian-government", "bashar-jaafari", "head") in came(session)
    assert "united-nations" not in {actor for actor, _, _ in came(session)}


def test_the_body_whose_meetings_these_are_does_not_take_part() -> None:
    (session,) = sessions("بدأت اليوم في جنيف الجولة الثالثة من اجتماعات اللجنة الدستورية بمشاركة اللجنة الدستورية السورية.")
    assert "constitutional-committee" not in {actor for actor, _, _ in came(session)}


def test_who_is_asked_about_need_not_come() -> None:
    (session,) = sessions(ROUND + "وسئل الناطق عن مشاركة إيران في الجولة.")
    assert "iran" not in {actor for actor, _, _ in came(session)}


@pytest.mark.parametrize(
    "text",
    ["أما موسكو فتحضّر لقاء يضم وزراء خارجية إيران وتركيا.", "وتضم الصيغة ثلاثة ضامنين، ويحضر اجتماعاتها ممثلون عن الأردن ولبنان."],
)
def test_who_is_named_with_other_meetings_does_not_come_to_this_one(text: str) -> None:
    (session,) = sessions("اختتم أمس في بيروت مؤتمر دولي حول ليبيا. " + text)
    assert not came(session)
