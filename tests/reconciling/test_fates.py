"""What had come of a commitment by a day, and what is not found."""

import pytest

from tests.reconciling.made import WORLDS, Doc, built, rows

worlds = pytest.mark.parametrize("w", WORLDS, ids=lambda w: w.process)


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
    assert fate(promise(), late) == ("late", "held 2032-02-02; promised for [2031-07..2031-12]")
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
    found = rows(connection, "SELECT what, because FROM gaps WHERE what LIKE 'round %' ORDER BY what")
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


# --- what holds in every world: promises of a session that took another turn


def pledge(w, told, due, name="pledge", city=None, number=22):
    """A promise of a round, told so many days after the first day of the world, for a month so many days after it."""
    doc = Doc(name, w.day(told))
    plan = doc.session(w.process, "round", status="planned", number=number, dates=due, city=city)
    doc.thing("commitment", session=plan, what="to hold the round", due=due, place=city, many={"by": list(w.states[:2])})
    return doc


def news(w, name, told, status="held", number=22, modality=None, **rest):
    doc = Doc(name, w.day(told))
    if modality:
        doc.thing("session", modality, process=w.process, kind="round", number=number, **rest)
    else:
        doc.session(w.process, "round", status=status, number=number, **rest)
    return doc


def month(w, after):
    return w.day(after)[:7]


def fates(*docs, as_of=None):
    return rows(built(*docs, as_of=as_of), "SELECT due, fate, fate_reason FROM commitments ORDER BY date_start")


@worlds
def test_a_vague_report_does_not_make_a_late_session_one_in_time(w):
    vague = f"[{w.day(40)[:7]}..{w.day(200)[:7]}]"
    late = [news(w, "vague", 200, dates=vague), news(w, "exact", 200, dates=w.day(199))]
    held = f"held {w.day(199)}; promised for {month(w, 60)}"
    assert fates(pledge(w, 0, month(w, 60)), *late) == [(month(w, 60), "late", held)]


@worlds
def test_held_in_another_city_it_is_superseded_and_both_are_named(w):
    docs = pledge(w, 0, month(w, 60), city=w.city), news(w, "later", 62, dates=w.day(60), city=w.town)
    assert fates(*docs) == [(month(w, 60), "superseded", f"held {w.day(60)}; in {w.town}, promised for {w.city}")]
    same = news(w, "later", 62, dates=w.day(60), city=w.city)
    assert fates(pledge(w, 0, month(w, 60), city=w.city), same)[0][1] == "fulfilled"


@worlds
def test_a_session_without_a_number_that_moved_to_another_city_is_found(w):
    promised = Doc("promise", w.day())
    plan = promised.session(w.process, "summit", status="planned", dates=month(w, 60), city=w.city)
    promised.thing("commitment", session=plan, what="to meet", due=month(w, 60), place=w.city, many={"by": [w.states[0]]})
    summit = Doc("later", w.day(62))
    summit.session(w.process, "summit", dates=w.day(60), city=w.town, who=[w.states[0]])
    assert fates(promised, summit)[0][1:] == ("superseded", f"held {w.day(60)}; in {w.town}, promised for {w.city}")
    others = Doc("others", w.day(62))
    others.session(w.process, "summit", dates=w.day(60), city=w.town, who=[w.states[3]])
    assert fates(promised, others)[0][1] == "pending"


@worlds
def test_held_in_an_earlier_month_it_is_superseded_unless_it_was_over_when_it_was_promised(w):
    docs = pledge(w, 0, month(w, 100)), news(w, "later", 42, dates=w.day(40))
    assert fates(*docs)[0][1:] == ("superseded", f"held {w.day(40)}; promised for {month(w, 100)}")
    assert fates(pledge(w, 41, month(w, 100)), news(w, "later", 42, dates=w.day(40)))[0][1] == "pending"


@worlds
def test_a_chain_of_promises_is_one_story(w):
    chain = [pledge(w, 40 * k, month(w, 60 + 40 * k), f"promise{k}") for k in range(3)]
    connection = built(*chain, news(w, "later", 142, dates=w.day(140)))
    found = rows(connection, "SELECT id, due, fate, story, superseded_by FROM commitments ORDER BY date_start")
    first, second, third = (row[0] for row in found)
    assert [row[2] for row in found] == ["superseded", "superseded", "fulfilled"]
    assert {row[3] for row in found} == {first}
    assert [row[4] for row in found] == [second, third, None]
    settling = "SELECT c.document FROM commitments m, claims c WHERE m.id = ? AND list_contains(m.settled_by, c.id)"
    settled = rows(connection, settling, first)
    assert ("promise1",) in settled
    again = [pledge(w, 0, month(w, 60)), pledge(w, 5, month(w, 60), "told-again")]
    assert len(fates(*again)) == 1


@worlds
def test_before_it_is_moved_it_is_pending_and_once_it_is_due_it_is_too_late_to_move_it(w):
    promised, moved = pledge(w, 0, month(w, 60)), news(w, "moved", 50, "postponed", dates=month(w, 160))
    assert fates(promised, moved, as_of=w.day(40))[0][1] == "pending"
    assert fates(promised, moved)[0][1:] == ("superseded", f"moved to {month(w, 160)}; promised for {month(w, 60)}")
    held = news(w, "held", 162, dates=w.day(160))
    assert fates(promised, moved, held)[0][1] == "superseded"
    too_late = news(w, "moved", 120, "postponed", dates=month(w, 160))
    assert fates(promised, too_late, held)[0][1] == "late"


