"""Which value a cell shows, what stands behind it, and what conflicts with it."""

import json

import pytest

from mahdar.reconciling import reconcile
from tests.reconciling.made import Doc, built, person, resolve, rows


def docs_with(*sessions, kind="round", number=5, published=None, outlets=None):
    """One document for each session, all of the same round."""
    out = []
    for i, cells in enumerate(sessions):
        doc = Doc(f"d{i}", (published or ["2031-12-20"] * 9)[i], outlet=(outlets or [None] * 9)[i])
        status = cells.pop("status", "held")
        doc.session("river-talks", kind, status=status, number=number, **cells)
        out.append(doc)
    return out


def cell(docs, name):
    found = rows(built(*docs), "SELECT value, chosen, backing, reason FROM cells WHERE kind = 'session' AND cell = ?", name)
    return {json.loads(value): (chosen, backing, reason) for value, chosen, backing, reason in found}


def conflicts(docs, name):
    found = rows(built(*docs), "SELECT class, value FROM disagreements WHERE cell = ? ORDER BY value", name)
    return {json.loads(v) for _, v in found}, {c for c, _ in found}


def test_a_value_that_fits_inside_a_vaguer_one_refines_it_and_inherits_its_backing():
    docs = docs_with({"dates": "2031-11-11/2031-11-12"}, {"dates": "[2031-07..2031-12]"}, {"dates": "2031-11"})
    found = cell(docs, "dates")
    assert found["2031-11-11/2031-11-12"][:2] == (True, 3)
    assert found["2031-11"][0] is False
    assert conflicts(docs, "dates") == (set(), set())


def test_a_plan_that_is_more_exact_refines_a_vague_report():
    assert cell(docs_with({"dates": "2031-11"}, {"dates": "2031-11-11", "status": "planned"}), "dates")["2031-11-11"][0]


def test_a_vague_plan_is_no_source_for_the_day_on_which_it_was_held():
    docs = docs_with({"dates": "2031-11-11"}, {"dates": "[2031-07..2031-12]", "status": "planned"})
    assert cell(docs, "dates")["2031-11-11"][:2] == (True, 1)
    assert conflicts(docs, "dates") == (set(), set())


def test_days_it_lasted_are_fuller_than_one_of_them():
    docs = docs_with({"dates": "2031-11-11/2031-11-12"}, {"dates": "2031-11-12"}, {"dates": "2031-11-12"})
    assert cell(docs, "dates")["2031-11-11/2031-11-12"][:2] == (True, 3)
    assert conflicts(docs, "dates") == (set(), set())


def test_days_that_reports_tell_one_by_one_as_news_are_the_days_it_lasted():
    days = ["2031-11-11", "2031-11-12"]
    docs = docs_with(*({"dates": d} for d in days), published=days)
    assert cell(docs, "dates")["2031-11-11/2031-11-12"][:2] == (True, 2)
    assert conflicts(docs, "dates") == (set(), set())


@pytest.mark.parametrize(
    ("days", "published"),
    [
        (["2031-11-11", "2031-11-12"], ["2031-11-30", "2031-11-30"]),
        (["2031-11-11", "2031-11-15"], ["2031-11-11", "2031-11-15"]),
        (["2031-11-11", "2031-11-12"], ["2031-11-12", "2031-11-12"]),
        (["2031-11-12"] * 4 + ["2031-11-11"], ["2031-11-12"] * 4 + ["2031-11-11"]),
    ],
    ids=["told long after", "too far apart", "one told from memory", "one told by far fewer"],
)
def test_days_that_do_not_follow_from_each_other_stay_a_conflict(days, published):
    found = cell(docs_with(*({"dates": d} for d in days), published=published), "dates")
    assert found.keys() == set(days)
    assert conflicts(docs_with(*({"dates": d} for d in days), published=published), "dates") == (set(days), {"different value"})


def test_the_first_and_the_last_of_the_planned_days_are_the_days_it_lasted():
    plan = {"dates": "2031-11-11/2031-11-12", "status": "planned"}
    docs = docs_with(plan, {"dates": "2031-11-11"}, {"dates": "2031-11-12"}, published=["2031-11-01", "2031-11-12", "2031-11-13"])
    assert cell(docs, "dates")["2031-11-11/2031-11-12"][0]
    assert conflicts(docs, "dates") == (set(), set())


