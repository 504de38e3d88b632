"""Which tellings are one session, promise, statement or change of control; every case in two worlds of other names and days."""

import pytest

from tests.reconciling.made import WORLDS, Doc, built, person, rows


@pytest.fixture(params=WORLDS, ids=lambda w: w.process)
def w(request):
    return request.param


def sessions(*docs, as_of=None):
    """The subjects of each session, in order."""
    found = rows(
        built(*docs, as_of=as_of), "SELECT thing, list_sort(list(subject)) FROM identities WHERE kind = 'session' GROUP BY thing ORDER BY 2"
    )
    return [members for _, members in found]


def two(w, first, second, published=(1, 2)):
    """Two documents, each with one session."""
    a, b = Doc("a", w.day(published[0])), Doc("b", w.day(published[1]))
    one = a.session(first.pop("process", w.process), first.pop("kind", "ministerial"), **first)
    other = b.session(second.pop("process", w.process), second.pop("kind", "ministerial"), **second)
    return sessions(a, b), [one, other]


def together(w, first, second, **rest):
    found, subjects = two(w, first, second, **rest)
    return found == [subjects]


def test_number_decides_although_days_differ_a_little(w):
    assert together(w, {"kind": "round", "number": 21, "dates": w.day(0)}, {"kind": "round", "number": 21, "dates": w.day(3)})


def test_a_round_of_which_one_report_names_the_host_alone_is_the_round(w):
    first = {"kind": "round", "number": 22, "dates": w.day(0), "who": [w.states[3]]}
    assert together(w, first, {"kind": "round", "number": 22, "who": list(w.states[:3])})


def test_a_number_that_is_wrong_by_years_does_not_join(w):
    assert not together(w, {"kind": "round", "number": 21, "dates": w.day(0)}, {"kind": "round", "number": 21, "dates": w.day(-500)})


def test_different_numbers_never_join(w):
    assert not together(w, {"kind": "round", "number": 21, "dates": w.day(0)}, {"kind": "round", "number": 22, "dates": w.day(0)})


def test_the_same_number_of_another_process_does_not_join(w):
    assert not together(
        w, {"kind": "round", "number": 3, "dates": w.day(0)}, {"process": w.other, "kind": "round", "number": 3, "dates": w.day(0)}
    )


def test_a_round_called_summit_joins_on_its_days(w):
    assert together(w, {"kind": "round", "number": 4, "dates": w.day(0)}, {"kind": "summit", "number": 4, "dates": w.day(0)})
    assert not together(w, {"kind": "round", "number": 4, "dates": w.day(0)}, {"kind": "summit", "number": 4, "dates": w.day(90)})


def test_a_plan_and_its_holding_are_one(w):
    plan = {"status": "planned", "dates": f"{w.day(0)}/{w.day(1)}", "city": w.city, "who": w.states[:2]}
    assert together(w, plan, {"dates": w.day(0), "city": w.city, "who": w.states[:3]}, published=(-3, 0))


def test_a_round_promised_for_a_half_year_is_the_round_held_in_it(w):
    year, half = w.day()[:4], ("07", "12") if w.day()[5:7] > "06" else ("01", "06")
    promise = {"kind": "round", "number": 22, "status": "planned", "dates": f"[{year}-{half[0]}..{year}-{half[1]}]", "city": w.city}
    assert together(w, promise, {"kind": "round", "number": 22, "dates": f"{w.day(0)}/{w.day(1)}", "city": w.city}, published=(-300, 1))


@pytest.mark.parametrize("differ", ["city", "who", "days"])
def test_another_place_other_people_or_other_days_keep_two_meetings_apart(w, differ):
    first = {"dates": w.day(0), "city": w.city, "who": w.states[:2]}
    second = dict(first)
    second.update({"city": {"city": w.town}, "who": {"who": w.states[2:]}, "days": {"dates": w.day(2)}}[differ])
    assert not together(w, first, second)


def test_two_processes_on_one_day_in_one_city_with_the_same_ministers_stay_two(w):
    same = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    assert not together(w, dict(same), {**same, "process": w.other})


def test_a_meeting_of_no_named_process_joins_the_only_one_that_it_can_be(w):
    same = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    assert together(w, dict(same), {**same, "process": None})


def test_a_meeting_of_no_named_process_joins_neither_of_two(w):
    a, b, c = (Doc(n, w.day(1)) for n in "abc")
    same = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    for doc, process in ((a, w.process), (b, w.other), (c, None)):
        doc.session(process, "ministerial", **same)
    assert len(sessions(a, b, c)) == 3


