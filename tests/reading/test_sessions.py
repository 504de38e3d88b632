"""Meetings: rounds and their numbers, kinds, when and where, planned or held, who took part as what; and what is no meeting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import claims, things

PUBLISHED = "2031-04-12"
GUARANTORS = {"iran": "guarantor", "russia": "guarantor", "turkiye": "guarantor"}
ROUND = "اختتمت الجولة الثالثة من محادثات أستانا اليوم في بيروت."


def sessions(text: str, published: str = PUBLISHED) -> list[dict[str, Any]]:
    return things(text, "session", published=published)


def one(text: str, published: str = PUBLISHED) -> dict[str, Any]:
    (session,) = sessions(text, published)
    return session


def rows(session: dict[str, Any]) -> list[dict[str, Any]]:
    return list(session.get("participant", []))


def roles(session: dict[str, Any]) -> dict[str | None, str | None]:
    return {row["actor"]: row["role"] for row in rows(session)}


# --- rounds and their numbers


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("الجولة الثالثة من محادثات أستانا", 3),
        ("الجولة الـ12 من محادثات أستانا", 12),
        ("الجولة الـ١٢ من محادثات أستانا", 12),
        ("الجولة الحادية والعشرون من مسار أستانا", 21),
        ("الجولة 14 من مفاوضات أستانة", 14),
        ("الاجتماع الدولي الـ12 بصيغة أستانا", 12),
        ("«أستانا 12»", 12),
        ("أستانا-12", 12),
    ],
)
def test_a_round_has_its_number_and_its_process(name: str, number: int) -> None:
    session = one(f"انعقدت {name} في 11 نيسان 2031.")
    assert (session["kind"], session["process"], session["number"]) == ("round", "astana", number)
    assert (session["status"], session["dates"]) == ("held", "2031-04-11")


def test_mentions_of_one_round_are_one_session() -> None:
    text = "انطلقت الجولة الثالثة من محادثات أستانا في بيروت. وتختتم الجولة الثالثة من محادثات أستانا بعد غد. وغادر وفد قبل ختام الجولة."
    assert [s.get("number") for s in sessions(text) if s["status"] == "under_way"] == [3]


def test_two_rounds_in_one_report_stay_two() -> None:
    text = "انتهت الجولة الثالثة من محادثات أستانا أمس. وعقدت الجولة الثانية في آذار 2030."
    assert [(s["number"], s["process"], s["dates"]) for s in sessions(text)] == [(3, "astana", "2031-04-11"), (2, "astana", "2030-03")]


@pytest.mark.parametrize(
    ("text", "process", "number"),
    [
        ("انتهت الجولة الثامنة من اجتماعات اللجنة الدستورية السورية أمس في جنيف.", "syrian-constitutional-committee", 8),
        ("عقدت اللجنة الدستورية السورية جولتها الثامنة في جنيف أمس.", "syrian-constitutional-committee", 8),
    ],
)
def test_rounds_of_a_committee_are_of_its_own_process(text: str, process: str, number: int) -> None:
    session = one(text)
    assert (session["process"], session["number"], session["city"], session["country"]) == (process, number, "geneva", "CH")


# --- kinds


@pytest.mark.parametrize(
    ("text", "kind", "process"),
    [
        ("عقدت قمة ثلاثية بين روسيا وتركيا وإيران في طهران أمس.", "summit", "astana"),
        ("عقد وزراء خارجية روسيا وتركيا وإيران اجتماعا في بيروت أمس.", "ministerial", "astana"),
        ("اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت أمس.", "ministerial", "astana"),
        ("عقد اجتماع وزاري ضمن مسار أستانا في بيروت أمس.", "ministerial", "astana"),
        ("عقد اجتماع فني ضمن مسار أستانا في بيروت أمس.", "technical", "astana"),
        ("عقد مؤتمر حول المياه في بيروت أمس.", "conference", None),
        ("التقى وزير الخارجية الأردني مع وزير الخارجية المصري في بيروت أمس.", "bilateral", None),
        ("أجرى وزير الخارجية الأردني مباحثات مع وزير الخارجية المصري في بيروت أمس.", "bilateral", None),
    ],
)
def test_kinds(text: str, kind: str, process: str | None) -> None:
    session = one(text)
    assert (session["kind"], session.get("process"), session["status"], session["dates"]) == (kind, process, "held", "2031-04-11")


def test_ministers_of_two_groups_of_states_are_the_process_that_they_compose() -> None:
    text = "اجتمع وزراء خارجية قطر والسعودية والأردن ومصر والعراق وإيران وتركيا وروسيا في الدوحة أمس."
    session = one(text)
    assert (session["kind"], session["process"], session["city"], len(rows(session))) == ("ministerial", "doha-arab-astana", "doha", 8)


def test_the_level_of_ministers_stands_in_each_row() -> None:
    session = one("اجتمع وزراء خارجية روسيا وتركيا وإيران في بيروت أمس.")
    assert {(r["actor"], r["level"]) for r in rows(session)} == {(actor, "foreign minister") for actor in GUARANTORS}


# --- planned, proposed, held


@pytest.mark.parametrize(
    ("text", "status", "dates"),
    [
        ("وستعقد الجولة الرابعة من محادثات أستانا في بيروت يوم 20 أيار 2031.", "planned", "2031-05-20"),
        ("تبدأ «أستانا 4» الأسبوع المقبل في مدينة بيروت.", "planned", "[2031-04-13..2031-04-25]"),
        ("من المقرر عقد الجولة الرابعة من محادثات أستانا في بيروت يومي 7 و8 أيار المقبل.", "planned", "2031-05-07/2031-05-08"),
        ("اتفقت الوفود على عقد الجولة الرابعة من محادثات أستانا في بيروت في أيلول المقبل.", "planned", "2031-09"),
        ("تأجلت الجولة الرابعة من محادثات أستانا إلى أيلول المقبل.", "postponed", "2031-09"),
        ("ألغيت الجولة الرابعة من محادثات أستانا في بيروت.", "cancelled", None),
        ("عقدت الجولة الرابعة من محادثات أستانا في بيروت يوم 20 آذار 2031.", "held", "2031-03-20"),
        ("اختتمت الجولة الرابعة من محادثات أستانا أمس في بيروت.", "held", "2031-04-11"),
    ],
)
def test_what_was_held_and_what_is_to_come(text: str, status: str, dates: str | None) -> None:
    session = one(text)
    assert (session["number"], session["status"], session.get("dates")) == (4, status, dates)


@pytest.mark.parametrize(
    "text",
    ["لم تعقد الجولة الرابعة من محادثات أستانا في بيروت.", "وقال المتحدث إن الجولة الرابعة من محادثات أستانا لم تلتئم في أيلول الماضي."],
)
def test_of_a_session_that_was_not_held_every_claim_is_denied_and_it_has_no_status(text: str) -> None:
    found = [c for c in claims(text, published=PUBLISHED) if c.kind == "session"]
    assert {c.modality for c in found} == {"denied"}
    assert ("number", 4) in {(c.cell, c.value) for c in found}
    assert "status" not in {c.cell for c in found}


def test_every_claim_of_a_session_has_its_status_as_modality() -> None:
    text = "عقدت الجولة الرابعة من محادثات أستانا في بيروت يوم 20 آذار 2031. ومن المقرر عقد الجولة الخامسة في عمان في أيلول المقبل."
    found = [c for c in claims(text, published=PUBLISHED) if c.kind == "session"]
    assert {(c.subject.partition("#")[2], c.modality) for c in found} == {("session-1", "held"), ("session-2", "planned")}


def test_a_round_held_and_the_next_one_planned_keep_their_places_and_days() -> None:
    text = "عقدت الجولة الرابعة من محادثات أستانا في بيروت يوم 20 آذار 2031. ومن المقرر عقد الجولة الخامسة في عمان في أيلول المقبل."
    assert [(s["number"], s["city"], s["dates"]) for s in sessions(text)] == [(4, "beirut", "2031-03-20"), (5, "amman", "2031-09")]


def test_a_proposal_has_who_makes_it() -> None:
    session = one("اقترح وزير الخارجية النرويجي أولاف الجبلي عقد قمة حول سوريا في مدينة بيروت.")
    assert (session["kind"], session["status"], session["city"]) == ("summit", "proposed", "beirut")
    (row,) = rows(session)
    assert (row["actor"], row["person"], row["level"], row["role"]) == ("norway", "أولاف الجبلي", "foreign minister", "proposer")


@pytest.mark.parametrize(
    ("text", "value", "when"),
    [
        ("عقدت الجولة الثالثة من محادثات أستانا يومي 11 و12 نيسان في بيروت.", "XXXX-04-11/XXXX-04-12", {"d": [11, 12], "m": 4}),
        ("عقدت الجولة الثالثة من محادثات أستانا الثلاثاء في بيروت.", None, {"wd": 1}),
    ],
)
def test_a_report_without_a_day_keeps_the_words_of_the_date(text: str, value: str | None, when: dict[str, Any]) -> None:
    (claim,) = [c for c in claims(text) if c.kind == "session" and c.cell == "dates"]
    assert (claim.value, claim.when) == (value, when)


def test_the_date_of_the_saying_is_not_that_of_the_session() -> None:
    session = one("قالت وزارة الخارجية النرويجية، أمس، إن الجولة الرابعة من محادثات أستانا ستعقد في بيروت في أيلول المقبل.")
    assert session["dates"] == "2031-09"


# --- where


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("عقدت الجولة الرابعة من محادثات أستانا أمس في بيروت.", "beirut", "LB"),
        ("عقدت الجولة الرابعة من محادثات أستانا أمس في مدينة بيروت.", "beirut", "LB"),
        ("عقدت الجولة الرابعة من محادثات أستانا أمس في العاصمة الأردنية عمان.", "amman", "JO"),
        ("عقدت الجولة الرابعة من محادثات أستانا أمس في العاصمة الأردنية.", "amman", "JO"),
        ("عقدت الجولة الرابعة من محادثات أستانا أمس في لبنان.", None, "LB"),
        ("في العاصمة الأردنية عقدت الجولة الرابعة من محادثات أستانا أمس.", "amman", "JO"),
        ("عقدت في بيروت الجولة الرابعة من محادثات أستانا.", "beirut", "LB"),
        ("استضافت العاصمة الأردنية الجولة الرابعة من محادثات أستانا أمس.", "amman", "JO"),
    ],
)
def test_city_and_country_after_and_before(text: str, city: str | None, country: str) -> None:
    session = one(text)
    assert (session.get("city"), session["country"]) == (city, country)


def test_the_home_of_other_talks_named_in_passing_is_not_where_a_round_was() -> None:
    assert "city" not in one("تناولت الجولة العاشرة من محادثات أستانا الملف العسكري، قبل مسار آخر في جنيف.")
    assert "city" not in one("عقدت الجولة العاشرة من محادثات أستانا، وهناك مسار ثان في جنيف.")
    assert one("عقدت الجولة العاشرة من محادثات أستانا يومي 30 و31 تموز 2018 في مدينة سوتشي.")["city"] == "sochi"
    assert one("عقدت الجولة العاشرة من محادثات أستانا في سوتشي.")["city"] == "sochi"


def test_the_state_talked_about_is_not_where_it_was() -> None:
    session = one("عقدت الجولة الرابعة من محادثات أستانا أمس حول الوضع في سوريا.")
    assert "country" not in session
    assert "city" not in session


def test_a_round_in_the_host_s_country_has_its_host() -> None:
    session = one("اختتمت أمس الجولة الـ12 من محادثات أستانا في العاصمة الكازاخستانية.")
    assert (session["city"], roles(session)) == ("astana", {"kazakhstan": "host"})


@pytest.mark.parametrize(
    ("text", "margins"),
    [
        ("اجتمع وزراء خارجية روسيا وتركيا وإيران في الدوحة على هامش منتدى الدوحة الـ22.", "منتدى الدوحة الـ22"),
        ("عقد لقاء في بيروت أمس على هامش الجولة الثالثة من محادثات أستانا.", "الجولة الثالثة من محادثات أستانا"),
    ],
)
def test_margins_are_the_words_themselves(text: str, margins: str) -> None:
    (claim,) = [c for c in claims(text, published=PUBLISHED) if c.cell == "margins_of"]
    assert claim.value == margins
    assert [text[a:b] for a, b in claim.spans] == [margins]


# --- who took part


@pytest.mark.parametrize(
    "words",
    ["بحضور الدول الضامنة روسيا وتركيا وإيران", "بمشاركة روسيا وتركيا وإيران", "بمشاركة وفود روسيا وتركيا وإيران"],
)
def test_guarantors_are_guarantors_without_the_word(words: str) -> None:
    assert roles(one(f"عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت {words}.")) == GUARANTORS


def test_observers() -> None:
    text = "عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت بمشاركة روسيا وتركيا وإيران، وحضر الأردن والعراق ولبنان بصفة مراقبين."
    assert roles(one(text)) == {**GUARANTORS, "jordan": "observer", "iraq": "observer", "lebanon": "observer"}


@pytest.mark.parametrize(
    "words",
    ["وترأس الوفد الروسي ألكسندر لافرينتيف", "وحضر الوفد الروسي برئاسة ألكسندر لافرينتيف", "وحضر الوفد الروسي الذي يرأسه لافرنتييف"],
)
def test_heads_of_delegations(words: str) -> None:
    (row,) = rows(one(f"عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت. {words}."))
    assert (row["actor"], row["role"], row["person"], row["person_role"]) == ("russia", "guarantor", "alexander-lavrentiev", "head")


def test_one_delegation_is_one_row() -> None:
    text = "عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت بمشاركة روسيا وتركيا وإيران. وترأس الوفد الروسي ألكسندر لافرينتيف."
    assert [(r["actor"], r["person"]) for r in rows(one(text))] == [("iran", None), ("russia", "alexander-lavrentiev"), ("turkiye", None)]


# --- calls and bilaterals


@pytest.mark.parametrize(
    "text",
    [
        "أجرى وزير الخارجية الأردني اتصالا هاتفيا مع وزير الخارجية المصري أمس.",
        "بحث وزير الخارجية الأردني هاتفيا مع وزير الخارجية المصري أمس فتح الطريق.",
    ],
)
def test_a_call_has_no_place_and_no_process(text: str) -> None:
    session = one(text)
    assert (session["kind"], session["status"], session["dates"]) == ("call", "held", "2031-04-11")
    assert not session.keys() & {"city", "country", "process"}
    assert [(r["actor"], r["level"]) for r in rows(session)] == [("egypt", "foreign minister"), ("jordan", "foreign minister")]


def test_a_minister_and_his_counterpart() -> None:
    session = one("التقى وزير الخارجية النرويجي أولاف الجبلي نظيره الدنماركي في بيروت أمس.")
    assert session["kind"] == "bilateral"
    assert [(r["actor"], r["person"]) for r in rows(session)] == [("denmark", None), ("norway", "أولاف الجبلي")]


def test_two_tellings_of_one_bilateral_are_one_session() -> None:
    text = (
        "التقى وزير الخارجية الأردني مع وزير الخارجية المصري في بيروت أمس.\nواجتمع وزير الخارجية الأردني مع وزير الخارجية المصري قبل عودته."
    )
    assert one(text)["city"] == "beirut"


def test_two_bilaterals_of_one_minister_stay_two() -> None:
    text = (
        "التقى وزير الخارجية الأردني مع وزير الخارجية المصري في بيروت أمس.\n"
        "واجتمع وزير الخارجية الأردني مع وزير الخارجية العراقي في بيروت أمس."
    )
    assert [[r["actor"] for r in rows(s)] for s in sessions(text)] == [["egypt", "jordan"], ["iraq", "jordan"]]


def test_nobody_meets_himself() -> None:
    assert sessions("التقى وزير الخارجية الأردني مع وزير الخارجية الأردني في بيروت أمس.") == []


def test_a_bilateral_in_the_report_of_a_round_is_on_its_margins() -> None:
    text = f"{ROUND}\nوالتقى الوفد الروسي مع الوفد التركي في الفندق."
    main, bilateral = sessions(text)
    assert (bilateral["kind"], bilateral["process"], bilateral["margins_of"]) == ("bilateral", "astana", main["id"])
    assert (bilateral["city"], bilateral["country"]) == ("beirut", "LB")
    inferred = {c.cell for c in claims(text, published=PUBLISHED) if c.subject == bilateral["id"] and c.basis == "inferred"}
    assert {"margins_of", "city", "country"} <= inferred


def test_a_call_in_the_report_of_a_round_is_of_no_process() -> None:
    text = f"{ROUND}\nوأجرى وزير الخارجية الأردني اتصالا هاتفيا مع وزير الخارجية المصري أمس."
    call = sessions(text)[-1]
    assert call["kind"] == "call"
    assert not call.keys() & {"process", "margins_of", "city"}


def test_the_nth_day_of_the_talks_is_counted_back_from_the_last_one_named() -> None:
    text = (
        f"{ROUND}\nوفي اليوم الأول من المحادثات التقى الوفد الروسي مع الوفد التركي.\n"
        "وفي اليوم الثاني من المحادثات التقى الوفد الروسي مع الوفد الإيراني."
    )
    main, first, second = sessions(text)
    assert (main["dates"], first["dates"], second["dates"]) == ("2031-04-11/2031-04-12", "2031-04-11", "2031-04-12")


def test_the_nth_day_of_talks_in_a_report_without_a_day_stays_open() -> None:
    text = "عقدت الجولة الثالثة من محادثات أستانا في بيروت.\nوفي اليوم الأول من المحادثات التقى الوفد الروسي مع الوفد التركي."
    assert [(s["kind"], s.get("dates")) for s in things(text, "session")] == [("round", None), ("bilateral", None)]


# --- spans


def test_spans_are_the_words_of_the_mention_of_the_place_and_of_the_day() -> None:
    text = "عقدت الجولة الرابعة من محادثات أستانا أمس في بيروت."
    words = {c.cell: [text[a:b] for a, b in c.spans] for c in claims(text, published=PUBLISHED) if c.kind == "session"}
    assert words["number"] == words["kind"] == ["الجولة الرابعة من محادثات أستانا"]
    assert (words["dates"], words["city"]) == (["أمس"], ["بيروت"])


# --- what is no session


@pytest.mark.parametrize(
    "text",
    [
        "شارك الخبير في منتدى الدوحة الـ22 أمس.",
        "اتفقت الوفود بعد 20 جولة سابقة من محادثات أستانا على موعد جديد.",
        "عقدت اللجنة الفنية للمياه جولتها الثالثة أمس في بيروت.",
        "انعقدت الجولة السابعة من اجتماعات هيئة المياه في أستانا أمس.",
        "فاز فريق أستانا في الجولة الثالثة من الدوري الكازاخستاني أمس.",
        "فاز نادي أستانا لكرة القدم على ضيفه في الجولة الـ12 من الدوري الكازاخستاني.",
        "انتهت الجولة الـ95 من المفاوضات في بيروت أمس.",
        "تبعد أستانا عن الحدود مئات الكيلومترات.",
        "بلغت الحرارة في أستانا، 21 درجة تحت الصفر أمس.",
        "استقبل وزير الخارجية الأردني في مكتبه طلاب المدرسة أمس.",
        "عقد المعلم العزم على السفر أمس.",
    ],
    ids=["forum", "count", "committee", "authority", "team", "club", "number", "city", "degrees", "students", "resolve"],
)
def test_what_is_no_session(text: str) -> None:
    assert sessions(text) == []


def test_talks_of_the_same_name_before_the_process_began_are_not_its_rounds() -> None:
    text = "عُقد لقاء آخر بين 2 و4 أكتوبر {} عُرف باسم «أستانا 2» في بيروت."
    assert sessions(text.format(2015)) == []
    assert one(text.format(2030))["number"] == 2


def test_those_between_whom_a_numbered_round_is_held_are_its_participants() -> None:
    session = one("وانفضت ببيروت محادثات مسار أستانا بجولتها الـ14 بين وفود تركيا وروسيا وإيران.")
    assert (session["process"], session["number"], roles(session)) == ("astana", 14, GUARANTORS)


@pytest.mark.parametrize("verb", ["وحث على", "ودعا البيان إلى", "وطالب بإجراء"])
def test_talks_that_are_wished_for_are_not_held(verb: str) -> None:
    assert [s for s in sessions(f"{verb} حوار بين روسيا وتركيا.") if s.get("status") == "held"] == []


def test_a_call_can_be_a_verb_with_its_adverb() -> None:
    text = "وبحسب الديوان فإن وزيري خارجية العراق والأردن تحدثا هاتفيا مساء."
    assert [s["kind"] for s in sessions(text)] == ["call"]


def test_the_article_is_joined_to_a_preposition_before_a_word_with_l() -> None:
    session = one("اختتمت أمس في جنيف الدورة الثالثة للجنة الدستورية السورية.")
    assert (session["process"], session["number"]) == ("syrian-constitutional-committee", 3)


# --- numbers, names and ways of telling


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("الجولة الـ”31″ من محادثات أستانا", 31),
        ("محادثات أستانا بنسختها الـ22", 22),
        ("أستانا XXII", 22),
        ("«أستانا ـ 7»", 7),
        ("رابع جولات محادثات أستانا", 4),
        ("الجولة الثالثة و العشرين من محادثات أستانا", 23),
    ],
)
def test_the_number_of_a_round_in_its_many_forms(words: str, number: int) -> None:
    assert one(f"انطلقت أمس {words} في بيروت.")["number"] == number


def test_a_round_with_two_numbers_keeps_both() -> None:
    text = "اختتمت أمس الجولة الثامنة من محادثات «أستانا-7» في بيروت."
    assert [c.value for c in claims(text, published=PUBLISHED) if c.cell == "number"] == [7, 8]


def test_several_rounds_have_no_number() -> None:
    assert [s for s in sessions("وفشلت الجولات العشرون السابقة من محادثات أستانا.") if "number" in s] == []


def test_a_headline_gives_the_number_that_the_text_leaves_out() -> None:
    body = "انطلقت أمس في العاصمة اللبنانية بيروت جولة من محادثات أستانا بمشاركة روسيا وتركيا وإيران كما أعلنت الوزارة."
    text = f"انطلاق «أستانا 31» في بيروت\n\n{body}"
    assert [(s["number"], s["city"]) for s in sessions(text)] == [(31, "beirut")]


@pytest.mark.parametrize(("day", "city"), [("8 نيسان 2018", "astana"), ("8 نيسان 2021", "nur-sultan"), ("8 نيسان 2023", "astana")])
def test_a_city_bears_the_name_of_its_time(day: str, city: str) -> None:
    assert one(f"عقدت الجولة الرابعة من محادثات أستانا في العاصمة الكازاخستانية يوم {day}.")["city"] == city


@pytest.mark.parametrize(
    "text",
    [
        "وقال وزير الخارجية الأردني سالم الجبلي عقب لقائه وزير الخارجية المصري أمس.",
        "وقال وزير الخارجية الأردني سالم الجبلي إنه التقى وزير الخارجية المصري أمس.",
        "وقال وزير الخارجية الأردني سالم الجبلي: «التقيت وزير الخارجية المصري أمس».",
    ],
)
def test_he_met_another(text: str) -> None:
    session = one(text)
    assert session["kind"] == "bilateral"
    assert [(r["actor"], r["person"]) for r in rows(session)] == [("egypt", None), ("jordan", "سالم الجبلي")]


def test_a_reception_and_the_talks_after_it_are_one_session() -> None:
    text = "استقبل وزير الخارجية الأردني وزير الخارجية المصري أمس.\nوأجرى وزير الخارجية الأردني مباحثات مع وزير الخارجية المصري."
    assert len(sessions(text)) == 1


def test_who_was_absent() -> None:
    session = one("عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت بغياب وفد المعارضة السورية.")
    assert roles(session) == {"syrian-opposition": "absent"}


def test_the_delegations_of_a_list_with_others_beside() -> None:
    text = "عقدت الجولة الثالثة من محادثات أستانا أمس في بيروت بمشاركة روسيا وتركيا وإيران، إلى جانب وفدي النظام السوري والمعارضة."
    assert roles(one(text)) == {**GUARANTORS, "syrian-government": "party", "syrian-opposition": "party"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("توشك الجولة الرابعة من محادثات أستانا على الانطلاق في بيروت.", "planned"),
        ("يستعد المشاركون لبدء الجولة الرابعة من محادثات أستانا في بيروت.", "planned"),
        ("سيشارك الوفد في الجولة الرابعة من محادثات أستانا في بيروت.", "planned"),
        ("يتوجه الوفد إلى بيروت للمشاركة في الجولة الرابعة من محادثات أستانا.", "planned"),
        ("وأكد المشاركون في الجولة الرابعة من محادثات أستانا في بيروت أن الطريق طويل.", "held"),
        ("رفضت المعارضة المشاركة في الجولة الرابعة من محادثات أستانا في بيروت.", None),
        ("لن تعقد الجولة الرابعة من محادثات أستانا في بيروت.", None),
        ("انطلقت في بيروت الجولة الرابعة من محادثات أستانا. واختتمت الجولة ببيان مشترك.", "held"),
        ("انتهى اليوم الأول من الجولة الرابعة من محادثات أستانا في بيروت.", "under_way"),
        ("وذكر الناطق أن الجولة المقبلة من محادثات أستانا أُجلت إلى أيار المقبل.", "postponed"),
        ("تتواصل في بيروت أعمال الجولة الرابعة من محادثات أستانا.", "under_way"),
        ("البيان الختامي للجولة الرابعة من محادثات أستانا في بيروت.", "held"),
        ("تستضيف بيروت الجولة الرابعة من محادثات أستانا غدا.", "planned"),
        ("تستضيف بيروت الجولة الرابعة من محادثات أستانا.", None),
        ("انطلقت في بيروت أعمال الجولة الرابعة من محادثات أستانا.", "under_way"),
        ("تنطلق اليوم في بيروت أعمال الجولة الرابعة من محادثات أستانا.", "under_way"),
        ("بدء الجولة الرابعة من محادثات أستانا في بيروت.", "under_way"),
        ("بدأت أمس في بيروت أعمال الجولة الرابعة من محادثات أستانا.", "held"),
        ("بدأت في بيروت يوم 9 نيسان 2031 أعمال الجولة الرابعة من محادثات أستانا.", "held"),
        ("تنطلق غدا في بيروت أعمال الجولة الرابعة من محادثات أستانا.", "planned"),
        ("انطلقت في بيروت الجولة الرابعة من محادثات أستانا. واختتمت أعمال الجولة الرابعة من محادثات أستانا مساء.", "held"),
        ("انطلقت في بيروت الجولة الرابعة من محادثات أستانا. وانتهى اليوم الأول من الجولة الرابعة من محادثات أستانا.", "under_way"),
    ],
)
def test_status_by_the_tense_and_the_day(text: str, status: str | None) -> None:
    assert one(text).get("status") == status


@pytest.mark.parametrize(
    "text",
    [
        "وفاز المرشح في الجولة الثانية من الانتخابات أمس، بعد محادثات أستانا.",
        "واختتمت النسخة العشرون من المعرض أمس، بعد محادثات أستانا.",
        "وبدأت اجتماعات أستانا في بيروت مطلع عام 2030.",
        "وعُقد مؤتمر الحوار الوطني في بيروت يوم 26 نيسان 1954.",
        "وشددوا على حل الأزمة من خلال محادثات بين المعارضة وحكومة النظام.",
    ],
    ids=["elections", "edition", "beginning", "history", "wish"],
)
def test_what_is_not_told_as_a_session(text: str) -> None:
    assert sessions(text) == []


def test_a_day_before_the_session_is_nearer_than_one_in_a_relative_clause_after_it() -> None:
    text = "انطلقت في بيروت، يوم 9 نيسان 2031، الجولة الثامنة من محادثات أستانا، بغياب وفد المعارضة، الذي يصل يوم 11 نيسان 2031."
    session = one(text)
    assert (session["status"], session["dates"]) == ("held", "2031-04-09")


def test_a_month_and_then_its_days_are_one_plan() -> None:
    text = "تعقد الجولة المقبلة من محادثات أستانا في بيروت في أيار 2031.\nوستعقد الجولة المقبلة من محادثات أستانا في بيروت يوم 8 أيار 2031."
    assert one(text)["dates"] == "2031-05-08"


def test_a_weekday_of_what_is_to_come_is_the_next_one() -> None:
    assert one("تنطلق الثلاثاء في بيروت الجولة الرابعة من محادثات أستانا.")["dates"] == "2031-04-15"


def test_who_stays_away_is_absent() -> None:
    text = f"{ROUND}\nوقال الناطق إن الولايات المتحدة امتنعت عن المشاركة في الجولة."
    assert ("united-states", "absent") in {(r["actor"], r["role"]) for r in rows(sessions(text)[0])}


def test_two_persons_of_one_delegation_are_two_rows() -> None:
    text = "التقى وزير الخارجية الأردني سالم الجبلي مع ألكسندر لافرينتيف وسيرغي فيرشينين في بيروت أمس."
    assert {r["person"] for r in rows(one(text))} == {"سالم الجبلي", "alexander-lavrentiev", "sergey-vershinin"}


def test_talks_of_two_parties_to_a_conflict_are_no_bilateral_meeting() -> None:
    (session,) = sessions("انطلقت المحادثات بين الحكومة السورية والمعارضة السورية في جنيف يوم 8 أيار 2031.")
    assert session["kind"] != "bilateral"


def test_a_numbered_round_in_its_home_city_is_of_the_process_when_the_report_is_about_its_country() -> None:
    (session,) = sessions("احتضنت أستانا يوم 8 أيار 2031 الجولة الثلاثين للمباحثات حول الأزمة في سوريا.")
    assert (session["process"], session["number"]) == ("astana", 30)
    (other,) = sessions("احتضنت أستانا يوم 8 أيار 2031 الجولة الثلاثين للمباحثات حول الأزمة في اليمن.")
    assert "process" not in other


@pytest.mark.parametrize(
    "text",
    [
        "اتصل وزير الخارجية الأردني بوزير الخارجية المصري أمس.",
        "تلقى وزير الخارجية الأردني اتصالا هاتفيا من وزير الخارجية المصري أمس.",
        "وقالت الوزارة إنه جرى أمس اتصال هاتفي بين وزير الخارجية الأردني ووزير الخارجية المصري.",
    ],
)
def test_calls_are_told_in_many_ways(text: str) -> None:
    session = one(text)
    assert (session["kind"], session["status"], session["dates"]) == ("call", "held", "2031-04-11")
    assert [r["actor"] for r in rows(session)] == ["egypt", "jordan"]


def test_a_month_of_what_is_planned_is_the_next_one() -> None:
    (session,) = sessions("ستعقد الجولة المقبلة من محادثات أستانا في حزيران.", published="2031-08-02")
    assert (session["status"], session["dates"]) == ("planned", "2032-06")
    (before,) = sessions("عُقدت الجولة السابقة من محادثات أستانا في حزيران.", published="2031-08-02")
    assert before["dates"] == "2031-06"


def test_a_day_in_its_name_is_stronger_than_a_plan_told_beside_it() -> None:
    text = (
        "اختُتمت الجولة الثلاثون من محادثات أستانا. وسجّل البيان كذلك أن القمة المقبلة للرؤساء مقررة في روسيا، "
        "تنفيذاً لما ورد في بيان قمة 19 تموز 2030، ودعا إلى عقد الدورة التاسعة لهيئة صياغة الدستور."
    )
    found = sessions(text, published="2031-08-02")
    assert [s["status"] for s in found if s.get("dates") == "2030-07-19"] == ["held"]


def test_a_clause_after_while_takes_no_day_from_the_one_before() -> None:
    text = "ستُعقد الجولة الثلاثون من محادثات أستانا يومي 21 و22 آب 2031، في حين بقي اجتماع وزراء الدول الضامنة من دون تأكيد."
    assert [s["number"] for s in sessions(text) if "dates" in s] == [30]


def test_the_meeting_with_nothing_but_its_process_is_the_one_just_told() -> None:
    text = "التقى وزراء خارجية روسيا وتركيا وإيران اليوم في الدوحة.\nاللقاء، وهو بصيغة أستانا، جرى على هامش منتدى الدوحة."
    (session,) = sessions(text)
    assert (session["kind"], session["process"]) == ("ministerial", "astana")


def test_a_term_of_a_body_is_no_round_of_the_process() -> None:
    text = "اختُتمت الجولة الثلاثون من محادثات أستانا. ودعا البيان إلى عقد الدورة التاسعة لهيئتها المكلفة بالصياغة."
    assert [s["number"] for s in sessions(text)] == [30]


def test_the_day_to_which_a_session_goes_on_is_not_its_day() -> None:
    (session,) = sessions("هذا اليوم الأول من الجولة الثلاثين من محادثات أستانا، التي تتواصل غداً بجلسة عامة.")
    assert session["number"] == 30
    assert "dates" not in session


def test_a_session_that_was_held_is_held_whatever_is_proposed_of_it() -> None:
    text = "اقترح الوزير أن تكون الجولة الثلاثون من محادثات أستانا، التي عُقدت في حزيران 2030 في أستانا، الأخيرة."
    (session,) = sessions(text)
    assert session["status"] == "held"


@pytest.mark.parametrize(
    "text",
    [
        "ستُعقد الجولة الثلاثون من محادثات أستانا يومي 21 و22 آب 2031، في حين بقي اجتماع وزراء الدول الضامنة من دون تأكيد.",
        "ستُعقد الجولة الثلاثون من محادثات أستانا يومي 21 و22 آب 2031، وقد يقترن بها لقاء لوزراء خارجية روسيا وتركيا وإيران.",
        "ستُعقد الجولة الثلاثون من محادثات أستانا يوم 21 آب 2031. وقال إن مشاركة النرويج في هذا الاجتماع غير متوقعة.",
    ],
)
def test_who_may_meet_beside_a_round_or_is_not_expected_takes_no_part_in_it(text: str) -> None:
    (told,) = (s for s in sessions(text) if s.get("number") == 30)
    assert not told.get("participant")


# --- what else the clause, the list and the process say


def test_who_heads_a_delegation_stands_in_the_row_of_its_party() -> None:
    text = (
        "انطلقت الجولة السادسة من محادثات جنيف حول سوريا في جنيف أمس. "
        "ويرأس مندوب سوريا الدائم لدى الأمم المتحدة، بشار الجعفري، الوفد الحكومي."
    )
    (row,) = [r for r in rows(one(text)) if r["person"]]
    assert (row["actor"], row["role"], row["person"], row["person_role"]) == ("syrian-government", "party", "bashar-jaafari", "head")


def test_a_process_names_the_delegations_of_its_parties() -> None:
    text = "انعقدت الجولة الثالثة من محادثات أستانا أمس بمشاركة وفد عن الفصائل المعارضة ووفد سوريا."
    assert roles(one(text)) == {"syrian-opposition": "party", "syrian-government": "party"}


def test_talks_between_the_parties_in_the_home_city_are_of_the_process() -> None:
    text = "بدأت محادثات السلام حول سوريا بين الحكومة السورية والمعارضة السورية أمس في أستانا."
    assert (one(text)["process"], one(text)["kind"]) == ("astana", "round")


def test_three_presidents_who_are_to_meet_hold_a_summit() -> None:
    session = one("أعلنت الرئاسة أن رؤساء مصر والأردن والعراق سيلتقون في السابع من أيار 2031 في بغداد.")
    assert (session["kind"], session["status"], session["dates"]) == ("summit", "planned", "2031-05-07")


def test_a_round_on_its_way_keeps_the_city_named_before_its_capital() -> None:
    text = "وصلت الوفود إلى مدينة نور سلطان عاصمة كازاخستان، حيث تنطلق اليوم الجولة الـ13 من محادثات أستانا."
    session = one(text, "2021-12-21")
    assert (session["city"], session["status"]) == ("nur-sultan", "under_way")


def test_where_it_is_not_held_is_no_place_of_a_session() -> None:
    text = "تعقد مصر والأردن والعراق قمتها المقبلة في 7 أيار 2031. وقالت القناة إن القمة ستعقد في البصرة وليس في بغداد."
    assert all(s.get("city") != "baghdad" for s in sessions(text))


def test_an_earlier_round_told_beside_does_not_take_the_participants() -> None:
    text = (
        "انطلقت الجولة الخامسة من محادثات جنيف حول سوريا في جنيف أمس. وقالت الوفود التي شاركت في محادثات جنيف 4 إنها حاضرة. "
        "وقالت المعارضة إن هادي البحرة سيترأس وفد المعارضة السورية."
    )
    (fifth,) = [s for s in sessions(text) if s["number"] == 5]
    assert [r["person"] for r in rows(fifth)] == ["hadi-al-bahra"]


def test_what_ended_with_a_paper_was_held() -> None:
    session = one("أكد البيان الختامي للقمة الثلاثية التي تجمع روسيا وتركيا وإيران في طهران على حق العودة.")
    assert (session["kind"], session["city"], session["status"]) == ("summit", "tehran", "held")


def test_a_term_of_a_conference_is_no_round_of_the_process_of_its_city() -> None:
    text = 'عقد الوزراء اجتماعا في الدورة الرابعة للمؤتمر، في "أستانا" عاصمة كازاخستان، صباح اليوم بحضور وزير الخارجية الأردني.'
    assert not [s for s in sessions(text) if s.get("number") or s.get("process")]


def test_the_last_round_has_its_own_month_and_city() -> None:
    text = (
        'تبدأ اليوم في بيروت جولة جديدة من المفاوضات بصيغة "محادثات أستانا". '
        'وفي منتصف شباط الماضي عقدت آخر جولة من المفاوضات بصيغة "محادثات أستانا"، في مدينة سوتشي.'
    )
    assert {s["city"] for s in sessions(text)} == {"beirut", "sochi"}


def test_a_new_round_beside_the_number_of_the_next_is_that_round() -> None:
    text = (
        "تقرر عقد جولة جديدة من محادثات أستانا يومي 24 و25 أيار 2031. وكانت الجولة 20 من محادثات أستانا انعقدت في آذار 2031. "
        "وستعلن الوزارة معلومات حول المشاركين في الجولة 21."
    )
    assert [(s["number"], s["dates"]) for s in sessions(text) if s["status"] == "planned"] == [(21, "2031-05-24/2031-05-25")]


def test_who_takes_part_stands_with_the_session_before_the_words() -> None:
    text = (
        "انعقدت الجولة السابعة من محادثات أستانا أمس بمشاركة روسيا والأردن "
        "واتفقت الأطراف على عقد الجولة الثامنة من محادثات أستانا في حزيران 2031."
    )
    assert {s["number"]: set(roles(s)) for s in sessions(text)} == {7: {"russia", "jordan"}, 8: set()}


def test_who_speaks_as_head_of_a_delegation_takes_part() -> None:
    text = "انعقدت الجولة السابعة من محادثات أستانا أمس. وقال رئيس الوفد الروسي ألكسندر لافرينتيف إن الجولة كانت مفيدة."
    assert [(r["actor"], r["role"], r["person"], r["person_role"]) for r in rows(one(text))] == [
        ("russia", "guarantor", "alexander-lavrentiev", "head")
    ]


def test_a_summit_told_by_its_states_and_by_its_presidents_is_one() -> None:
    text = (
        "انطلقت القمة الثلاثية التي تجمع زعماء تركيا وروسيا وإيران. "
        "ويعقد الرئيس التركي رجب طيب أردوغان ونظيريه الروسي فلاديمير بوتين والإيراني حسن روحاني، القمة عبر الشاشة."
    )
    assert {r["person"] for r in rows(one(text))} == {"recep-tayyip-erdogan", "vladimir-putin", "hassan-rouhani"}


def test_days_without_a_year_are_those_of_the_number_told_with_one() -> None:
    text = (
        "أعلنت الوزارة أن الاجتماع حول سوريا بصيغة أستانا سيعقد يومي 14 و15 أيار في بيروت. "
        "وأكدت الدول عقد الجولة التاسعة من محادثات أستانا في 14-15 أيار 2031."
    )
    assert [(s["number"], s["dates"]) for s in things(text, "session")] == [(9, "2031-05-14/2031-05-15")]


def test_peaceful_talks_are_not_held_in_a_town_of_that_name() -> None:
    text = "تمهيدا لبدء محادثات سلمية حول الأزمة في اليمن برعاية الأمم المتحدة، غادر الوفد المدينة أمس."
    assert not [s for s in sessions(text) if s.get("city")]


def test_auspices_of_three_nationalities_are_of_three_states() -> None:
    text = "انطلق في العاصمة الكازاخستانية أستانة أمس اللقاء الدولي حول التسوية في سوريا برعاية روسية تركية إيرانية."
    assert one(text)["process"] == "astana"
    assert {"russia", "turkiye", "iran"} <= set(roles(one(text)))


def test_a_round_begun_with_a_meeting_has_a_bilateral_on_its_margins() -> None:
    text = "انطلقت الجولة التاسعة من محادثات أستانا أمس في بيروت. وبدأت الجولة باجتماع ثنائي بين وفدي روسيا والحكومة السورية."
    (meeting,) = [s for s in sessions(text) if s["kind"] == "bilateral"]
    assert (meeting["status"], set(roles(meeting))) == ("held", {"russia", "syrian-government"})


def test_ministers_told_by_their_meeting_and_by_one_of_them_met_once() -> None:
    text = (
        "انطلقت في العاصمة الأردنية أمس أعمال اجتماع وزراء الخارجية. "
        'وقال وزير الخارجية التركي هاكان فيدان عقب لقائه مع نظيريه الروسي والإيراني في عمان: "كان اللقاء مفيدا".'
    )
    assert (one(text)["kind"], one(text)["city"], set(roles(one(text)))) == ("ministerial", "amman", {"turkiye", "russia", "iran"})


def test_talks_that_have_gone_on_for_years_are_no_session() -> None:
    assert sessions("وتجري مصر والأردن والعراق محادثات منذ عدة سنوات بشأن المياه.") == []


def test_leaders_who_will_hold_a_summit_are_those_of_the_summit() -> None:
    session = one("أعلن المتحدث أن زعماء مصر والأردن والعراق سيعقدون قمة في بغداد.")
    assert (session["kind"], session["status"], session["city"], len(rows(session))) == ("summit", "planned", "baghdad", 3)


def test_a_round_at_the_end_of_whose_meeting_the_next_is_announced_is_not_the_next() -> None:
    text = (
        "قررت روسيا وتركيا وإيران أن يُعقد الاجتماع الدولي المقبل حول سوريا في مدينة أستانا في النصف الثاني من العام الجاري.\n"
        "جاء ذلك في بيان تلي في ختام الجلسة العامة للجولة الثالثة من محادثات أستانا. وكانت الجولة الثانية قد بحثت الملف ذاته."
    )
    found = {(s.get("number"), s.get("status")) for s in sessions(text)}
    assert {(None, "planned"), (3, "held")} <= found
    assert (3, "planned") not in found


def test_a_round_that_ministers_agree_to_prepare_is_planned() -> None:
    text = "أعلنت الخارجية أن الوزراء متفقون على إعداد الاجتماع الدولي الثالث حول سوريا ضمن مسار أستانا في تاريخ يلائم الجميع."
    assert [s["status"] for s in sessions(text) if s.get("number") == 3] == ["planned"]


@pytest.mark.parametrize("verb", ["ستناقش", "تبحث", "وناقشت"])
def test_where_what_is_discussed_lies_is_no_place_of_the_round(verb: str) -> None:
    session = one(f"الجولة التاسعة من محادثات أستانا التي عقدت أمس {verb} مصير الميناء الجديد في بيروت.")
    assert "city" not in session


def test_where_a_round_was_held_before_what_it_discussed_is_its_place() -> None:
    assert one("عقدت أمس الجولة التاسعة من محادثات أستانا في بيروت وناقشت مصير الميناء في عمان.")["city"] == "beirut"


def test_presidents_who_meet_today_are_not_at_the_margins_of_a_round_of_long_ago() -> None:
    text = "عقدت الجولة التاسعة من محادثات أستانا في بيروت في 3 كانون الثاني 2031."
    made = sessions(f"{text} ويلتقي اليوم الرئيس التركي رجب طيب أردوغان الرئيس الروسي فلاديمير بوتين.")
    (meeting,) = [s for s in made if s["kind"] == "bilateral"]
    assert not {"margins_of", "city"} & meeting.keys()


def test_a_session_put_off_has_the_day_to_which_it_is_put_off() -> None:
    session = one("وقال الوزير إن الجولة المقبلة من محادثات أستانا أُجلت من أواخر آب إلى منتصف أيلول المقبل.")
    assert (session["status"], session["dates"]) == ("postponed", "2031-09")


def test_the_round_that_will_be_on_some_days_is_the_one_to_come() -> None:
    session = one("أعلنت الوزارة موعد الجولة الرابعة من محادثات أستانا. وذكرت الوزارة أنه ستكون الجولة يومي 10 و11 من أيار المقبل.")
    assert (session["number"], session["status"], session["dates"]) == (4, "planned", "2031-05-10/2031-05-11")


def test_a_round_before_which_others_met_in_a_city_has_no_city_of_theirs() -> None:
    text = "عقدت روسيا وتركيا اجتماعا في بيروت أمس قبيل الجولة الرابعة من محادثات أستانا المقررة في أيار المقبل."
    assert [s.get("city") for s in sessions(text) if s.get("number") == 4] == [None]


@pytest.mark.parametrize("foreseen", ["ومن المنتظر أن يعقد", "ومن المقرر أن يعقد", "ومن المتوقع أن يعقد"])
def test_talks_that_are_foreseen_at_the_head_of_a_sentence_are_planned(foreseen: str) -> None:
    assert one(f"{foreseen} سيرغي لافروف اجتماعا مع هاكان فيدان.")["status"] == "planned"


def test_the_two_are_those_who_met_before() -> None:
    text = "استقبل الوزير سيرغي لافروف أمس في موسكو الوزير هاكان فيدان. وكانت بيروت قد شهدت في أيار الماضي محادثات بين الجانبين."
    met = {session.get("city"): {row["actor"] for row in session["participant"]} for session in sessions(text)}
    assert met == {"moscow": {"russia", "turkiye"}, "beirut": {"russia", "turkiye"}}


def test_who_meets_whom_when_the_subject_stands_before_the_verb() -> None:
    (session,) = sessions("وأضاف أن سيرغي لافروف سيلتقي هاكان فيدان وزير الخارجية.")
    assert {row["person"] for row in session["participant"]} == {"sergey-lavrov", "hakan-fidan"}


def test_a_meeting_that_is_expected_is_planned() -> None:
    (session,) = sessions("ورجح الحاضرون أن يلتقي هاكان فيدان سيرغي لافروف.")
    assert session["status"] == "planned"


def test_a_tour_is_no_round() -> None:
    assert not sessions("اختتم هاكان فيدان مساء الأحد جولته الثالثة في الجزر بزيارة طرابلس.")


def test_a_number_before_those_who_are_counted_is_no_number_of_the_session() -> None:
    found = sessions("بدأت أمس في بيروت الجولة الثلاثون من محادثات أستانا. وشارك في الاجتماع 11 وفدا.")
    assert [session.get("number") for session in found] == [30]


def test_the_round_of_a_meeting_is_given_its_day() -> None:
    (session,) = sessions("افتتحت اليوم أعمال اللقاء الدولي بصيغة أستانا في جولته الثلاثين.")
    assert (session["number"], session["status"], session["dates"]) == (30, "under_way", PUBLISHED)


def test_what_a_truce_is_for_is_not_where_the_talks_are() -> None:
    (session,) = sessions("تشهد مسقط اليوم انطلاق جولة محادثات من أجل وقف إطلاق النار في حلب.")
    assert session.get("city") == "muscat"


def test_what_is_welcomed_has_begun() -> None:
    (session,) = sessions("رحبت أنقرة بانطلاق المحادثات في بيروت بين الحكومة اليمنية والحوثيين.")
    assert (session["status"], session["city"]) == ("under_way", "beirut")


@pytest.mark.parametrize(
    "text",
    [
        "زار هاكان فيدان بيروت أمس. واستقبله هناك سيرغي لافروف.",
        "زار هاكان فيدان بيروت أمس، واجتمع هناك بسيرغي لافروف.",
        "وكشف هاكان فيدان عن لقاء سيجمعه بسيرغي لافروف.",
        "وسيحضر هاكان فيدان، رئيس الوفد، بعد لقائه سيرغي لافروف أمس.",
    ],
)
def test_one_who_is_talked_of_meets_another(text: str) -> None:
    (session,) = sessions(text)
    assert {row["person"] for row in session["participant"]} == {"hakan-fidan", "sergey-lavrov"}


def test_talks_whose_start_is_announced_are_under_way() -> None:
    text = "أعلنت الأمم المتحدة مساء انطلاق مفاوضات الهدنة بين الحكومة اليمنية والحوثيين في جنوب أفريقيا."
    (session,) = sessions(text)
    assert (session["status"], session["country"]) == ("under_way", "ZA")


def test_an_entry_of_a_chronology_begins_with_its_day() -> None:
    (session,) = sessions("3 آذار 2031، قمة بيروت، ذكّرت بحرية المرور.")
    assert (session["kind"], session["dates"], session["city"]) == ("summit", "2031-03-03", "beirut")


def test_the_same_ministers_in_the_same_city_met_once() -> None:
    text = (
        "رأى وزراء النقل في الأردن والعراق وتركيا في ختام اجتماعهم ببيروت أن الطريق طويل. "
        "وكان وزراء النقل في الأردن والعراق وتركيا اجتمعوا في بيروت أمس."
    )
    assert [session.get("city") for session in sessions(text)] == ["beirut"]


def test_those_whom_he_met_did_not_meet_each_other() -> None:
    found = sessions("وأضافت أن الوزير التقى أيضا كلا من سيرغي لافروف وهاكان فيدان.")
    assert all({row["person"] for row in session["participant"]} != {"sergey-lavrov", "hakan-fidan"} for session in found)


def test_since_when_talks_have_stopped_is_not_their_day() -> None:
    text = "من المنتظر أن تستأنف اليوم في مسقط المحادثات المتوقفة منذ أيار الماضي بين مصر وتركيا والعراق."
    (session,) = sessions(text)
    assert session["dates"] == PUBLISHED


def test_who_is_to_meet_whom_is_told_though_the_plan_begins_before_the_verb() -> None:
    (session,) = sessions("ومن المقرر أن يجتمع سيرغي لافروف خلال إقامته في طرابلس مع هاكان فيدان.")
    assert {row["person"] for row in session["participant"]} == {"sergey-lavrov", "hakan-fidan"}