def test_what_opened_as_planned_lasts_as_planned_while_no_later_report_tells_its_days():
    plan = {"dates": "2031-11-11/2031-11-12", "status": "planned"}
    opening, published = {"dates": "2031-11-11", "status": "under_way"}, ["2031-11-01", "2031-11-11"]
    found = cell(docs_with(dict(plan), dict(opening), published=published), "dates")
    assert found["2031-11-11/2031-11-12"][:2] == (True, 2)
    for day in ("2031-11-11", "2031-11-20"):
        over = cell(docs_with(dict(plan), {"dates": "2031-11-11"}, published=["2031-11-01", day]), "dates")
        assert over["2031-11-11"][0], "it is over"
    moved = cell(docs_with(dict(plan), {"dates": "2031-11-12"}, published=["2031-11-01", "2031-11-12"]), "dates")
    assert moved["2031-11-12"][0], "it did not open as planned"


def test_a_date_without_its_year_is_refined_by_one_with_it():
    assert cell(docs_with({"dates": "XXXX-11"}, {"dates": "2031-11-12"}), "dates")["2031-11-12"][:2] == (True, 2)
    assert cell(docs_with({"dates": "XXXX-11"}, {"dates": "XXXX-11-12"}), "dates")["XXXX-11-12"][:2] == (True, 2)


def test_what_was_held_wins_over_what_was_planned_and_that_is_history():
    docs = docs_with({"dates": "2031-11-11"}, {"dates": "2031-11-14", "status": "planned"}, {"dates": "2031-11-14", "status": "planned"})
    found = cell(docs, "dates")
    assert found["2031-11-11"] == (True, 1, "what took place, not what was planned")
    assert found["2031-11-14"] == (False, 2, "a plan overtaken by events")
    assert conflicts(docs, "dates") == (set(), set())
    assert conflicts(docs, "status") == (set(), set())


def test_independent_sources_decide_and_copies_do_not():
    outlets = ["one", "one", "one", "two", "three"]
    docs = docs_with(*({"city": "portville"} for _ in range(3)), {"city": "lakeside"}, {"city": "lakeside"}, outlets=outlets)
    found = cell(docs, "city")
    assert found["lakeside"] == (True, 2, "more independent sources")
    assert found["portville"][:2] == (False, 1)
    assert conflicts(docs, "city") == ({"lakeside", "portville"}, {"different value"})


def test_then_closeness_then_precision_then_the_later_report():
    a, b = Doc("a", "2031-12-08"), Doc("b", "2031-12-09")
    a.thing("control", chain=["morning-post"], place="portville", change="took", actor="norland", dates="2031-12-07", from_actor="ostia")
    b.thing("control", chain=["anna-berg"], place="portville", change="took", actor="norland", dates="2031-12-07", from_actor="westmark")
    assert rows(built(a, b), "SELECT from_actor FROM control") == [("westmark",)]
    later = docs_with({"venue": "Hall A"}, {"venue": "Hall B"}, published=["2031-12-08", "2031-12-09"])
    assert cell(later, "venue")["Hall B"] == (True, 1, "reported later")


def test_two_days_are_as_exact_as_one_and_a_month_is_less_exact():
    plan = {"status": "planned", "number": 5}
    days = ["2031-11-08", "2031-11-09", "2031-11-10"]
    dates = ["2031-12-20", "2031-12-22/2031-12-23", "2032-01"]
    docs = [Doc(f"d{n}", day) for n, day in enumerate(days)]
    for doc, value in zip(docs, dates, strict=True):
        doc.session("river-talks", "round", dates=value, **plan)
    found = cell(docs, "dates")
    assert found["2031-12-22/2031-12-23"] == (True, 1, "reported later")
    assert found["2031-12-20"] == (False, 1, "reported earlier")
    assert found["2032-01"] == (False, 1, "less exact")
    assert conflicts(docs, "dates") == ({"2031-12-20", "2031-12-22/2031-12-23", "2032-01"}, {"different value"})


def test_other_words_for_a_venue_are_no_conflict():
    assert conflicts(docs_with({"venue": "Hall A"}, {"venue": "Hall B"}), "venue") == (set(), set())


def test_vague_dates_that_can_both_be_true_are_no_conflict():
    assert conflicts(docs_with({"dates": "[2031-07..2031-11]"}, {"dates": "[2031-10..2031-12]"}), "dates") == (set(), set())
    assert conflicts(docs_with({"dates": "2031-10"}, {"dates": "2031-12"}), "dates")[1] == {"different value"}


def test_a_value_that_lost_says_by_what():
    docs = docs_with({"city": "portville"}, {"city": "portville"}, {"city": "lakeside"})
    assert cell(docs, "city")["lakeside"] == (False, 1, "fewer independent sources")
    later = docs_with({"venue": "Hall A"}, {"venue": "Hall B"}, published=["2031-12-08", "2031-12-09"])
    assert cell(later, "venue")["Hall A"] == (False, 1, "reported earlier")