@worlds
def test_put_off_without_a_day_it_is_superseded(w):
    assert fates(pledge(w, 0, month(w, 60)), news(w, "off", 50, "postponed"))[0][1] == "superseded"


@worlds
def test_not_fulfilled_only_where_a_source_says_so(w):
    denied = news(w, "denied", 100, modality="denied", dates=month(w, 60))
    assert fates(pledge(w, 0, month(w, 60)), denied)[0][1:] == ("not_fulfilled", "a source says that it was not")
    early = news(w, "early", 20, modality="denied", dates=month(w, 60))
    assert fates(pledge(w, 0, month(w, 60)), early, as_of=w.day(30))[0][1] == "pending"
    assert fates(pledge(w, 0, month(w, 60)), early, news(w, "silent", 100, number=21))[0][1] == "overdue"


@worlds
def test_of_those_who_say_that_it_was_held_and_that_it_was_not_the_more_voices_count(w):
    docs = [pledge(w, 0, month(w, 60)), news(w, "held", 62, dates=w.day(60))]
    off = [news(w, name, 62, "cancelled") for name in ("off", "away")]
    assert fates(*docs, off[0])[0][1] == "fulfilled"
    assert fates(*docs, *off)[0][1] == "cancelled"


@worlds
def test_cancelled_unless_more_voices_plan_it_afterwards(w):
    docs = [pledge(w, 0, month(w, 60)), news(w, "off", 20, "cancelled")]
    assert fates(*docs, news(w, "on", 30, "planned"))[0][1] == "cancelled"
    assert fates(*docs, news(w, "on", 30, "planned"), news(w, "really", 31, "planned"))[0][1] == "pending"


@worlds
def test_held_without_one_who_promised_to_come_it_is_kept_in_part(w):
    absent = {"actor": w.states[1], "role": "absent", "level": None, "person": None, "person_role": None}
    docs = pledge(w, 0, month(w, 60)), news(w, "later", 62, dates=w.day(60), who=[w.states[0], absent])
    assert fates(*docs)[0][1:] == ("partly", f"held {w.day(60)}; without {w.states[1]}")


def deed(w, told, words, by, modality="held"):
    doc = Doc(f"deed-{by}-{modality}", w.day(told))
    doc.thing("commitment", modality, what=words, many={"by": [by]})
    return doc


def other_promise(w, by=1):
    doc = Doc("promise", w.day())
    doc.thing("commitment", what="to send forty men to the border", due=month(w, 60), many={"by": list(w.states[:by])})
    return doc


@worlds
def test_what_is_no_session_is_done_where_the_same_actor_did_it_in_the_same_words(w):
    done = "sent forty men to the border on Monday"
    assert fates(other_promise(w), deed(w, 30, done, w.states[0]))[0][1] == "fulfilled"
    assert fates(other_promise(w), deed(w, 30, done, w.states[1]))[0][1] == "pending"
    assert fates(other_promise(w), deed(w, 30, "sent twenty men to the border", w.states[0]))[0][1] == "pending"
    assert fates(other_promise(w), deed(w, 30, done, w.states[0], "denied"))[0][1] == "not_fulfilled"
    assert fates(other_promise(w, by=2), deed(w, 30, done, w.states[0]))[0][1:] == ("partly", f"done by {w.states[0]} alone")


@worlds
def test_what_is_no_session_is_overdue_only_where_later_reports_cover_what_its_report_was_about(w):
    promised = other_promise(w)
    promised.session(w.process, "round", number=3, dates=w.day())
    about_else, silent = Doc("else", w.day(120)), Doc("silent", w.day(120))
    about_else.session(w.other, "round", number=1, dates=w.day(119))
    silent.session(w.process, "round", number=4, dates=w.day(119))
    assert fates(promised, about_else)[0][1] == "no_later_source"
    assert fates(promised, silent)[0][1] == "overdue"


# --- gaps


@worlds
def test_due_days_that_passed_in_silence_and_documents_that_were_only_announced_are_gaps(w):
    announced = Doc("announced", w.day(1))
    announced.thing("outcome", kind="memorandum", title="Memorandum on Dams", dates=w.day(30))
    connection = built(pledge(w, 0, month(w, 60), number=1), announced, news(w, "silent", 120, number=2, status="planned"))
    found = dict(rows(connection, "SELECT subject, what FROM gaps WHERE subject IS NOT NULL"))
    assert found[f"commitment-{w.process}-round-1"].endswith("not found in these 3 sources")
    (memorandum,) = (what for subject, what in found.items() if subject.startswith("memorandum"))
    assert "announced: not found in these 3 sources" in memorandum
    told_again = Doc("signed", w.day(31))
    told_again.thing("outcome", kind="memorandum", title="Memorandum on Dams", dates=w.day(30))
    assert not rows(built(announced, told_again, news(w, "silent", 120)), "FROM gaps WHERE what LIKE '%announced%'")


@worlds
def test_rounds_before_the_first_that_is_reported_are_gaps(w):
    found = rows(built(news(w, "later", 1, number=5, status="planned")), "SELECT what, because FROM gaps")
    assert found == [("rounds 1 to 4: not found in these 1 sources", "round 5 of the process is reported")]