def test_an_unnumbered_round_is_the_only_numbered_one_on_its_days(w):
    assert together(w, {"kind": "round", "number": 21, "dates": f"{w.day(0)}/{w.day(1)}"}, {"kind": "round", "dates": w.day(1)})


def test_a_vague_year_that_fits_two_rounds_joins_neither(w):
    a, b, c = (Doc(n, w.day(400)) for n in "abc")
    a.session(w.process, "round", number=21, dates=w.day(0)[:4] + "-01-10")
    b.session(w.process, "round", number=22, dates=w.day(0)[:4] + "-11-10")
    c.session(w.process, "round", dates=w.day(0)[:4])
    assert len(sessions(a, b, c)) == 3


def test_a_month_and_day_without_a_year_join_the_only_session_that_fits(w):
    held = {"dates": w.day(0), "city": w.city}
    assert together(w, dict(held), {"dates": w.month_day(0), "city": w.city})
    assert not together(w, dict(held), {"dates": w.month_day(0), "city": w.town})
    assert not together(w, dict(held), {"dates": w.month_day(1), "city": w.city})


def test_a_month_and_day_without_a_year_that_fit_two_years_join_neither(w):
    a, b, c = (Doc(n, w.day(1)) for n in "abc")
    a.session(w.process, "ministerial", dates=w.day(0), city=w.city)
    b.session(w.process, "ministerial", dates=str(int(w.day(0)[:4]) - 1) + w.day(0)[4:], city=w.city)
    c.session(w.process, "ministerial", dates=w.month_day(0), city=w.city)
    assert len(sessions(a, b, c)) == 3


def test_the_part_of_a_month_counts(w):
    start = {"dates": w.day(0)[:7], "part": "end" if w.day(0)[8:] < "15" else "start", "city": w.city}
    assert not together(w, {"dates": w.day(0), "city": w.city}, start)


def test_a_plan_without_a_day_told_twice_is_one_where_the_place_agrees(w):
    plan = {"kind": "summit", "status": "planned", "country": "HO"}
    assert together(w, dict(plan), dict(plan))
    assert not together(w, dict(plan), {**plan, "country": "WE"})
    assert not together(w, dict(plan), dict(plan), published=(1, 400))
    assert not together(w, {"kind": "summit", "status": "planned"}, {"kind": "summit", "status": "planned"})


def test_bilaterals_need_the_same_delegations(w):
    first, second, third = w.people
    talks = {"process": None, "kind": "bilateral", "dates": w.day(0), "who": [person(first), person(third)]}
    assert together(w, dict(talks), {**talks, "who": [w.states[0], w.states[1]]})
    assert together(w, dict(talks), {**talks, "kind": "meeting", "who": [person(first, actor=w.states[0]), person(third)]})
    assert not together(w, dict(talks), {**talks, "who": [person(first), w.states[2]]})
    assert not together(w, dict(talks), {**talks, "who": [person(second), person(third)]}), "another person of the same state"
    assert not together(w, dict(talks), {**talks, "kind": "call"})
    assert not together(w, dict(talks), {**talks, "dates": w.day(1)})


def test_two_calls_of_one_minister_on_one_day_stay_two(w):
    a = Doc("a", w.day(1))
    for other in w.states[1:3]:
        a.session(None, "call", dates=w.day(0), who=[person(w.people[0]), other])
    assert len(sessions(a)) == 2


def test_meetings_of_which_nothing_is_known_stay_apart(w):
    assert not together(w, {"process": None, "kind": "meeting"}, {"process": None, "kind": "meeting"})


def test_a_chain_of_likeness_does_not_join_what_was_held_on_different_days(w):
    a, b, c = (Doc(n, w.day(5)) for n in "abc")
    a.session(w.process, "technical", dates=w.day(0), city=w.city)
    b.session(w.process, "technical", dates=f"{w.day(0)}/{w.day(2)}", status="planned", city=w.city)
    c.session(w.process, "technical", dates=w.day(2), city=w.city)
    assert len(sessions(a, b, c)) == 3, "the plan fits both, so it joins neither"


def many(w, telling, count=4, name="m", published=1):
    """So many documents of voices of their own that tell of one session alike."""
    docs = [Doc(f"{name}{k}", w.day(published)) for k in range(count)]
    for doc in docs:
        doc.session(**{"process": w.process, "kind": "round", **telling})
    return docs