def disputed(kind):
    """Two documents of which each gives another value to one cell of a thing of that kind."""
    docs = [Doc("a", "2031-12-08"), Doc("b", "2031-12-09")]
    for doc, day, town, actor in zip(docs, ("06", "07"), ("portville", "lakeside"), ("ostia", "westmark"), strict=True):
        session = doc.session("river-talks", "round", number=5, city=town)
        if kind == "outcome":
            force = {"symbol": f"R/{day}", "in_force": f"2032-01-{day}"}
            doc.thing("outcome", session=session, kind="joint_statement", dates=f"2031-12-{day}", **force)
        if kind == "commitment":
            doc.thing("commitment", session=session, what=f"round on {day}", due=f"2032-03-{day}", place=town, many={"by": ["norland"]})
        if kind == "control":
            doc.thing("control", place="portville", change="took", actor="norland", dates="2031-12-05", from_actor=actor)
        if kind == "process":
            doc.process("river-talks", began=f"20{day}")
    return docs


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("session", "city"),
        ("outcome", "dates"),
        ("outcome", "symbol"),
        ("outcome", "in_force"),
        ("commitment", "due"),
        ("commitment", "place"),
        ("control", "from_actor"),
        ("process", "began"),
    ],
)
def test_values_that_cannot_both_be_true_are_shown_of_every_kind_of_thing(kind, name):
    found = rows(
        built(*disputed(kind)),
        "SELECT class, count(*), count(*) FILTER (chosen) FROM disagreements WHERE kind = ? AND cell = ? GROUP BY class",
        kind,
        name,
    )
    assert found == [("different value", 2, 1)]


def test_two_reports_of_one_outlet_contradict_each_other_inside_one_source():
    docs = docs_with({"city": "portville"}, {"city": "lakeside"}, outlets=["one", "one"])
    assert conflicts(docs, "city")[1] == {"contradiction inside one source"}


def test_who_came_by_one_source_and_stayed_away_by_another_is_in_dispute():
    docs = docs_with({"who": ["norland", {"actor": "sudland", "role": "absent"}]}, {"who": ["norland", "sudland"]})
    found = rows(built(*docs), "SELECT value, class FROM disagreements WHERE cell = 'participant' ORDER BY value")
    assert found == [('{"actor":"sudland","role":"absent"}', "different value"), ('{"actor":"sudland","role":null}', "different value")]


def test_the_army_of_a_state_and_the_state_are_no_conflict():
    docs = disputed("control")
    connection = built(*docs)
    connection.execute("UPDATE things SET class = 'organisation', \"of\" = 'ostia' WHERE id = 'westmark'")
    reconcile(connection, None, resolve)
    assert rows(connection, "SELECT from_actor FROM control") == [("westmark",)]
    assert rows(connection, "FROM disagreements WHERE kind = 'control'") == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE things SET class = 'state', entry = '{\"iso2\": \"WE\"}' WHERE id = 'portville'", "lakeside"),
        ("UPDATE things SET entry = '{\"name_of\": \"lakeside\"}' WHERE id = 'portville'", "lakeside"),
    ],
    ids=["its state", "its name of another time"],
)
def test_a_place_and_its_state_or_its_other_name_are_no_conflict(change, told):
    connection = built(*disputed("commitment"))
    connection.execute(change)
    reconcile(connection, None, resolve)
    assert rows(connection, "SELECT place FROM commitments") == [(told,)]
    assert rows(connection, "FROM disagreements WHERE cell = 'place'") == []


def test_a_vague_kind_is_refined():
    a, b = Doc("a", "2031-12-08"), Doc("b", "2031-12-09")
    for doc, kind in ((a, "meeting"), (b, "bilateral")):
        doc.session(None, kind, dates="2031-12-07", who=["norland", "sudland"])
    assert rows(built(a, b), "SELECT kind FROM sessions") == [("bilateral",)]
    assert rows(built(a, b), "FROM disagreements") == []


def test_one_source_can_contradict_itself_and_its_headline():
    doc = Doc("a", "2031-12-08", sections=(((0, 60), "title"), ((60, 2000), "body")))
    for city in ("portville", "lakeside"):
        doc.session("river-talks", "round", number=5, city=city)
        doc.at = 100
    assert conflicts([doc], "city")[1] == {"headline against body"}
    doc.sections = ()
    assert conflicts([doc], "city")[1] == {"contradiction inside one source"}


