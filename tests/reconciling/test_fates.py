"""What had come of a commitment by a day, and what is not found."""

import pytest

from tests.reconciling.made import Doc, built, rows


def promise(due="[2031-07..2031-12]", published="2031-01-25", number=22, **rest):
    doc = Doc("promise", published)
    plan = doc.session("river-talks", "round", status="planned", number=number, dates=due, city="portville", **rest)
    doc.thing("commitment", session=plan, what="to hold the next round", due=due, many={"by": ["norland", "sudland"]})
    return doc


def report(name, published, number=22, status="held", **rest):
    doc = Doc(name, published)
    doc.session("river-talks", "round", status=status, number=number, **rest)
    return doc


def fate(*docs, as_of=None):
    return rows(built(*docs, as_of=as_of), "SELECT fate, fate_reason FROM commitments")[0]


def test_before_it_is_due_it_is_pending():
    assert fate(promise(), as_of="2031-12-07") == ("pending", "due by 2031-12-31")


def test_after_it_is_due_silence_is_no_fact_unless_a_later_source_covers_the_process():
    assert fate(promise(), as_of="2032-01-31")[0] == "no_later_source"
    about_else = Doc("else", "2032-01-15")
    about_else.session("hill-talks", "round", number=1, dates="2032-01-14")
    assert fate(promise(), about_else, as_of="2032-01-31")[0] == "no_later_source"
    silent = report("silent", "2032-01-15", number=21, dates="2031-01-24")
    assert fate(promise(), silent, as_of="2032-01-31") == (
        "overdue",
        "due by 2031-12-31; reports on the process until 2032-01-15 do not tell of it",
    )
    assert fate(promise(), silent, as_of="2032-01-10")[0] == "no_later_source", "it was not published yet"


def test_without_a_due_day_it_is_pending_for_ever():
    assert fate(promise(due=None), as_of="2040-01-01") == ("pending", "no due day is known")


def test_a_round_that_was_held_fulfils_it_and_is_named():
    connection = built(promise(), report("later", "2031-11-13", dates="2031-11-11/2031-11-12"))
    (found,) = rows(connection, "SELECT fate, settled_by FROM commitments")
    assert found[0] == "fulfilled"
    told = rows(connection, "SELECT DISTINCT document, modality FROM claims WHERE list_contains(?::VARCHAR[], id)", found[1])
    assert told == [("later", "held")]


def test_what_was_held_afterwards_is_late_and_before_its_report_still_pending():
    late = report("later", "2032-02-03", dates="2032-02-02")
    assert fate(promise(), late) == ("late", "held after the day it was due")
    assert fate(promise(), late, as_of="2031-11-01")[0] == "pending"


def test_a_session_called_off_cancels_it():
    assert fate(promise(), report("off", "2031-10-01", status="cancelled"))[0] == "cancelled"


def test_a_promise_of_something_else_waits_for_a_source():
    doc = Doc("promise", "2031-01-25")
    doc.thing("commitment", what="to release prisoners", due="2031-03", many={"by": ["norland"]})
    assert fate(doc, as_of="2031-03-31")[0] == "pending"
    assert fate(doc, as_of="2031-04-01")[0] == "no_later_source"


@pytest.mark.parametrize("due", ["XXXX-12", "2031-12/.."])
def test_a_due_day_that_is_not_known_is_never_past(due):
    assert fate(promise(due=due), as_of="2040-01-01")[0] == "pending"


def test_rounds_between_known_ones_are_gaps():
    connection = built(report("a", "2031-12-20", number=3, dates="2031-01-01"), report("b", "2031-12-20", number=6, dates="2031-12-01"))
    found = rows(connection, "SELECT what, because FROM gaps WHERE what LIKE 'round%' ORDER BY what")
    assert found == [(f"round {n}: not found in these 2 sources", "rounds 3 and 6 of the process are reported") for n in (4, 5)]


def test_a_held_round_without_its_outcome_document_is_a_gap_and_a_planned_one_is_not():
    a = report("a", "2031-12-20", number=1, dates="2031-01-01")
    a.thing("outcome", kind="joint_statement", session="a#session-1")
    b = report("b", "2031-12-20", number=2, dates="2031-12-01")
    found = rows(built(a, b, promise(number=3)), "SELECT what FROM gaps")
    assert found == [("outcome document of river-talks-round-2: not found in these 3 sources",)]


def test_a_report_from_before_its_day_cannot_tell_that_it_was_held():
    early = report("early", "2031-09-28")
    assert fate(promise(), early, report("plan", "2031-10-01", status="planned", dates="2031-11-11"))[0] == "pending"
    connection = built(promise(), early, report("later", "2031-11-13", dates="2031-11-11"))
    (settled,) = rows(connection, "SELECT settled_by FROM commitments")[0]
    assert {d for (d,) in rows(connection, "SELECT document FROM claims WHERE list_contains(?::VARCHAR[], id)", settled)} == {"later"}