def sizes(*docs):
    """How many tellings each session has."""
    return sorted(len(members) for members in sessions(*docs))


def test_a_wrong_number_in_one_source_gives_way_to_days_city_and_participants(w):
    told = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    lone = many(w, {**told, "number": 22}, 1, "lone")
    assert sizes(*many(w, {**told, "number": 21}), *lone) == [5]
    later = many(w, {**told, "number": 22, "dates": w.day(100)}, 4, "later", 101)
    assert sizes(*many(w, {**told, "number": 21}), *lone, *later) == [4, 5]
    assert sizes(*many(w, {**told, "number": 21}, 2), *lone) == [1, 2], "two voices are not many"
    assert sizes(*many(w, {**told, "number": 21}), *many(w, {**told, "number": 22}, 5, "more")) == [4, 5]


def test_a_number_that_proved_to_be_an_error_speaks_for_nothing(w):
    told = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    lone = many(w, {**told, "number": 22}, 1, "lone")
    plan = many(w, {"number": 22, "status": "planned", "dates": w.day(40)[:7]}, 4, "plan")
    later = many(w, {"number": 22, "dates": w.day(120), "city": w.city}, 4, "later", 121)
    assert sizes(*many(w, {**told, "number": 21}, 12), *lone, *plan, *later) == [8, 13]


def test_a_day_of_another_season_is_of_no_round_of_that_number(w):
    rounds = many(w, {"number": 21, "dates": w.day(0), "city": w.city})
    undated = many(w, {"number": 21}, 2, "undated", 200)
    assert sizes(*rounds, *undated, *many(w, {"number": 21, "dates": w.month_day(1)}, 1, "lone", 200)) == [7], "a day off"
    assert sizes(*rounds, *undated, *many(w, {"number": 21, "dates": w.month_day(100)}, 1, "lone", 200)) == [1, 6]


def test_news_of_a_round_with_the_number_of_the_one_before_is_not_news_of_that_one(w):
    told = {"city": w.city, "who": w.states[:3]}
    before, now = many(w, {**told, "number": 21, "dates": w.day(0)}), many(w, {**told, "number": 22, "dates": w.day(100)}, 4, "now", 101)
    assert sizes(*before, *now, *many(w, {**told, "number": 21}, 1, "lone", 101)) == [1, 4, 4]
    assert sizes(*before, *many(w, {**told, "number": 21}, 1, "lone", 101)) == [5], "where there is no other, the number is right"


def test_rounds_of_adjacent_numbers_with_vague_dates_stay_apart(w):
    told = {"dates": w.day(0)[:7], "city": w.city, "who": w.states[:3]}
    assert sizes(*many(w, {**told, "number": 21}, 6, published=60), *many(w, {**told, "number": 22}, 1, "lone", 60)) == [1, 6]


def test_a_day_that_is_wrong_in_one_source_gives_way_where_many_say_another(w):
    told = {"kind": "ministerial", "dates": w.day(0), "city": w.city, "who": w.states[:3]}
    assert sizes(*many(w, told), *many(w, {**told, "dates": w.day(2)}, 1, "lone", 3)) == [5]
    assert sizes(*many(w, told), *many(w, {**told, "dates": w.day(6)}, 1, "lone", 7)) == [1, 4]
    talks = {**told, "process": None, "kind": "bilateral", "who": w.states[:2]}
    assert sizes(*many(w, talks), *many(w, {**talks, "dates": w.day(1)}, 1, "lone", 3)) == [1, 4], "ministers meet again on the next day"


def test_a_report_that_opens_with_a_session_tells_of_the_days_before_it(w):
    who = w.states[:2]
    first, second = ({"process": None, "kind": "bilateral", "dates": w.day(k), "city": w.city, "who": who} for k in (0, 6))
    vague = {**first, "dates": w.day(0)[:7]}
    assert sizes(*many(w, first, 2), *many(w, second, 2, "s", 7), *many(w, vague, 1, "v", 1)) == [2, 3]


def test_what_was_held_by_the_day_of_a_report_is_no_later_round(w):
    early = many(w, {"number": 22, "city": w.city, "who": w.states[:3]}, 1, "early", 1)
    assert sizes(*early, *many(w, {"number": 22, "dates": w.day(100), "city": w.city}, 4, "later", 101)) == [1, 4]


def test_a_round_held_months_after_the_day_it_was_planned_for_is_still_the_round(w):
    plan = many(w, {"number": 22, "status": "planned", "dates": w.day(40)[:7]}, 2, "plan", 1)
    assert sizes(*plan, *many(w, {"number": 22, "dates": w.day(120), "city": w.city}, 2, "held", 121)) == [4]