def test_a_weekday_that_its_date_was_not_is_shown_beside_the_date():
    a, b = Doc("a", "2031-12-20"), Doc("b", "2031-12-20")
    a.session("river-talks", "round", number=5, dates="2031-12-08", when={"d": 8, "m": 12, "y": 2031, "wd": 3})
    b.session("river-talks", "round", number=5, dates="2031-12-08", when={"d": 8, "m": 12, "y": 2031, "wd": 0})
    found = rows(built(a, b), "SELECT class, value, chosen, backing FROM disagreements WHERE cell = 'dates' ORDER BY chosen DESC")
    assert found == [
        ("weekday does not fit", '"2031-12-08"', True, 2),
        ("weekday does not fit", '"thursday"', False, 1),
    ]


def test_a_weekday_that_fits_is_no_disagreement():
    a = Doc("a", "2031-12-20")
    a.session("river-talks", "round", number=5, dates="2031-12-08", when={"d": 8, "m": 12, "y": 2031, "wd": 0})
    assert rows(built(a), "FROM disagreements") == []


def test_the_beginning_of_a_process_can_be_in_dispute():
    a, b = Doc("a", "2031-12-08"), Doc("b", "2031-12-09")
    a.process("river-talks", began="{2015-05,2015-10}")
    b.process("river-talks", began="2017-01")
    found = rows(built(a, b), "SELECT subject, class, value FROM disagreements ORDER BY value")
    assert found == [("river-talks", "different value", '"2017-01"'), ("river-talks", "different value", '"{2015-05,2015-10}"')]
    assert rows(built(a, b), "SELECT began FROM processes WHERE id = 'river-talks'") == [("2017-01",)]


def test_what_is_denied_is_not_shown():
    a = Doc("a", "2031-12-08")
    a.thing("control", modality="denied", place="portville", change="took", actor="norland", dates="2031-12-07")
    connection = built(a)
    assert rows(connection, "FROM control") == []
    assert rows(connection, "SELECT DISTINCT chosen, reason FROM cells WHERE kind = 'control'") == [
        (False, "denied, or said only as a possibility")
    ]


def participants(*docs):
    return rows(built(*docs), "SELECT actor, role, level, person, backing FROM participants WHERE chosen ORDER BY ALL")


def test_delegations_are_joined_over_sources_with_what_each_adds():
    docs = docs_with(
        {"who": [{"actor": "norland", "role": "party"}, {"actor": "sudland", "role": "guarantor"}]},
        {"who": [{"actor": "norland", "role": "guarantor", "level": "foreign minister"}, person("anna-berg")]},
        {"who": [person("ewa-falk", actor="sudland", level="envoy")]},
    )
    assert participants(*docs) == [
        ("norland", "guarantor", "foreign minister", "anna-berg", 2),
        ("sudland", "guarantor", "envoy", "ewa-falk", 2),
    ]


def test_two_people_of_one_delegation_are_two_rows():
    docs = docs_with({"who": [person("anna-berg", "norland", "party"), person("carl-dahl", "norland")]})
    assert [(a, r, p) for a, r, _, p, _ in participants(*docs)] == [("norland", "party", "anna-berg"), ("norland", "party", "carl-dahl")]


def test_a_person_without_a_delegation_has_a_row_of_their_own():
    docs = docs_with({"who": [{"actor": "anna-berg", "role": "briefer"}, person("unknown-name")]})
    assert [row[:4] for row in participants(*docs)] == [(None, "briefer", None, "anna-berg"), (None, None, None, "unknown-name")]


def test_who_was_only_expected_does_not_stand_beside_those_who_came():
    docs = docs_with({"who": ["norland", "sudland"]}, {"status": "planned", "who": ["norland", "ostia"]})
    assert [row[0] for row in participants(*docs)] == ["norland", "sudland"]
    reasons = rows(built(*docs), "SELECT reason FROM cells WHERE cell = 'participant' AND NOT chosen")
    assert reasons == [("expected, but not among those who came",)]


def test_every_value_shown_has_claims_and_every_claim_is_there():
    docs = docs_with(
        {"dates": "2031-11", "city": "portville", "who": ["norland"]}, {"dates": "2031-11-12", "who": [person("anna-berg", "norland")]}
    )
    connection = built(*docs)
    assert rows(connection, "SELECT count(*) FROM cells WHERE len(claims) = 0 OR len(families) = 0") == [(0,)]
    assert rows(connection, "SELECT count(*) FROM (SELECT unnest(claims) AS id FROM cells) ANTI JOIN claims USING (id)") == [(0,)]
