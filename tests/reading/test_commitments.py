"""What is promised for later: by whom, what, for when, where; and what binds nobody."""

from __future__ import annotations

import pytest

from tests.reading.made import claims, things

GUARANTORS = ["iran", "russia", "turkiye"]
ROUND = "انعقدت الجولة الثالثة من محادثات أستانا في 11 نيسان 2031 بحضور الدول الضامنة روسيا وتركيا وإيران.\n"


def promises(text: str) -> list[dict[str, object]]:
    return things(text, "commitment", published="2031-04-12")


def test_states_that_agree_on_a_session_owe_it_on_its_day():
    (made,) = promises("اتفقت روسيا وتركيا على عقد الجولة الرابعة من محادثات أستانا في بيروت في أيلول 2031.")
    assert (made["by"], made["due"], made["place"]) == (["russia", "turkiye"], "2031-09", "beirut")


def test_what_the_words_are_is_a_span_of_the_text():
    text = "قررت تركيا استضافة مؤتمر حول سوريا في مطلع حزيران 2031، بحسب الوزارة."
    (claim,) = [c for c in claims(text, published="2031-04-12") if c.kind == "commitment" and c.cell == "what"]
    start, end = claim.spans[0]
    assert text[start:end] == claim.value == "استضافة مؤتمر حول سوريا في مطلع حزيران 2031"


@pytest.mark.parametrize(
    ("promise", "deed", "modality"),
    [
        ("تعهدت روسيا بسحب أربعين جنديا من المعبر.", "وقال المسؤول إن روسيا نفذت تعهدها بسحب أربعين جنديا من المعبر.", "held"),
        ("تعهدت روسيا بسحب أربعين جنديا من المعبر.", "ولم تنفذ روسيا تعهدها بسحب أربعين جنديا من المعبر.", "denied"),
        ("Russia pledged to withdraw forty men from Aleppo.", "Russia kept its promise to withdraw forty men from Aleppo.", "held"),
        (
            "Russia pledged to withdraw forty men from Aleppo.",
            "Russia failed to keep its pledge to withdraw forty men from Aleppo.",
            "denied",
        ),
    ],
)
def test_a_promise_that_was_kept_or_broken_is_told_with_its_words_and_is_no_new_promise(promise, deed, modality):
    made, told = ([c for c in claims(text, published="2031-04-12") if c.kind == "commitment"] for text in (promise, f"{promise} {deed}"))
    assert {(c.cell, c.value, c.modality) for c in told} == {(c.cell, c.value, m) for c in made for m in ("asserted", modality)}


def test_part_of_a_month_is_kept():
    (made,) = promises("قررت تركيا استضافة مؤتمر حول سوريا في مطلع حزيران 2031.")
    assert (made["due"], made["part"]) == ("2031-06", "start")


def test_parties_of_a_round_that_agree_are_its_guarantors():
    (made,) = promises(ROUND + "واتفقت الأطراف المشاركة على مواصلة العمل في الشمال.")
    assert made["by"] == GUARANTORS


def test_a_promise_without_a_subject_is_of_all_who_met():
    (made,) = promises(ROUND + "وقال وزير الخارجية الروسي إنه جرى الاتفاق على عقد قمة في طهران.")
    assert (made["by"], made["place"]) == (GUARANTORS, "tehran")


def test_the_actor_named_after_a_decision_is_bound():
    (made,) = promises(ROUND + "وتقرر أن تستضيف إيران الجولة التالية في أيلول 2031.")
    assert (made["by"], made["due"]) == (["iran"], "2031-09")


def test_an_official_of_the_host_binds_the_host():
    (made,) = promises("وقال وزير خارجية كازاخستان إن الجولة الرابعة من محادثات أستانا ستعقد في أيلول 2031.")
    assert made["by"] == ["kazakhstan"]


def test_a_session_promised_twice_is_one_commitment_of_both():
    text = (
        "وقال وزير الخارجية الروسي إنه من المقرر عقد الجولة الرابعة من محادثات أستانا في أيلول 2031.\n"
        "وقال وزير خارجية كازاخستان إنه سيتم تنظيم الجولة الرابعة من محادثات أستانا في أيلول 2031."
    )
    (made,) = promises(text)
    assert made["by"] == ["kazakhstan", "russia"]
    (what,) = [c for c in claims(text, published="2031-04-12") if c.cell == "what"]
    assert len(what.spans) == 2