def test_the_next_round_is_the_one_after_the_last_that_was_held_when_it_was_told(w):
    rounds = [
        doc
        for n in (21, 22)
        for doc in many(w, {"number": n, "dates": w.day(100 * (n - 21)), "city": w.city}, 2, f"held{n}", 100 * (n - 21))
    ]
    plan = {"status": "planned", "dates": w.day(40)[:7]}
    assert sizes(*rounds, *many(w, plan, 2, "plan", 1)) == [2, 4], "the month has passed, the round came later"
    assert sizes(*rounds, *many(w, plan, 2, "plan", 101)) == [2, 2, 2], "a plan for a day that has passed is none of what comes"
    assert sizes(*rounds, *many(w, {**plan, "dates": w.day(140)[:7]}, 2, "plan", 101)) == [2, 2, 2], (
        "of the round after that nothing is known"
    )
    assert sizes(*rounds, *many(w, {**plan, "dates": w.day(40)}, 1, "plan", 1)) == [1, 2, 2], "another day than the one that was named"


def test_a_report_of_one_day_is_of_the_session_that_lasted_two(w):
    first = {"dates": w.day(0), "city": w.city, "who": w.states[:3]}
    opening = [*many(w, first, 2), *many(w, {**first, "status": "under_way"}, 1, "now")]
    both = many(w, {"number": 1, "dates": f"{w.day(0)}/{w.day(1)}"}, 2, "both", 30)
    assert sizes(*opening, *both, *many(w, {**first, "dates": w.day(1)}, 1, "second", 2)) == [6]


def test_two_plans_for_the_next_round_are_one_plan(w):
    held = many(w, {"number": 21, "dates": w.day(0)}, 2)
    plan = {"status": "planned", "dates": f"[{w.day(200)[:7]}..{w.day(300)[:7]}]"}
    assert sizes(*held, *many(w, {**plan, "number": 22}, 1, "numbered"), *many(w, {**plan, "city": w.town}, 1, "next")) == [2, 2]
    assert sizes(*held, *many(w, plan, 1, "next"), *many(w, {**plan, "dates": w.day(500)[:7]}, 1, "after")) == [1, 1, 2]


def test_a_meeting_of_which_no_more_is_known_is_the_only_session_on_its_days_in_its_place(w):
    day = {"dates": w.day(0), "city": w.city}
    bare, experts = {**day, "process": None, "kind": "meeting"}, {**day, "process": None, "kind": "technical", "who": w.states[:2]}
    assert together(w, dict(bare), {**day, "kind": "round", "number": 5})
    assert together(w, {**bare, "status": "planned", "dates": f"{w.day(0)}/{w.day(1)}"}, dict(experts))
    assert not together(w, {**bare, "dates": w.day(2)}, dict(experts)), "another day"
    assert not together(w, {**bare, "city": w.town}, dict(experts)), "another place"
    assert not together(w, {**bare, "who": w.states[2:3]}, dict(experts)), "who met is known"
    assert sizes(*many(w, bare, 1, "bare"), *many(w, {**day, "number": 5}, 1), *many(w, {**experts, "process": w.other}, 1, "e")) == [
        1,
        1,
        1,
    ]


def test_a_copy_tells_of_the_session_of_its_original_and_keeps_two_meetings_two(w):
    text = " ".join(f"{'abcdefgh'[k]} sentence of some length that says a thing about the talks." for k in range(8))
    docs = [Doc(n, w.day(k), text=text + 300 * " ") for k, n in enumerate("ab")]
    for doc in docs:
        for _ in range(2):
            doc.session(None, "meeting", who=[w.states[0]], city=w.city)
    assert sizes(*docs) == [2, 2]
    assert [m[0].split("#")[1] == m[1].split("#")[1] for m in sessions(*docs)] == [True, True]


def test_ids_are_readable_and_do_not_depend_on_the_order(w):
    a, b, c = Doc("a", w.day(1)), Doc("b", w.day(2)), Doc("c", w.day(1))
    a.session(w.process, "round", number=21, dates=w.day(0))
    b.session(w.process, "ministerial", dates=w.day(0), city=w.city)
    b.session(None, "bilateral", dates=w.day(0), who=[person(w.people[0]), person(w.people[2])])
    c.session(w.process, "ministerial", dates=w.day(0), city=w.town)
    found = [rows(built(*docs), "FROM identities ORDER BY ALL") for docs in ((a, b, c), (c, b, a))]
    assert found[0] == found[1]
    last = sorted(p.split("-")[-1] for p in (w.people[0], w.people[2]))
    assert {row[2] for row in found[0]} == {
        f"{w.process}-round-21",
        f"{w.process}-ministerial-{w.day(0)}",
        f"{w.process}-ministerial-{w.day(0)}-2",
        f"bilateral-{w.day(0)}-{'-'.join(last)}",
    }


