"""Who said what, quoted or not, and through whom it came."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.model import Claim
from tests.reading.made import claims, things

MINISTER = "وزير الخارجية النرويجي أولاف الجبلي"
OTHER = "وزير الخارجية الدنماركي يانس العطار"
NAME, OTHER_NAME = "أولاف الجبلي", "يانس العطار"
GUARANTORS = ["iran", "russia", "turkiye"]
JOINT = "أصدرت روسيا وتركيا وإيران بيانا مشتركا في ختام اللقاء.\n"


def statements(text: str, **known: str) -> list[dict[str, Any]]:
    return things(text, "statement", **known)


def told(text: str, **known: str) -> list[tuple[str | None, str]]:
    return [(s.get("speaker"), s["content"]) for s in statements(text, **known)]


def contents(text: str, **known: str) -> list[Claim]:
    return [c for c in claims(text, **known) if (c.kind, c.cell) == ("statement", "content")]


def chains(text: str, **known: str) -> list[tuple[str, ...]]:
    return [c.chain for c in contents(text, **known)]


# --- the speaker is named


def test_a_named_speaker_has_office_and_state() -> None:
    (made,) = statements(f"قال {MINISTER} إن الطريق سيفتح أمام الشاحنات.")
    assert (made["speaker"], made["office"], made["of"]) == (NAME, "foreign-minister", "norway")
    assert (made["content"], made["mode"], made["act"]) == ("إن الطريق سيفتح أمام الشاحنات", "paraphrase", "state")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قالت وزارة الخارجية النرويجية إن الطريق سيفتح.", "norwegian-foreign-ministry"),
        ("أعلنت النرويج أن الطريق سيفتح.", "norway"),
        ("أكدت الأمم المتحدة أن الطريق سيفتح.", "united-nations"),
        ("قال مصدر دبلوماسي مطلع إن الطريق سيفتح.", "مصدر دبلوماسي مطلع"),
        ("ذكرت صحيفة «صوت الجبل» أن الطريق سيفتح.", "صوت الجبل"),
        ("قال المحافظ سالم الجبلي إن الطريق سيفتح.", "سالم الجبلي"),
        ("النرويج تؤكد أن الطريق سيفتح.", "norway"),
        ("وكانت النرويج قد أعلنت أن الطريق سيفتح.", "norway"),
        ("وجاء في بيان لوزارة الخارجية النرويجية أن الطريق سيفتح.", "norwegian-foreign-ministry"),
        ("بحسب بيان لوزارة الخارجية النرويجية، فإن الطريق سيفتح.", "norwegian-foreign-ministry"),
    ],
)
def test_who_can_speak(text: str, speaker: str) -> None:
    ((found, content),) = told(text)
    assert found == speaker
    assert content.endswith("الطريق سيفتح")


def test_each_clause_has_its_own_speaker() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح، فيما أكد {OTHER} أن الجسر جاهز."
    assert told(text) == [(NAME, "إن الطريق سيفتح"), (OTHER_NAME, "أن الجسر جاهز")]


# --- by office


def test_who_goes_on_by_an_office_is_the_last_speaker_of_that_side() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأضاف رئيس الوفد النرويجي أن الجسر جاهز."
    assert told(text) == [(NAME, "إن الطريق سيفتح"), (NAME, "أن الجسر جاهز")]


def test_who_goes_on_by_an_office_of_another_side_is_somebody_else() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأضاف رئيس الوفد الدنماركي أن الجسر جاهز."
    assert [s for s, _ in told(text)][:1] == [NAME]
    assert NAME not in [s for s, _ in told(text)][1:]


def test_the_body_is_the_one_named_before_that_begins_with_the_word() -> None:
    text = "اجتمعت هيئة التفاوض السورية في المدينة. وذكرت الهيئة أن الطريق سيفتح."
    assert told(text) == [("negotiation-commission", "أن الطريق سيفتح")]


def test_a_body_of_which_two_were_named_stays_unknown() -> None:
    text = "اجتمعت هيئة التفاوض السورية وهيئة تحرير الشام في المدينة. وذكرت الهيئة أن الطريق سيفتح."
    assert told(text) == []


def test_the_spokesperson_of_an_envoy_is_not_the_envoy() -> None:
    (made,) = statements("قال المتحدث باسم المبعوث الأممي إلى سوريا غير بيدرسون إن الطريق سيفتح.")
    assert (made.get("speaker"), made["by"]) == (None, ["united-nations"])


def test_an_adviser_is_nobody_by_name_even_where_the_world_knows_one() -> None:
    (made,) = statements("قال مستشار المبعوث الأممي إن الطريق سيفتح.")
    assert made.get("speaker") is None


def test_the_delegation_is_the_one_named_before() -> None:
    text = "وصل وفد المعارضة السورية إلى المدينة. وأضاف الوفد قائلا: الطريق سيفتح قريبا."
    assert told(text) == [("syrian-opposition", "الطريق سيفتح قريبا")]


def test_who_is_told_is_not_who_tells() -> None:
    text = f"قال {MINISTER} إن وفد المعارضة السورية أبلغ الأمم المتحدة أن الطريق سيفتح. وأكد أن الجسر جاهز."
    assert told(text)[-1] == (NAME, "أن الجسر جاهز")


def test_a_participle_goes_on_with_who_spoke_though_his_words_were_not_made_out() -> None:
    text = "نشرت هيئة التفاوض السورية صورا. وذكرت روسيا، صباحا، أسماء كثيرة، مبينة أن الطريق سيفتح."
    assert told(text) == [("russia", "أن الطريق سيفتح")]


def test_where_he_affirmed_goes_on_with_who_had_met() -> None:
    text = "محادثات السلام. وكان لافروف قد أجرى محادثات مع هيئة التفاوض السورية، حيث أكد أن الطريق سيفتح."
    assert told(text) == [("sergey-lavrov", "أن الطريق سيفتح")]


def test_a_clause_that_begins_with_its_topic_ends_the_words_before() -> None:
    text = f"أكد {MINISTER} أن الطريق سيفتح، وعن الجسر القديم قال الوزير: «العمل فيه انتهى منذ أيام»."
    assert [c for _, c in told(text)] == ["أن الطريق سيفتح", "العمل فيه انتهى منذ أيام"]


def test_the_diplomat_of_a_state_is_its_official_who_spoke_last() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأشار الدبلوماسي النرويجي إلى أن الجسر جاهز."
    assert told(text)[-1] == (NAME, "إلى أن الجسر جاهز")


def test_a_surname_that_is_also_a_groups_name_is_the_person_named_before() -> None:
    text = "محادثات السلام. قال عبد الملك الحوثي إن الطريق سيفتح. وقال الحوثي إن الجسر جاهز."
    assert len({s for s, _ in told(text)}) == 1


def test_an_office_told_more_fully_later_is_the_person_introduced_with_it_in_short() -> None:
    text = "محادثات السلام. قال المتحدث أولاف الجبلي إن الطريق سيفتح. وأكد المتحدث باسم الوفد أن الجسر جاهز."
    assert [s for s, _ in told(text)] == [NAME, NAME]


def test_hashtags_are_words() -> None:
    assert told("قال وزير #الخارجية_النرويجي أولاف الجبلي إن الطريق سيفتح.") == [(NAME, "إن الطريق سيفتح")]


def test_a_genitive_office_makes_no_name_of_the_words_after_it() -> None:
    text = "محادثات السلام. وقبلت النرويج ورقة المبعوث الأممي شرط عودتهم. وقال المبعوث إن الطريق سيفتح."
    assert [s for s, _ in told(text) if s and "شرط" in s] == []


def test_an_agency_that_the_whole_page_is_from_stands_in_no_chain() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح أمام الشاحنات.\nالمصدر: وكالة رويترز"
    assert chains(text) == [(NAME,)]


def test_a_headline_that_is_somebodys_words_is_told() -> None:
    text = f"لافروف: الطريق سيفتح قريبا\n\nقال {MINISTER} إن الجسر جاهز أمام الشاحنات وإن الطريق طويل."
    assert told(text)[0] == ("sergey-lavrov", "الطريق سيفتح قريبا")


def test_an_office_is_the_person_introduced_with_it() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأكد الوزير النرويجي أن الجسر جاهز."
    assert told(text) == [(NAME, "إن الطريق سيفتح"), (NAME, "أن الجسر جاهز")]
    speakers = [c.basis for c in claims(text) if c.cell == "speaker"]
    assert speakers == ["said", "inferred"]


def test_a_title_alone_is_the_person_introduced_with_it() -> None:
    text = "قال المحافظ سالم الجبلي إن الطريق سيفتح. وأكد المحافظ أن الجسر جاهز."
    assert [speaker for speaker, _ in told(text)] == ["سالم الجبلي", "سالم الجبلي"]


def test_an_office_whose_holder_is_not_known_speaks_for_its_state() -> None:
    (made,) = statements("قال وزير الخارجية النرويجي إن الطريق سيفتح.", published="2031-05-04")
    assert "speaker" not in made
    assert (made["office"], made["of"], made["by"]) == ("foreign-minister", "norway", ["norway"])


def test_a_title_that_nobody_was_introduced_with_is_nobody() -> None:
    assert statements("قال المحافظ إن الطريق سيفتح.") == []


# --- carried over, inherited


@pytest.mark.parametrize(
    "text",
    [
        f"قال {MINISTER} إن الطريق سيفتح. وأضاف أن الجسر جاهز.",
        f"قال {MINISTER} إن الطريق سيفتح، وأضاف أن الجسر جاهز.",
        f"قال {MINISTER} إن الطريق سيفتح، مضيفا أن الجسر جاهز.",
        f"قال {MINISTER} إن الطريق سيفتح.\n\nوتابع في كلمته أن الجسر جاهز.",
        f"قال {MINISTER} إن الطريق سيفتح. وأضاف قائلا أن الجسر جاهز.",
    ],
    ids=["next sentence", "next clause", "participle", "next paragraph", "verb and participle"],
)
def test_the_speaker_is_carried_over(text: str) -> None:
    first, second = told(text)
    assert first == (NAME, "إن الطريق سيفتح")
    assert second == (NAME, "أن الجسر جاهز")


def test_a_participle_after_a_quotation_begins_a_second_telling() -> None:
    text = f"قال {MINISTER}: «الطريق سيفتح غدا أمام الجميع»، مؤكدا أن الجسر جاهز."
    assert [(s["speaker"], s["mode"], s["content"]) for s in statements(text)] == [
        (NAME, "quote", "الطريق سيفتح غدا أمام الجميع"),
        (NAME, "paraphrase", "أن الجسر جاهز"),
    ]


def test_a_participle_after_a_deed_is_of_who_did_it() -> None:
    text = "غادر المحافظ سالم الجبلي، صباح أمس، القرية، مشيرا إلى أن الترميم استغرق عامين."
    assert told(text) == [("سالم الجبلي", "إلى أن الترميم استغرق عامين")]


def test_nobody_who_spoke_before_nothing_is_carried_over() -> None:
    assert statements("فتح الطريق صباحا. وأضاف أن الجسر جاهز.") == []


def test_several_verbs_of_one_speaker() -> None:
    text = "رحبت النرويج بفتح الطريق، ودعت إلى ترميم الجسر، وحذرت من إغلاق المرفأ."
    assert [(s["speaker"], s["act"], s["content"]) for s in statements(text)] == [
        ("norway", "support", "بفتح الطريق"),
        ("norway", "request", "إلى ترميم الجسر"),
        ("norway", "state", "من إغلاق المرفأ"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "speaker"),
    [
        ("ذكرت صحيفة «صوت الجبل» أن الطريق سيفتح.", "وأضافت الصحيفة أن الجسر جاهز.", "صوت الجبل"),
        ("قالت وزارة الخارجية النرويجية إن الطريق سيفتح.", "وأكدت الوزارة أن الجسر جاهز.", "norwegian-foreign-ministry"),
    ],
)
def test_the_paper_and_the_ministry_are_those_named_before(first: str, second: str, speaker: str) -> None:
    assert told(f"{first} {second}")[1] == (speaker, "أن الجسر جاهز")


def test_whom_a_participle_names_is_asked_and_does_not_speak() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح، مطالبا الدنمارك بترميم الجسر."
    assert told(text)[1] == (NAME, "بترميم الجسر")


def test_a_verb_goes_on_with_the_last_speaker_of_its_gender() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأكدت الدنمارك أن الجسر جاهز. وأضاف أن الترميم انتهى. وتابعت أن المرفأ مغلق."
    assert [speaker for speaker, _ in told(text)] == [NAME, "denmark", NAME, "denmark"]


def test_who_is_named_in_apposition_to_an_office_speaks() -> None:
    text = "قال رئيس الوفد النرويجي في لجنة الطرق الدكتور سالم الجبلي، إن الطريق سيفتح."
    assert told(text) == [("سالم الجبلي", "إن الطريق سيفتح")]


def test_the_source_that_nobody_introduced_is_the_source() -> None:
    assert told("وقال المصدر إن الطريق سيفتح غدا.") == [("المصدر", "إن الطريق سيفتح غدا")]


def test_whom_a_relative_clause_accuses_does_not_speak() -> None:
    text = "فتح الطريق صباحا، وفق ما ذكرت وكالة «تاس» التي اتهمت النرويج بإغلاق الجسر."
    assert [speaker for speaker, _ in told(text)] == ["tass"] * len(told(text))


def test_a_paper_is_of_those_who_issued_it() -> None:
    text = "قال مصدر مطلع إن الطريق سيفتح. وأضاف البيان الصادر عن الأمم المتحدة أن الجسر جاهز."
    assert told(text)[1] == ("united-nations", "أن الجسر جاهز")


def test_as_he_put_it_is_not_told() -> None:
    assert told(f"قال {MINISTER} إن الطريق سيفتح، على حد تعبيره.") == [(NAME, "إن الطريق سيفتح")]


def test_that_it_came_is_no_telling() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. جاء ذلك في كلمة أمام الصحفيين، بحسب وكالة «تاس»."
    assert told(text) == [(NAME, "إن الطريق سيفتح")]


def test_a_clause_outdoes_the_object_of_its_verb() -> None:
    assert told("أعلنت النرويج بدء الترميم.") == [("norway", "بدء الترميم")]
    assert told("أعلنت النرويج، اليوم الأحد، أن الترميم بدأ.") == [("norway", "أن الترميم بدأ")]


def test_a_topic_at_the_head_leaves_the_speaker() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وبخصوص الجسر الجديد أشار إلى أن الترميم انتهى."
    assert told(text)[1] == (NAME, "إلى أن الترميم انتهى")


def test_a_joint_statement_is_of_those_who_spoke_together() -> None:
    text = "رحبت النرويج والدنمارك بفتح الطريق. وأضاف البيان المشترك أن الجسر جاهز."
    assert [s["by"] for s in statements(text)] == [["denmark", "norway"]] * 2


@pytest.mark.parametrize(
    ("text", "cell", "whom"),
    [
        ("دعت النرويج الدنمارك إلى ترميم الجسر.", "addressee", "denmark"),
        (f"قال {MINISTER} إن الطريق سيفتح، مطالبا الدنمارك بترميم الجسر.", "addressee", "denmark"),
        ("اتهمت النرويج الدنمارك بإغلاق المعبر.", "target", "denmark"),
        ("حملت النرويج الدنمارك مسؤولية إغلاق المعبر.", "target", "denmark"),
    ],
)
def test_to_whom_and_about_whom(text: str, cell: str, whom: str) -> None:
    assert statements(text)[-1][cell] == whom


def test_whom_a_preposition_governs_is_not_addressed() -> None:
    assert "addressee" not in statements("دعت النرويج في الدنمارك إلى ترميم الجسر.")[0]


# --- several speak


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("أكدت روسيا وتركيا أن الطريق سيفتح.", ["russia", "turkiye"]),
        ("اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وأكد الوزراء الثلاثة أن الطريق سيفتح.", GUARANTORS),
        ("اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وأكدت الأطراف المشاركة أن الطريق سيفتح.", GUARANTORS),
        ("اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وأكدوا أن الطريق سيفتح.", GUARANTORS),
        ("التقى وزير الخارجية النرويجي مع وزير الخارجية الدنماركي في بيروت. وأكد الجانبان أن الطريق سيفتح.", ["denmark", "norway"]),
    ],
)
def test_several_have_no_one_speaker(text: str, by: list[str]) -> None:
    (made,) = statements(text)
    assert (made["by"], made["content"]) == (by, "أن الطريق سيفتح")
    assert "speaker" not in made


def test_two_presidents_are_persons_and_the_two_are_two() -> None:
    first = "قال الرئيسان الروسي سيرغي لافروف والتركي هاكان فيدان إن الطريق سيفتح."
    text = f"{first} وقال الرئيسان إن الجسر جاهز. وأكد الوزراء الثلاثة أن المعرض ألغي."
    assert [s["by"] for s in statements(text)] == [["hakan-fidan", "sergey-lavrov"]] * 2


def test_two_sides_that_met_nowhere_are_nobody() -> None:
    assert statements("وأشار الجانبان إلى أن الطريق سيفتح.") == []


def test_a_joint_statement_is_the_origin_of_what_it_says() -> None:
    text = f"{JOINT}وجاء في البيان أن الطريق سيفتح. وأكدت الدول الثلاث أن الترميم مستمر."
    assert [(s["by"], s["content"]) for s in statements(text)] == [(GUARANTORS, "أن الطريق سيفتح"), (GUARANTORS, "أن الترميم مستمر")]
    assert chains(text) == [("joint-statement",), ("joint-statement",)]


def test_a_joint_statement_through_an_agency() -> None:
    text = f"{JOINT}وشددت الدول الثلاث على ضرورة فتح الطريق، بحسب وكالة «تاس»."
    assert chains(text) == [("tass", "joint-statement")]


# --- relays


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (f"نقلت وكالة «تاس» عن {MINISTER} قوله إن الطريق سيفتح.", ("tass", NAME)),
        ("ذكرت وكالة «تاس» نقلا عن وزارة الخارجية النرويجية أن الطريق سيفتح.", ("tass", "norwegian-foreign-ministry")),
        ("ذكرت وكالة «تاس»، نقلا عن مصدر مطلع، أن الطريق سيفتح.", ("tass", "مصدر مطلع")),
        (f"قال {MINISTER} إن الطريق سيفتح، بحسب وكالة «تاس».", ("tass", NAME)),
        (f"قال {MINISTER} إن الطريق سيفتح، وفق ما ذكرت وكالة «تاس».", ("tass", NAME)),
        (f"قال {MINISTER} إن الطريق سيفتح، نقلا عن وكالة «تاس».", ("tass", NAME)),
        (f"قال {MINISTER} لقناة «الجزيرة» إن الطريق سيفتح.", ("al-jazeera", NAME)),
        (f"قال {MINISTER} في مقابلة مع قناة «الجزيرة» إن الطريق سيفتح.", ("al-jazeera", NAME)),
        (f"ذكرت وكالة «تاس» أن {MINISTER} أبلغ وزير الخارجية الدنماركي أن الطريق سيفتح.", ("tass", NAME)),
        ("قالت وزارة الخارجية النرويجية إن الطريق سيفتح.", ("norwegian-foreign-ministry",)),
    ],
)
def test_the_chain_runs_from_the_nearest_to_the_origin(text: str, chain: tuple[str, ...]) -> None:
    assert chains(text) == [chain]
    assert told(text)[0][0] == chain[-1]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("بحسب وكالة «تاس»، فإن الطريق سيفتح.", "الطريق سيفتح"),
        ("سيفتح الطريق أمام الشاحنات غدا، وفق ما ذكرت وكالة «تاس».", "سيفتح الطريق أمام الشاحنات غدا"),
        ("سيفتح الطريق أمام الشاحنات غدا، بحسب مصدر مطلع.", "سيفتح الطريق أمام الشاحنات غدا"),
    ],
)
def test_a_relay_alone_is_the_speaker(text: str, content: str) -> None:
    (claim,) = contents(text)
    assert (claim.value, len(claim.chain)) == (content, 1)


def test_the_relay_goes_on_with_the_speaker() -> None:
    text = f"نقلت وكالة «تاس» عن {MINISTER} قوله إن الطريق سيفتح، مضيفا أن الجسر جاهز."
    assert chains(text) == [("tass", NAME), ("tass", NAME)]


# --- quotations


@pytest.mark.parametrize(("left", "right"), [("«", "»"), ('"', '"'), ("“", "”"), ("”", "“")])
def test_a_quotation_is_the_words_between_its_marks(left: str, right: str) -> None:
    (made,) = statements(f"قال {MINISTER}: {left}الطريق سيفتح غدا أمام الجميع{right}.")
    assert (made["mode"], made["content"]) == ("quote", "الطريق سيفتح غدا أمام الجميع")


def test_a_quotation_after_that_is_a_quotation() -> None:
    (made,) = statements(f"قال {MINISTER} إن «الطريق سيفتح غدا أمام الجميع».")
    assert (made["mode"], made["content"]) == ("quote", "الطريق سيفتح غدا أمام الجميع")


def test_a_few_words_quoted_within_make_no_quotation() -> None:
    (made,) = statements(f"قال {MINISTER} إن الطريق «سيفتح قريبا» أمام الشاحنات القادمة.")
    assert (made["mode"], made["content"]) == ("paraphrase", "إن الطريق «سيفتح قريبا» أمام الشاحنات القادمة")


def test_text_after_a_quotation_is_not_in_it() -> None:
    (made,) = statements(f"قال {MINISTER}: «الطريق سيفتح غدا أمام الجميع» في تصريح للصحفيين.")
    assert (made["mode"], made["content"]) == ("quote", "الطريق سيفتح غدا أمام الجميع")


def test_a_quotation_never_closed_ends_with_its_line() -> None:
    text = f"قال {MINISTER}: «الطريق سيفتح غدا أمام الجميع.\nوعاد الوفد إلى المدينة مساء."
    assert told(text) == [(NAME, "الطريق سيفتح غدا أمام الجميع")]


def test_a_quotation_may_begin_on_the_line_after_its_colon() -> None:
    text = f"وصل الوفد أمس إلى المدينة في زيارة رسمية. ونقلت وكالة «تاس» عن {MINISTER} قوله:\n«الطريق سيفتح غدا أمام الجميع»."
    assert chains(text) == [("tass", NAME)]
    assert told(text) == [(NAME, "الطريق سيفتح غدا أمام الجميع")]


def test_what_is_affirmed_stands_before_a_preposition() -> None:
    assert told("أكدت النرويج توقيف العمل على الطريق الجبلي.") == [("norway", "توقيف العمل على الطريق الجبلي")]


def test_verbs_inside_a_quotation_tell_nothing_of_their_own() -> None:
    text = f"قال {MINISTER}: «قالت النرويج إن المعرض ألغي، وأعلنت الدنمارك أن الافتتاح تأجل»."
    assert told(text) == [(NAME, "قالت النرويج إن المعرض ألغي، وأعلنت الدنمارك أن الافتتاح تأجل")]


def test_a_name_in_quotation_marks_is_no_speech() -> None:
    assert statements("قالت الفرقة في حفل «ليالي الميناء» قصيدة جديدة.") == []


def test_the_content_is_exactly_its_span() -> None:
    text = f"قال {MINISTER}: «الطريق سيفتح غدا أمام الجميع»، مؤكدا أن الجسر جاهز، بحسب وكالة «تاس»."
    for claim in contents(text):
        (span,) = claim.spans
        assert text[slice(*span)] == claim.value


# --- what is denied, and what is told by nobody


def test_a_denial_is_a_telling() -> None:
    assert told(f"نفى {MINISTER} أن يكون المعرض قد ألغي.") == [(NAME, "أن يكون المعرض قد ألغي")]


@pytest.mark.parametrize(
    "text",
    [
        f"لم يقل {MINISTER} إن المعرض ألغي.",
        f"ولم يعلن {MINISTER} أن المعرض ألغي.",
    ],
)
def test_what_was_not_said_is_no_telling(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن المعرض افتتح العام الماضي في المدينة نفسها.",
        "من الجدير بالذكر أن المعرض افتتح العام الماضي في المدينة نفسها.",
        "تجدر الإشارة إلى أن الطريق أغلق قبل عامين.",
        "من المتوقع أن يفتتح المعرض غدا.",
        "ويبدو أن الطريق سيفتح قريبا.",
        "علما أن الطريق أغلق مرتين في الشتاء.",
    ],
)
def test_impersonal_openings_are_said_by_nobody(text: str) -> None:
    assert statements(f"قال {MINISTER} إن الجسر جاهز.\n{text}")[1:] == []


# --- the act


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("قالت النرويج إن الطريق مفتوح.", "state"),
        ("قالت النرويج إنه يجب فتح الطريق.", "request"),
        ("طالبت النرويج بفتح الطريق.", "request"),
        ("اتهمت النرويج الدنمارك بإغلاق المعبر.", "accuse"),
        ("رحبت النرويج بفتح الطريق.", "support"),
        ("تعهدت النرويج بترميم الجسر.", "agree"),
        ("ودعت النرويج إلى ترميم الجسر.", "request"),
        ("أكدت النرويج رفضها إغلاق الطريق.", "reject"),
        ("شددت النرويج على ضرورة فتح الطريق.", "request"),
        ("نددت النرويج بإغلاق الطريق.", "reject"),
        ("هددت النرويج بإغلاق الطريق.", "threaten"),
    ],
)
def test_acts(text: str, act: str) -> None:
    (made,) = statements(text)
    assert (made["speaker"], made["act"]) == ("norway", act)


# --- when it was said


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (f"وقال {MINISTER}، أمس السبت، إن الطريق سيفتح.", "2031-05-03"),
        (f"وكان {MINISTER} قد أعلن في 28 نيسان 2031 أن الطريق سيفتح.", "2031-04-28"),
        (f"قال {MINISTER} إن الطريق سيفتح في 20 أيار 2031.", None),
    ],
)
def test_the_day_of_the_saying_stands_before_the_words(text: str, dates: str | None) -> None:
    (made,) = statements(text, published="2031-05-04")
    assert made.get("dates") == dates


# --- the outlet itself, and what it repeats


def test_an_outlet_is_no_speaker_in_its_own_report() -> None:
    text = "قالت وكالة «تاس» إن الطريق سيفتح."
    assert [speaker for speaker, _ in told(text)] == ["tass"]
    assert statements(text, outlet="تاس") == []


def test_an_outlet_does_not_stand_in_the_chain_of_its_own_report() -> None:
    text = f"قال {MINISTER} لقناة «الجزيرة» إن الطريق سيفتح."
    assert chains(text, outlet="الجزيرة") == [(NAME,)]


def test_a_source_line_is_the_beginning_of_every_chain() -> None:
    text = (
        "الطريق الجديد يفتح أمام الشاحنات\n\n"
        f"قال {MINISTER} إن الطريق سيفتح أمام الشاحنات، بحسب وكالة «تاس». وأضاف أن الجسر جاهز منذ الشتاء.\n\n"
        "المصدر: عنب بلدي\n"
    )
    assert chains(text) == [("enab-baladi", "tass", NAME)] * 2


def test_an_outlet_named_as_source_and_relay_stands_once() -> None:
    text = f"الطريق الجديد يفتح أمام الشاحنات\n\nقال {MINISTER} إن الطريق سيفتح أمام الشاحنات، بحسب وكالة «تاس».\n\nالمصدر: وكالة تاس\n"
    assert chains(text) == [("tass", NAME)]


# --- articles glued into one page


def test_a_speaker_is_not_carried_over_into_another_article() -> None:
    text = (
        "وفد من المدينة يزور الميناء القديم\n\n"
        f"قال {MINISTER} إن الميناء القديم سيفتح أمام الزوار بعد ترميم الأرصفة قبل حلول الشتاء.\n\n"
        "الجدير بالذكر أن الميناء أغلق مرتين في الأعوام الخمسة الأخيرة بسبب العواصف.\n\n"
        "اقرأ أيضًا: سكان الجزيرة يطالبون بجسر جديد.. والبلدية ترد\n\n"
        "تسلمت البلدية عريضة وقعها ثلاثة آلاف من سكان الجزيرة، تطالب ببناء جسر يصلها بالبر. وأضاف أن الجسر مهم.\n"
    )
    assert [speaker for speaker, _ in told(text)] == [NAME]


def test_a_statement_named_by_its_states_is_theirs() -> None:
    text = "ذكر بيان سعودي أردني أن الطريق إلى إيران والعراق فتح من جديد."
    assert [s["by"] for s in statements(text)] == [["jordan", "saudi-arabia"]]


def test_after_someone_unknown_speaks_nobody_is_carried_over() -> None:
    text = "قال المحافظ سامر الجبلي إن الجسر جاهز.\nوأضاف المهندس «الطريق مفتوح»، مؤكدا أن العمل انتهى."
    assert [s.get("speaker") for s in statements(text)] == ["سامر الجبلي"]


def test_the_source_is_the_one_who_spoke_before() -> None:
    text = "ذكرت سانا أن الطريق مفتوح.\nوأفاد مصدر محلي بأن الجسر جاهز، وأوضح المصدر أن العمل انتهى."
    assert [speaker for speaker, _ in told(text)] == ["sana", "مصدر محلي", "مصدر محلي"]


def test_an_official_of_a_body_is_an_unnamed_source() -> None:
    (statement,) = statements("قال مسؤول رفيع في وزارة الخارجية التركية إن الجسر جاهز.")
    assert statement["speaker"] == "مسؤول رفيع في وزارة الخارجية التركية"


@pytest.mark.parametrize("who", ["وسائل إعلام محلية", "مصادر مطلعة", "مراقبون"])
def test_they_go_on_with_the_sources_that_spoke_last(who: str) -> None:
    text = f"اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وقال {who} إن الطريق مفتوح. وأضافوا أن الجسر جاهز."
    assert told(text)[-1] == (who, "أن الجسر جاهز")


def test_they_are_no_sources_after_those_who_met_have_spoken() -> None:
    text = "اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وقالت مصادر مطلعة إن الطريق مفتوح."
    made = statements(f"{text} وأكد الوزراء الثلاثة أن المعرض ألغي. وأضافوا أن الجسر جاهز.")
    assert made[-1]["by"] == GUARANTORS


def test_they_are_no_single_source() -> None:
    text = "اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت. وقال مصدر مطلع إن الطريق مفتوح. وأضافوا أن الجسر جاهز."
    assert statements(text)[-1]["by"] == GUARANTORS


def test_a_remark_on_the_words_is_not_in_them() -> None:
    text = f"أكد {MINISTER} أن الطريق مفتوح أمام الجميع، في إشارة إلى الجسر القديم."
    assert told(text) == [(NAME, "أن الطريق مفتوح أمام الجميع")]


def test_a_remark_at_the_head_leaves_the_speaker() -> None:
    text = f"قال {MINISTER} إن الجسر جاهز.\nفي إشارة واضحة لدعم وزارة الخارجية الدنماركية، وأكد أن الطريق مفتوح."
    assert told(text)[-1] == (NAME, "أن الطريق مفتوح")


def test_a_body_according_to_which_something_was_told_goes_on() -> None:
    text = f"التقى {MINISTER} التجار، حسب ما أكدته وزارة الخارجية الدنماركية، مضيفة أن الطريق مفتوح أمام الجميع."
    assert told(text)[-1] == ("denmark-foreign-ministry", "أن الطريق مفتوح أمام الجميع")


def test_another_who_is_named_after_the_body_goes_on() -> None:
    text = f"حسب ما أكدته وزارة الخارجية الدنماركية التقى التجار {MINISTER}، مضيفا أن الطريق مفتوح أمام الجميع."
    assert "denmark-foreign-ministry" not in [who for who, words in told(text) if words == "أن الطريق مفتوح أمام الجميع"]


def test_who_speaks_according_to_a_statement_has_not_issued_it() -> None:
    text = f"قالت وزارة الخارجية الدنماركية في بيان إن الجسر جاهز. وأعرب {MINISTER}، وفقا للبيان، عن أمله. وأضاف البيان أن الطريق مفتوح."
    assert told(text)[-1] == ("denmark-foreign-ministry", "أن الطريق مفتوح")


# --- speakers whom no list knows


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال نائب رئيس نادي القوارب سالم رعدان الجبلي، إن الطريق سيفتح.", "سالم رعدان الجبلي"),
        ("أكد الرسام النرويجي المقيم في القرية ياسر الجبلي أن الطريق سيفتح.", "ياسر الجبلي"),
        ("أعلنت رابطة القوارب النرويجية، الأربعاء، أن الطريق سيفتح.", "رابطة القوارب النرويجية"),
        ("وأشار أحد الرسامين إلى أن الطريق سيفتح.", "أحد الرسامين"),
        ("وقالت الرابطة إن الطريق سيفتح.", "الرابطة"),
        ("لكن مصدرا آخر قال إن الطريق سيفتح.", "مصدرا آخر"),
        ("قال مازن لافروف إن الطريق سيفتح.", "مازن لافروف"),
    ],
)
def test_a_speaker_whom_no_list_knows(text: str, speaker: str) -> None:
    assert [(who, words.endswith(("أن الطريق سيفتح", "إن الطريق سيفتح"))) for who, words in told(text)] == [(speaker, True)]


def test_the_body_is_the_one_named_before_though_no_list_knows_it() -> None:
    text = "أعلنت رابطة القوارب النرويجية أن الطريق سيفتح. وأوضحت الرابطة أن الجسر جاهز."
    assert [who for who, _ in told(text)] == ["رابطة القوارب النرويجية"] * 2


def test_an_office_of_another_body_is_not_the_one_known_by_that_name() -> None:
    text = f"قال {MINISTER} إن الطريق سيفتح. وأشار وزير الري والموارد إلى أن الجسر جاهز."
    assert NAME not in [who for who, words in told(text) if "الجسر" in words]


def test_where_a_report_is_from_does_not_speak() -> None:
    assert told(f"أنقرة- موسكو: قال {MINISTER} إن الطريق سيفتح.") == [(NAME, "إن الطريق سيفتح")]


def test_a_participle_goes_on_from_any_verb_of_speech() -> None:
    text = f"قال {OTHER} إن الجسر جاهز. وانتقد {MINISTER} بشدة نظيره الدنماركي، مدعيا أنه لا يأخذ الترميم على محمل الجد."
    assert told(text)[-1] == (NAME, "أنه لا يأخذ الترميم على محمل الجد")


def test_a_paper_in_which_a_person_said_is_his_and_not_that_of_the_house_he_stood_in() -> None:
    text = f"عقد {MINISTER} مؤتمرا صحفيا من مقر الأمم المتحدة، أكد فيه أن الطريق سيفتح."
    assert told(text) == [(NAME, "أن الطريق سيفتح")]


def test_a_relay_between_commas_is_of_the_words_before_it() -> None:
    text = "يصل الوفد إلى القرية غدا، وفق ما أفاد مصدران مطلعان، وسط حديث عن «جسر جديد فوق النهر»."
    assert told(text) == [("مصدران مطلعان", "يصل الوفد إلى القرية غدا")]


def test_an_answer_that_is_handed_over_is_no_saying() -> None:
    assert not told("سلم الوفد رد الرابطة النرويجية على المقترح الدنماركي.")


# --- what the words do


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (f"حذر {MINISTER} الدنمارك من إغلاق الطريق.", "threaten"),
        (f"حذر {MINISTER} من انهيار الجسر.", "state"),
        (f"أكد {MINISTER} على ترميم الجسر وعلى رفض إغلاق الطريق.", "state"),
        (f"حض {MINISTER} على ترميم الجسر.", "request"),
        (f"قال {MINISTER} إن المهندس الذي زار الجسر صباح أمس مع فريقه رفض الترميم.", "state"),
        (f"قال {MINISTER} إنه رفض الترميم.", "reject"),
    ],
)
def test_acts_of_verbs_and_of_the_first_thing_told(text: str, act: str) -> None:
    assert statements(text)[0]["act"] == act


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("إنه لو فُتح الطريق لعاد التجار", "hypothetical"),
        ("إن الطريق مفتوح وربما الجسر", "asserted"),
        ("إن الترميم قد يستغرق عاما", "hypothetical"),
    ],
)
def test_a_case_that_may_not_come_is_no_assertion(words: str, modality: str) -> None:
    assert [c.modality for c in contents(f"قال {MINISTER} {words}.")] == [modality]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"وصل {MINISTER} إلى القرية. وقال لوكالة «تاس»: «الطريق مفتوح أمام الشاحنات».", NAME),
        ("قال أولاف مرسوف رئيس نادي القوارب إن الجسر جاهز. وكتب أولاف مرسوف على حسابه: «الطريق مفتوح أمام الشاحنات».", "أولاف مرسوف"),
        ("قال وزير الري النرويجي سالم الجبلي إن الجسر جاهز. وأضاف وزير الري النرويجي أن الطريق مفتوح أمام الشاحنات.", "سالم الجبلي"),
        (f"قال {MINISTER} إن الجسر جاهز. إلا أنه استدرك قائلا «الطريق مغلق أمام الشاحنات».", NAME),
        (f"قال {MINISTER} إن الجسر جاهز. وشدد في تدوينة بمنصة «إكس»، مساء الأربعاء، على أهمية فتح الطريق.", NAME),
        ("أكد المشاركون، في ختام الندوة، أن الطريق مفتوح أمام الشاحنات.", "المشاركون"),
    ],
)
def test_who_goes_on_or_is_named_again(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


def test_what_is_so_called_is_no_quotation_of_words() -> None:
    assert "الجهد الكبير العاجل لفتح الطريق" not in [
        words for _, words in told(f"أعلن {MINISTER} عما أسماه «الجهد الكبير العاجل لفتح الطريق».")
    ]


def test_who_is_still_insisting_on_a_thing_does_not_say_so() -> None:
    assert [words for _, words in told(f"قال {MINISTER} إن الحكومة لا تزال متمسكة بالاتفاق.")] == ["إن الحكومة لا تزال متمسكة بالاتفاق"]


def test_one_in_an_office_whose_stance_was_not_made_out_speaks_on_instead_of_the_last_speaker() -> None:
    assert told(f"قال {MINISTER} إن الجسر جاهز. وصف عضو لجنة الطرق موقفه بالغريب، مضيفا أن الطريق مغلق.") == [(NAME, "إن الجسر جاهز")]


def test_the_president_whom_an_envoy_serves_is_not_addressed() -> None:
    (made,) = statements("دعا أولاف مرسوف، مبعوث الرئيس الأمريكي دونالد ترامب إلى النرويج، المتنازعين إلى فتح الطريق.")
    assert "addressee" not in made


def test_a_known_surname_after_the_full_name_of_another_is_that_other() -> None:
    text = "قال وزير الخارجية النرويجي رشيق لافروف إن الجسر جاهز. وشدد لافروف على فتح الطريق."
    assert [speaker for speaker, _ in told(text)] == ["رشيق لافروف"] * 2


def test_a_place_before_a_dash_does_not_speak() -> None:
    assert told(f"تركيا الآن – كشف {MINISTER} عن موعد الترميم.") == [(NAME, "عن موعد الترميم")]


def test_words_after_a_quotation_are_not_told_by_whom_they_name() -> None:
    text = f"أوضح {MINISTER} أن «الجسر الكبير جاهز منذ أيام»، مضيفا «{OTHER_NAME} يريد مواصلة العمل في القرية»."
    assert [speaker for speaker, _ in told(text)] == [NAME] * 2


# --- who cannot be seen at once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال رئيس لجنة المتاحف في المجلس البلدي، فارح جامع عدن، إن الطريق سيفتح.", "فارح جامع عدن"),
        ("أكد وزير الزراعة وشؤون الري في الحكومة زهدي القرمان أن الطريق سيفتح.", "زهدي القرمان"),
        ("أعلن مساعد وزير الخارجية للشؤون السياسية وكبير المفاوضين، السفير نظمي البلبيسي، أن الطريق سيفتح.", "نظمي البلبيسي"),
        ("أعلنت الحكومة النرويجية، عبر كبير مفاوضيها أولاف الجبلي، أن الطريق سيفتح.", NAME),
        ("«الطريق سيفتح أمام الشاحنات كلها»، هكذا وصف أولاف الجبلي الحال.", NAME),
        ("ويقول مصدر في الحكومة النرويجية، فضل عدم ذكر اسمه، إن الطريق سيفتح.", "مصدر في الحكومة النرويجية"),
    ],
)
def test_a_speaker_behind_a_long_title_or_an_aside(text: str, found: str) -> None:
    assert [speaker for speaker, _ in told(f"وصل {MINISTER} إلى المدينة. {text}")] == [found]


def test_a_participle_that_does_not_agree_with_the_speaker_is_part_of_the_words() -> None:
    ((speaker, content),) = told(f"أكد {MINISTER} أن بلاده متمسكة بفتح الطريق.")
    assert (speaker, content) == (NAME, "أن بلاده متمسكة بفتح الطريق")


def test_the_ministry_is_that_of_the_minister_where_none_was_named() -> None:
    text = f"زار {MINISTER} الجسر. وذكرت الوزارة في بيان أن الطريق سيفتح."
    assert [speaker for speaker, _ in told(text)] == ["norwegian-foreign-ministry"]


def test_the_ministry_of_one_of_two_ministers_is_not_known() -> None:
    assert told(f"زار {MINISTER} و{OTHER} الجسر. وذكرت الوزارة في بيان أن الطريق سيفتح.") == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("وفي مقابلة مع قناة «الجزيرة»، قال أولاف الجبلي إن الطريق سيفتح.", ("al-jazeera", NAME)),
        ("«الطريق سيفتح أمام الشاحنات كلها»، يقول أولاف الجبلي لقناة «الجزيرة».", ("al-jazeera", NAME)),
        ("الطريق مفتوح منذ ساعات، وفق ما نقلته قناة «الجزيرة» عن أولاف الجبلي.", ("al-jazeera", NAME)),
    ],
)
def test_an_outlet_that_is_spoken_to_passes_the_words_on(text: str, chain: tuple[str, ...]) -> None:
    assert chains(f"وصل {MINISTER} إلى المدينة. {text}") == [chain]


def test_the_spokesperson_of_an_envoy_whom_nobody_names_speaks_for_who_sends_him() -> None:
    (made,) = statements("الطريق سيفتح أمام الشاحنات غدا، حسبما قال المتحدث باسم المبعوث الأممي.")
    assert (made["by"], made["office"]) == (["united-nations"], "envoy-spokesperson")


@pytest.mark.parametrize("asked", ["الأطراف", "الحكومة", "المليشيات", "تركيا وروسيا", "طرفي النزاع"])
@pytest.mark.parametrize("call", ["ودعا {} إلى فتح الطريق", "وحث {} على فتح الطريق", "وطالب {} بفتح الطريق"])
def test_one_with_whom_the_verb_does_not_agree_is_asked_and_does_not_ask(asked: str, call: str) -> None:
    found = told(f"قال {MINISTER} إن الأمطار كثيرة. {call.format(asked)}.")
    assert [speaker for speaker, _ in found] == [NAME, NAME]


def test_one_with_whom_the_verb_agrees_asks() -> None:
    assert told(f"قال {MINISTER} إن الأمطار كثيرة. ودعت الدنمارك إلى فتح الطريق.")[1][0] == "denmark"


def test_the_parties_are_asked_where_a_ministry_spoke_before() -> None:
    text = "قالت وزارة الخارجية النرويجية إن الأمطار كثيرة. ودعت الأطراف إلى فتح الطريق."
    assert [speaker for speaker, _ in told(text)] == ["norwegian-foreign-ministry"] * 2


def test_a_main_clause_after_while_is_told_by_its_own_speaker() -> None:
    text = f"وبينما رجح {MINISTER} أن الطريق سيفتح، قال {OTHER} إن الجسر مغلق."
    assert [speaker for speaker, _ in told(text)] == [NAME, OTHER_NAME]


def test_a_short_verb_that_begins_with_and_begins_a_clause() -> None:
    found = told(f"قال {MINISTER} إن الأمطار كثيرة، وحث الأطراف على فتح الطريق.")
    assert found == [(NAME, "إن الأمطار كثيرة"), (NAME, "على فتح الطريق")]


def test_a_relay_between_the_verb_and_its_words_passes_them_on() -> None:
    text = f"وصل {MINISTER} إلى الجسر. وشدد الوزير، وفق بيان للخارجية، على فتح الطريق أمام الشاحنات."
    assert chains(text) == [("norwegian-foreign-ministry", NAME)]


def test_who_denies_something_in_a_word_goes_on() -> None:
    found = told(f"نفى {MINISTER} ذلك، وقال إن الطريق مفتوح أمام الشاحنات.")
    assert [(speaker, content) for speaker, content in found if "مفتوح" in content] == [(NAME, "إن الطريق مفتوح أمام الشاحنات")]


def test_a_headline_tells_to_whom_it_was_said() -> None:
    text = f"{MINISTER} لنظيره الدنماركي: الطريق مفتوح أمام الشاحنات\nقال {NAME} إن الطريق مفتوح أمام الشاحنات منذ ساعات."
    assert [speaker for speaker, _ in told(text)] == [NAME] * 2