def test_sessions_on_different_days_are_different_promises():
    text = "قررت روسيا تنظيم قمة أستانا حول سوريا في أيلول 2031.\nوقررت تركيا تنظيم قمة أستانا حول سوريا في كانون الأول 2031."
    assert [p["due"] for p in promises(text)] == ["2031-09", "2031-12"]


def test_a_meeting_foretold_by_one_who_takes_part_binds_all_of_them():
    text = "وقال وزير الخارجية التركي إن وزراء خارجية تركيا وإيران وروسيا من المرجح أن يجتمعوا في أنقرة يومي 7 و8 من أيار 2031."
    (made,) = promises(text)
    assert (made["by"], made["due"]) == (GUARANTORS, "2031-05-07/2031-05-08")


def test_a_minister_who_promises_binds_the_state_an_envoy_himself():
    assert promises("وقال وزير الخارجية الروسي إن بلاده ستقدم خطة جديدة.")[0]["by"] == ["russia"]
    assert promises("وقال بيدرسون: «آمل أن أتمكن من إعلان الموعد قريبا».")[0]["by"] == ["geir-pedersen"]


def test_a_pledge_has_its_condition():
    (made,) = promises("تعهدت تركيا بالمساعدة في ترميم الجسور في حال توقف القصف.")
    assert (made["by"], made["condition"]) == (["turkiye"], "في حال توقف القصف")


def test_a_due_day_without_a_known_year_stays_open_with_its_words():
    text = "قررت تركيا استضافة مؤتمر حول سوريا في منتصف الشهر المقبل."
    (due,) = [c for c in claims(text) if c.kind == "commitment" and c.cell == "due"]
    assert due.value is None
    assert due.when == {"rel": 1, "unit": "month", "part": "middle"}


def test_the_promise_points_to_the_planned_session():
    text = "اتفقت روسيا وتركيا وإيران على عقد الجولة الرابعة من محادثات أستانا في العاصمة الكازاخستانية في أيلول 2031."
    (session,) = things(text, "session", published="2031-04-12")
    (made,) = promises(text)
    assert made["session"] == session["id"]


@pytest.mark.parametrize(
    "text",
    [
        "دعا وزير الخارجية الروسي تركيا إلى عقد قمة جديدة في بيروت قبل الصيف.",
        "ومن المقرر عقد الجولة الرابعة من محادثات أستانا في أيلول 2031.",
        "وقالت صحيفة الوطن إن الجولة الرابعة من محادثات أستانا ستعقد في أيلول 2031.",
        "وقال وزير الخارجية الفرنسي إن الجولة الرابعة من محادثات أستانا ستعقد في أيلول 2031.",
        "ولم تتفق روسيا وتركيا على عقد قمة جديدة.",
        "وقال الجبلي إن إيران ستواصل دعم حلفائها.",
        "اتفق وزيرا خارجية روسيا وتركيا على ضرورة عقد قمة جديدة.",
    ],
    ids=["request", "nobody", "outlet", "no say in it", "denied", "of another", "a position"],
)
def test_what_binds_nobody(text):
    assert promises(text) == []


def test_a_promise_told_by_its_session_is_one() -> None:
    text = "وقال وزير خارجية كازاخستان إن دورة المحادثات المقبلة في بيروت ستعقد في أواخر أيار المقبل."
    assert len(things(text, "commitment", published="2031-04-12")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "وقال وزير خارجية كازاخستان إنه من المتوقع عقد الجولة الرابعة من محادثات أستانا في أيلول 2031.",
        "وقال الجبلي إن الهدوء يعود إذا اتفقت روسيا وتركيا على سحب السلاح.",
        "وتأمل الأمم المتحدة أن توافق روسيا على عقد الجولة الرابعة من محادثات أستانا.",
        "وقال وزير الخارجية الروسي إن المشاركين في أستانا سيفتحون الطريق.",
    ],
)
def test_what_is_expected_hoped_for_or_said_of_others_binds_nobody(text: str) -> None:
    assert promises(text) == []


def test_the_two_sides_are_the_two_named_together_last():
    text = "اتفقت إيران وتركيا على هدنة.\nوقال وزير الخارجية الإيراني إن البلدين سيفتحان المعبر في أيلول 2031."
    made = promises(text)[-1]
    assert (made["by"], made["due"]) == (["iran", "turkiye"], "2031-09")


def test_they_agreed_are_the_speaker_and_the_one_named_with_him():
    text = "اجتمع رئيسا روسيا وتركيا أمس.\nوقال الرئيس الروسي إنهما اتفقا على سحب السلاح الثقيل بحلول 10 أيلول 2031."
    (made,) = promises(text)
    assert (made["by"], made["due"]) == (["russia", "turkiye"], "2031-09-10")


