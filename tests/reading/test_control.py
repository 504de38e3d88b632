"""Who took, entered, besieged, left or lost which place: whole sentences, read to claims."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import claims, things

DAY = "2031-03-12"


def control(text: str) -> list[dict[str, Any]]:
    found = things(text, "control", published=DAY)
    return [{cell: value for cell, value in thing.items() if cell != "id"} for thing in found]


def rows(text: str) -> list[tuple[str, str | None, str]]:
    return [(thing["place"], thing.get("actor"), thing["change"]) for thing in control(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيطرت قوات النظام السوري على بلدة مورك.", ("murak", "syrian-government", "took")),
        ("الفصائل المعارضة دخلت سلقين ليلا من الغرب.", ("salqin", "opposition-factions", "entered")),
        ("حاصرت قوات النظام مدينة داريا.", ("darayya", "syrian-government", "besieged")),
        ("انسحبت قسد من تل رفعت.", ("tell-rifaat", "syrian-democratic-forces", "withdrew")),
        ("خسر تنظيم داعش مدينة البوكمال.", ("al-bukamal", "islamic-state", "lost")),
        ("اندلعت اشتباكات عنيفة في مدينة خان شيخون.", ("khan-shaykhun", None, "contested")),
        ("سقطت مدينة الميادين بيد تنظيم داعش.", ("al-mayadin", "islamic-state", "took")),
        ("خرجت مدينة حماة من سيطرة قوات النظام.", ("hama", "syrian-government", "lost")),
        ("دخلت وحدات تركية بلدة عين عيسى.", ("ain-issa", "turkish-armed-forces", "entered")),
        ("سيطر مسلحون مجهولون على بلدة طفس.", ("tafas", None, "took")),
    ],
)
def test_a_change_names_place_actor_and_kind(text: str, expected: tuple[str, str | None, str]) -> None:
    assert rows(text) == [expected]


def test_a_list_of_places_gives_one_thing_for_each() -> None:
    text = "سيطرت قسد على بلدات طفس وداعل وإبطع، إضافة إلى مدينة نوى في ريف درعا."
    assert [place for place, _, _ in rows(text)] == ["tafas", "dael", "ibta", "nawa"]


def test_a_town_that_others_lie_in_is_not_taken() -> None:
    assert [place for place, _, _ in rows("استعادت قوات النظام بلدة جرجناز بريف إدلب شمالي حماة.")] == ["jarjanaz"]


def test_names_in_quotation_marks_after_a_town_are_places_too() -> None:
    text = 'سيطرت قوات النظام على قرى "الزهيرية" و"تل الغار" وبلدة السعن.'
    assert [place for place, _, _ in rows(text)] == ["الزهيرية", "تل الغار", "al-saan"]


def test_rows_of_unknown_towns_are_told_apart() -> None:
    found = rows("سيطرت قسد على قرى (سوبان، وتل الزيتون، والغدير ومزارعها) ومطار تفتناز.")
    assert [place for place, _, _ in found] == ["سوبان", "تل الزيتون", "الغدير", "taftanaz-airbase"]


def test_who_is_named_in_a_relative_clause_is_not_who_took_it() -> None:
    text = "أعلنت فصائل المعارضة، بعد معارك مع قسد التي تقودها وحدات حماية الشعب، أعلنت السيطرة على مدينة منبج."
    assert rows(text) == [("manbij", "opposition-factions", "took")]


def test_a_spokesman_tells_of_his_own_fighters() -> None:
    text = "قال المتحدث باسم قسد إنهم تمكنوا من السيطرة على مدينة منبج."
    assert rows(text) == [("manbij", "syrian-democratic-forces", "took")]


def test_villages_somewhere_in_a_countryside_are_not_the_countryside() -> None:
    assert rows("سيطرت فصائل المعارضة على قرى بريف حماة.") == []


def test_at_the_expense_of_somebody_is_not_by_him() -> None:
    text = "تواصل قوات النظام تقدمها على حساب تنظيم داعش بالريف، وتمكنت من بسط سيطرتها على بلدة كفرنبل."
    assert rows(text) == [("kafranbel", "syrian-government", "took")]


def test_who_took_it_may_be_named_after_the_comma() -> None:
    text = "وبعد سيطرتها على سراقب، قطعت قوات سوريا الديمقراطية الطريق."
    assert rows(text) == [("saraqib", "syrian-democratic-forces", "took")]


def test_a_fire_takes_no_town() -> None:
    assert rows("سيطر الحريق على مدينة اللاذقية لساعات.") == []


def test_history_is_no_change_of_control() -> None:
    assert control("استعاد الجيش السوري مدينة تدمر عام 1990.") == []


def test_with_its_allies_whoever_is_named_took_it() -> None:
    text = "باتت هيئة تحرير الشام والفصائل المتحالفة معها قرب النهر بعد سيطرتها على مدينة الرستن."
    assert rows(text) == [("al-rastan", "hayat-tahrir-al-sham", "took")]


def test_who_took_it_is_unknown_only_if_it_is_told_so() -> None:
    assert rows("أعلنت العمالقة سيطرتها على مدينة عدن.") == []
    assert rows("وقال السكان إنه تمت السيطرة على مدينة عدن.") == [("aden", None, "took")]


def test_the_army_is_that_of_the_country() -> None:
    assert rows("أعلن الجيش استعادة السيطرة على مدينة تدمر.") == [("palmyra", "syrian-army", "took")]


def test_the_next_sentence_may_name_the_towns() -> None:
    text = "سيطرت فصائل المعارضة على بلدات عدة في ريف حلب.\n\nأبرز هذه البلدات دارة عزة والأتارب."
    assert [(place, actor) for place, actor, _ in rows(text)] == [("darat-izza", "opposition-factions"), ("atarib", "opposition-factions")]


def test_a_list_of_towns_with_no_change_before_it_is_none() -> None:
    assert rows("زار الوفد بلدات عدة في ريف حلب.\n\nأبرز هذه البلدات دارة عزة والأتارب.") == []


def test_the_city_is_the_one_named_before() -> None:
    text = "شنت هيئة تحرير الشام هجوما على سراقب، لتسيطر على المدينة، الاثنين."
    assert control(text) == [{"place": "saraqib", "change": "took", "actor": "hayat-tahrir-al-sham", "dates": "2031-03-10"}]


def test_who_was_told_of_last_goes_on() -> None:
    text = "سيطرت هيئة تحرير الشام على بلدة كفرنبل. وذكر شهود أنها دخلت أيضا بلدة حيش."
    assert rows(text)[1] == ("hish", "hayat-tahrir-al-sham", "entered")
    assert [c.basis for c in claims(text) if c.kind == "control" and c.cell == "actor"] == ["said", "inferred"]


def test_their_forces_are_those_of_the_subject() -> None:
    assert rows("أعلن الجيش السوري أن قواته دخلت بلدة محجة.") == [("mahajjah", "syrian-army", "entered")]


def test_the_same_word_names_the_same_force() -> None:
    text = "اجتمعت هيئة تحرير الشام بقادة محليين. ثم هاجمت قسد الطريق، وسيطرت الهيئة على بلدة بنش."
    assert rows(text) == [("binnish", "hayat-tahrir-al-sham", "took")]


def test_from_whom_it_was_taken() -> None:
    text = "انتزعت فصائل المعارضة مدينة تل رفعت من يد قوات سوريا الديمقراطية."
    assert control(text)[0]["from_actor"] == "syrian-democratic-forces"
    assert "from_actor" not in control("سيطرت فصائل المعارضة على تل رفعت بدعم من تركيا.")[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وفي 8 آذار 2031، حررت فصائل المعارضة مدينة بنش.", "2031-03-08"),
        ("استعادت فصائل المعارضة، الأحد، مدينة بنش.", "2031-03-09"),
        ("دخلت فصائل المعارضة مدينة بنش مساء الأحد.", "2031-03-09"),
        ("سيطرت فصائل المعارضة على بنش بعد معارك قرب السد يوم 7 آذار 2031، وتوقفت الرحلات.", "2031-03-07"),
        ("قالت قسد، الأحد، إن قواتها دخلت مدينة بنش.", None),
        ("هاجمت فصائل المعارضة بنش، منذ الأحد، لتسيطر على المدينة.", None),
        ("سيطرت فصائل المعارضة على بنش، وتوقفت الرحلات، يوم 7 آذار 2031.", None),
    ],
)
def test_a_date_is_that_of_the_same_clause(text: str, day: str | None) -> None:
    assert control(text)[0].get("dates") == day


def test_a_change_that_is_told_has_the_chain_of_its_statement() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن قوات النظام سيطرت على بلدة مورك."
    assert {c.chain for c in claims(text) if c.kind == "control"} == {("syrian-observatory-for-human-rights",)}


def test_spans_are_the_words_themselves() -> None:
    text = "استعادت قسد بلدتي مورك وكفرزيتا."
    words = {(c.cell, str(c.value)): [text[a:b] for a, b in c.spans] for c in claims(text) if c.kind == "control"}
    assert words["place", "kafr-zita"] == ["كفرزيتا"]
    assert words["actor", "syrian-democratic-forces"] == ["قسد"]


@pytest.mark.parametrize(
    "text",
    [
        "تسعى فصائل المعارضة إلى السيطرة على مدينة حماة.",
        "سيطرت فصائل المعارضة على أجزاء من مدينة حلب.",
        "بدأت قوات النظام انسحابها من مدينة دير الزور.",
        "نفى الجيش السوري أن تكون الفصائل قد دخلت مدينة حلب.",
        "استعادت مدينة حلب هدوءها.",
        "انسحب وفد المعارضة من جنيف.",
        "انسحبت روسيا من أستانا.",
        "غادرت القوات الروسية مدينة جنيف.",
        "دخل بيدرسن مدينة حماة.",
        "الجيش السوري يسيطر على تدمر.",
        "فقد التقى الوزير في حلب مسؤولين.",
    ],
)
def test_plans_parts_travel_and_figures_of_speech_are_no_control(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize("head", ["• 5 شباط: ", "- 5 شباط : ", "5 شباط: "])
def test_in_a_chronology_the_present_tense_tells_of_the_day_at_its_head(head: str) -> None:
    entry = head + "قوات النظام السوري تدخل مدينة مورك."
    assert control(entry) == [{"actor": "syrian-government", "change": "entered", "dates": "2031-02-05", "place": "murak"}]


def test_elsewhere_the_present_tense_tells_of_nothing_done() -> None:
    assert control("يقول الخبير إن قوات النظام السوري تدخل مدينة مورك.") == []


def test_a_withdrawal_at_the_head_may_be_of_who_is_named_next() -> None:
    text = "سيطرت قوات النظام على بلدة مورك.\nوعقب خروجها من مدينة داريا، قصفت الفصائل المعارضة الطريق."
    assert rows(text) == [("murak", "syrian-government", "took")]


def test_an_unknown_town_has_its_second_word() -> None:
    assert [place for place, _, _ in rows("سيطر الجيش السوري على بلدة الغدير الشرقي.")] == ["الغدير الشرقي"]


def test_whose_help_is_told_in_between_takes_nothing():
    text = "تمكن الجيش السوري أمس، مدعوما من القوات الروسية، من السيطرة على مدينة تدمر.\nوقالت الوكالة إن وحدات الجيش سيطرت على مدينة تدمر."
    assert {actor for _, actor, _ in rows(text)} == {"syrian-army"}


def test_who_attacked_and_managed_to_take_the_town_is_named_first():
    text = "هاجم تنظيم داعش نقاطا تشغلها قوات النظام في مدينة القريتين، التي تقع شرق مدينة حمص، وتمكن من السيطرة الكاملة على المدينة."
    assert rows(text) == [("al-qaryatayn", "islamic-state", "took")]


def test_in_which_state_it_happened_may_stand_in_between():
    assert rows("سيطرت حكومة الوفاق في ليبيا على مدينة ترهونة.") == [("tarhuna", "government-of-national-accord", "took")]


def test_his_forces_are_those_of_the_one_who_speaks_and_to_enter_a_town_at_war_is_no_travel():
    text = "وأكد قائد قوات الدعم السريع أولاف الجبلي أن قواته انسحبت من الخرطوم."
    assert rows(text) == [("khartoum", "rapid-support-forces", "withdrew")]
