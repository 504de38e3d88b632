"""What became known between two days, in every form."""

import io
import json

import pytest

from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.digest import SECTIONS, as_json, as_markdown, as_text, compared, digest
from mahdar.showing.tables import Names
from mahdar.showing.terminal import show
from tests.reconciling.made import THINGS, WORLDS, Doc, built, person, resolve

worlds = pytest.mark.parametrize("w", WORLDS, ids=lambda w: w.process)
ARABIC = "\u0623\u0646 \u064a\u062c\u062a\u0645\u0639\u0648\u0627"


def coverage(w):
    """A plan with a promise; later the round, told twice with other days; a second promise that falls due in silence."""
    plan = Doc("plan", w.day(0), outlet="wire")
    coming = plan.session(w.process, "round", status="planned", number=3, dates=w.day(40)[:7], city=w.city)
    plan.thing("commitment", session=coming, what=f"to meet {ARABIC}", due=w.day(40)[:7], place=w.city, many={"by": list(w.states[:2])})
    plan.thing("commitment", what="to count the boats", due=w.day(20), many={"by": [w.states[2]]})
    first = Doc("first", w.day(42), text="\n" * 3 + "first " * 300, outlet="morning-post")
    first.session(w.process, "round", number=3, dates=f"{w.day(40)}/{w.day(41)}", city=w.city, who=[person(None, w.states[0])])
    second = Doc("second", w.day(43))
    second.session(w.process, "round", number=3, dates=f"{w.day(39)}/{w.day(40)}", city=w.city)
    second.session(w.process, "summit", dates=w.day(42), city=w.town)
    return plan, first, second


def found(w, since, until):
    docs = coverage(w)
    return compared(built(*docs, as_of=w.day(since - 1)), built(*docs, as_of=w.day(until)), w.day(since), w.day(until))


@worlds
def test_what_is_new_changed_fulfilled_and_due(w):
    sections = found(w, 1, 50).sections
    assert [entry.thing for entry in sections["new_sessions"]] == [f"{w.process}-summit-{w.day(42)}"]
    changes = {entry.cell: (entry.before, entry.after) for entry in sections["changed_cells"]}
    assert changes["dates"][0] == w.day(40)[:7]
    assert changes["dates"][1] in (f"{w.day(40)}/{w.day(41)}", f"{w.day(39)}/{w.day(40)}")
    assert changes["status"] == ("planned", "held")
    assert [value["actor"] for value in changes["participant"][1]] == [w.states[0]]
    ((dissent,), (kept,), (due,)) = (sections[s] for s in ("new_dissent", "commitments_fulfilled", "commitments_fallen_due"))
    assert (dissent.cell, len(dissent.after)) == ("dates", 2)
    assert (kept.before, kept.after) == ("pending", "fulfilled")
    assert (due.before, due.after) == ("pending", "overdue")
    assert not sections["commitments_made"]


@worlds
def test_each_line_names_where_it_stands_and_whose_voices_say_so(w):
    sections = found(w, 1, 50).sections
    (status,) = (entry for entry in sections["changed_cells"] if entry.cell == "status")
    assert status.sources == ("first:4", "second:1")
    assert status.families == ("morning-post", "second")
    for entries in sections.values():
        assert all(entry.sources and entry.families for entry in entries)


@worlds
def test_before_the_first_source_everything_is_new_and_on_quiet_days_nothing(w):
    made = found(w, 0, 10).sections
    assert len(made["commitments_made"]) == 2
    assert not made["changed_cells"]
    assert not any(found(w, 5, 10).sections.values())


def test_a_thing_keeps_its_story_when_its_id_is_another():
    vague = Doc("vague", "2031-12-07")
    vague.session("river-talks", "summit", status="planned", dates="2031-12", city="portville")
    exact = Doc("exact", "2031-12-21")
    exact.session("river-talks", "summit", dates="2031-12-20", city="portville")
    docs = (vague, exact)
    states = built(*docs, as_of="2031-12-10"), built(*docs, as_of="2031-12-31")
    old, new = (state.execute("SELECT id FROM sessions").fetchall() for state in states)
    assert old != new
    sections = compared(*states, "2031-12-11", "2031-12-31").sections
    assert not sections["new_sessions"]
    assert ("dates", "2031-12", "2031-12-20") in [(e.cell, e.before, e.after) for e in sections["changed_cells"]]


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "r.duckdb"
    with growing_record(made, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, [doc.reading() for doc in coverage(WORLDS[0])])
        reconcile(connection, None, resolve)
    return made


def test_a_record_is_compared_with_itself_on_two_days(path):
    w = WORLDS[0]
    to_the_last, after = digest(path, w.day(1))
    assert to_the_last.until == w.day(43)
    assert to_the_last == digest(path, w.day(1), w.day(43))[0]
    with pytest.raises(MahdarError, match="is after"):
        digest(path, w.day(3), w.day(2))
    after.close()


def test_the_three_forms_tell_the_same(path):
    told, after = digest(path, WORLDS[0].day(0))
    again = json.loads(as_json(told))
    assert list(again) == ["schema", "since", "until", *SECTIONS]
    out = io.StringIO()
    show(as_text(told, Names(after, "en")), out)
    markdown = as_markdown(told, Names(after, "en"))
    for text in (out.getvalue(), markdown):
        assert "New sessions (2)" in text
        assert "Portville" in text
    assert all(entry["backing"] == len(entry["families"]) for section in SECTIONS for entry in again[section])
    assert "\u0645\u0627 \u0627\u0633\u062a\u062c\u062f" in as_markdown(told, Names(after, "ar"))


def test_arabic_in_the_terminal_stands_in_a_part_of_its_own(path):
    told, after = digest(path, WORLDS[0].day(0))

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    out = Terminal()
    show(as_text(told, Names(after, "en")), out)
    assert f"\u2068to meet {ARABIC}" in out.getvalue()


def test_words_of_a_source_are_no_marks_of_markdown():
    doc = Doc("promise", "2031-12-07")
    doc.thing("commitment", what="to [build](http://x) *dams* | <b>", many={"by": ["norland"]})
    told = compared(built(doc, as_of="2031-12-01"), built(doc, as_of="2031-12-31"), "2031-12-02", "2031-12-31")
    text = as_markdown(told, Names(built(doc), "en"))
    assert r"to \[build\](http://x) \*dams\* \| \<b\>" in text


def test_nothing_new_says_so(path):
    told, after = digest(path, WORLDS[0].day(2), WORLDS[0].day(3))
    assert "nothing" in as_markdown(told, Names(after, "en"))