def test_every_decision_has_a_reason(w):
    a, b = Doc("a", w.day(1)), Doc("b", w.day(2))
    for doc in (a, b):
        doc.session(w.process, "round", number=21, dates=w.day(0))
    reasons = rows(built(a, b), "SELECT DISTINCT reason FROM identities WHERE kind = 'session'")
    assert reasons == [("The same process and number; the same kind of session.",)]


def things(kind, *docs):
    return rows(built(*docs), "SELECT thing, count(*) FROM identities WHERE kind = ? GROUP BY thing ORDER BY thing", kind)


def test_an_outcome_document_is_the_one_of_its_kind_of_the_session(w):
    docs = [Doc(n, w.day(1)) for n in "ab"]
    for doc, kind in zip(docs, ("joint_statement", "joint_statement"), strict=True):
        doc.thing("outcome", kind=kind, session=doc.session(w.process, "round", number=7, dates=w.day(0)))
    docs[0].thing("outcome", kind="memorandum", title="On mines", session="a#session-1")
    docs[1].thing("outcome", kind="memorandum", title="On roads", session="b#session-1")
    assert [n for _, n in things("outcome", *docs)] == [2, 1, 1]


def test_the_same_words_of_the_same_speaker_are_one_statement(w):
    docs = [Doc(n, w.day(1)) for n in "abc"]
    for doc, words, speaker in zip(docs, ("We agreed, at last!", "we agreed at last", "We agreed at last"), (0, 0, 2), strict=True):
        doc.thing("statement", content=words, speaker=w.people[speaker])
    assert [n for _, n in things("statement", *docs)] == ([2, 1] if w.people[0] < w.people[2] else [1, 2])


def test_two_promises_of_one_session_are_one_commitment(w):
    docs = [Doc(n, w.day(1)) for n in "ab"]
    for doc in docs:
        plan = doc.session(w.process, "round", status="planned", number=8)
        doc.thing("commitment", session=plan, what=f"said by {doc.id}", many={"by": [w.states[0]]})
    docs[1].thing("commitment", what="to send aid", many={"by": [w.states[0]]})
    found = things("commitment", *docs)
    assert (f"commitment-{w.process}-round-8", 2) in found
    assert len(found) == 2


def test_promises_of_one_session_by_other_actors_are_other_commitments(w):
    docs = [Doc(n, w.day(1)) for n in "abcd"]
    for doc, by in zip(docs, (w.states[:2], w.states[1:2], w.states[2:3], ()), strict=True):
        plan = doc.session(w.process, "round", status="planned", number=8)
        doc.thing("commitment", session=plan, what=f"said by {doc.id}", many={"by": by})
    assert sorted(n for _, n in things("commitment", *docs)) == [1, 1, 2], "whose the last is, is not known"
    assert sorted(n for _, n in things("commitment", *docs[:2], docs[3])) == [3]


def test_two_persons_of_one_surname_are_two(w):
    docs = [Doc(n, w.day(1)) for n in "ab"]
    for doc, who in zip(docs, ("karim-rashed", "salim-rashed"), strict=True):
        doc.session(None, "bilateral", dates=w.day(0), who=[person(who), w.states[2]])
    assert len(sessions(*docs)) == 2
    assert rows(built(*docs), "SELECT count(DISTINCT person) FROM participants WHERE person LIKE '%-rashed'") == [(2,)]


def test_a_change_of_control_is_one_on_the_same_days_and_two_in_other_months(w):
    a, b, c = Doc("a", w.day(1)), Doc("b", w.day(2)), Doc("c", w.day(90))
    a.thing("control", place=w.town, actor=w.states[0], change="took", dates=w.day(0))
    b.thing("control", place=w.town, actor=w.states[0], change="took")
    b.thing("control", place=w.city, actor=w.states[0], change="took")
    c.thing("control", place=w.town, actor=w.states[0], change="took")
    assert sorted(n for _, n in things("control", a, b, c)) == [1, 1, 2]