def test_one_who_agreed_with_another_binds_both():
    (made,) = promises("أعلن الرئيس الروسي، أمس، الاتفاق مع تركيا على إقامة مركز للمراقبة.")
    assert made["by"] == ["russia", "turkiye"]


def test_a_promise_told_twice_in_other_words_is_one():
    text = (
        "وقال الرئيس الروسي: «اتفقنا مع تركيا على إقامة منطقة منزوعة السلاح».\n"
        "وأضاف الرئيس الروسي: «قررنا إنشاء منطقة منزوعة السلاح في الوادي»."
    )
    assert len(promises(text)) == 1


def test_a_condition_may_open_the_sentence():
    (made,) = promises("وقال الرئيس الروسي: «إذا توقف القصف، سنفتح المعبر في أيلول 2031».")
    assert made["condition"] == "إذا توقف القصف"


def test_those_who_will_hold_a_session_are_all_bound():
    (made,) = promises("وقال وزير الخارجية الروسي إن روسيا وتركيا وإيران ستعقد قمة في طهران في أيلول 2031.")
    assert (made["by"], made["due"]) == (GUARANTORS, "2031-09")


def test_an_agreement_binds_those_who_will_act_under_it():
    (made,) = promises("وبموجب الاتفاق بين البلدين ستبدأ روسيا وتركيا دوريات مشتركة في 15 أيلول 2031.")
    assert (made["by"], made["due"]) == (["russia", "turkiye"], "2031-09-15")


def test_an_unknown_person_who_promises_is_named_as_the_text_does():
    (made,) = promises("وتعهد رئيس الحكومة أولاف الجبلي بفتح الطريق قبل انعقاد محادثات أستانا.")
    assert made["by"] == ["أولاف الجبلي"]


def test_a_subject_that_nobody_knows_binds_nobody_else():
    assert promises(ROUND + "ووافق صاحب الفندق على تقديم الطعام.") == []


def test_one_who_says_that_he_will_binds_his_side():
    (made,) = promises(ROUND + "وأضاف وزير الخارجية الروسي أنه سيزور أنقرة في أيلول 2031.")
    assert (made["by"], made["due"]) == (["russia"], "2031-09")


def test_what_a_person_says_that_it_will_do_is_of_something_else():
    assert promises(ROUND + "وأضاف وزير الخارجية الروسي أنها ستواصل البث.") == []


def test_a_readiness_told_twice_is_one():
    text = ROUND + "وأكدت الخارجية الكازاخستانية استعدادها لاستضافة المحادثات. وقالت إن كازاخستان مستعدة لاستضافة كل الوفود."
    assert len(promises(text)) == 1


def test_whom_an_and_adds_to_a_list_is_bound_with_it():
    (made,) = promises("وذكر التقرير أن روسيا وتركيا ورئيس لبنان الجبلي وافقوا على إرسال قافلة بعد محادثات أستانا.")
    assert made["by"] == ["lebanon", "russia", "turkiye"]


def test_a_promise_ends_before_one_that_an_and_adds():
    found = promises(ROUND + "وقال وزير الخارجية التركي: «سنواصل فتح المعابر وأردوغان سيجري محادثات مع بوتين في أيلول 2031».")
    assert next(made["what"] for made in found) == "سنواصل فتح المعابر"


def test_a_spokeswoman_whom_nobody_knows_promises_nothing_herself():
    assert promises(ROUND + "وقالت المتحدثة ليلى الجبلي إن الجولة الرابعة ستعقد غدا.") == []


def test_who_announces_that_others_agree_has_not_agreed():
    assert promises(ROUND + "وأعلن وزير الخارجية الروسي توافق الحاضرين في القاعة على إجراء انتخابات في أيلول 2031.") == []


def test_what_was_agreed_in_an_earlier_year_is_no_promise_of_now():
    assert promises("قالت روسيا إن روسيا وتركيا اتفقتا في 2028 على إقامة مخيم عند المعبر.") == []
    (made,) = promises("قالت روسيا إن روسيا وتركيا اتفقتا أمس على إقامة مخيم عند المعبر.")
    assert made["by"] == ["russia", "turkiye"]


def test_what_an_analyst_tells_binds_nobody():
    assert promises("قال محلل سياسي إن روسيا ستعقد لقاء مع تركيا في بيروت.") == []
