"""A reader's corrections: what each does, that they last, and that one which no longer applies is told."""

import pytest

from mahdar import corrections
from mahdar.errors import MahdarError
from mahdar.reconciling import as_of_view, reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.export import export_json
from tests.reconciling.made import THINGS, Doc, resolve, rows


def docs():
    a = Doc("wire-report", "2031-12-08", outlet="wire")
    a.session("river-talks", "round", number=3, dates="2031-12-07", city="portville", who=["norland"])
    a.thing("statement", speaker="al-rayyan", content="words", mode="quote", chain=["al-rayyan"])
    b = Doc("cable-report", "2031-12-09", outlet="cable")
    b.session("river-talks", "round", number=3, dates="2031-12-07", city="lakeside")
    b.session("river-talks", "ministerial", dates="2031-11-01", city="portville", who=["norland", "sudland"])
    c = Doc("post-report", "2031-12-10", outlet="morning-post")
    c.session("river-talks", "ministerial", dates="2031-10-01", city="portville", who=["norland", "sudland"])
    return [d.reading() for d in (a, b, c)]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "r.duckdb"
    with growing_record(path) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, docs())
        reconcile(connection, None, resolve)
    return path


def correct(path, do, asked):
    return corrections.correct(path, corrections.signed(do, asked, "Nour", "2031-12-20", "seen in the minutes"))


def held(path, query, *parameters):
    with store.open_record(path) as connection:
        return rows(connection, query, *parameters)


CITY = "SELECT value ->> '$', chosen, reason, settled_by FROM cells WHERE thing = 'river-talks-round-3' AND cell = 'city' ORDER BY value"


def test_a_settled_cell_has_the_value_and_says_who_settled_it_and_the_dissent_stays(path):
    correct(path, "settle", corrections.settled("river-talks-round-3.city", "lakeside"))
    signed = "Nour on 2031-12-20: seen in the minutes"
    assert held(path, CITY) == [
        ("lakeside", True, f"settled by {signed}", signed),
        ("portville", False, "another value was settled", signed),
    ]
    assert held(path, "SELECT city FROM sessions WHERE id = 'river-talks-round-3'") == [("lakeside",)]
    assert held(path, "SELECT count(*) FROM disagreements WHERE subject = 'river-talks-round-3'") == [(2,)]


def test_a_value_that_no_source_gives_has_no_independent_source(path):
    correct(path, "settle", corrections.settled("river-talks-round-3.dates", "2031-12-06/2031-12-07"))
    query = "SELECT chosen, backing, claims FROM cells WHERE thing = 'river-talks-round-3' AND cell = 'dates' AND chosen"
    assert held(path, query) == [(True, 0, [])]
    assert held(path, "SELECT date_start::VARCHAR FROM sessions WHERE id = 'river-talks-round-3'") == [("2031-12-06",)]


def test_the_export_says_what_readers_corrected_and_which_values_a_person_settled(path):
    correct(path, "settle", corrections.settled("river-talks-round-3.city", "lakeside"))
    with store.open_record(path) as connection:
        exported = export_json(connection)
    (one,) = exported["corrections"]
    assert (one["do"], one["who"], one["applies"]) == ("settle", "Nour", True)
    (session,) = (s for s in exported["sessions"] if s["id"] == "river-talks-round-3")
    assert all("Nour" in value["settled_by"] for value in session["cells"]["city"])
    assert not any("settled_by" in value for value in session["cells"]["number"])


def test_a_rejected_claim_counts_nowhere(path):
    ((claim,),) = held(path, "SELECT id FROM claims WHERE cell = 'city' AND plain = 'lakeside'")
    correct(path, "reject", corrections.claims(claim[:8]))
    assert [row[0] for row in held(path, CITY)] == ["portville"]
    assert held(path, "SELECT count(*) FROM disagreements") == [(0,)]


def test_things_are_merged_and_split_and_say_by_whom(path):
    one, two = (row[0] for row in held(path, "SELECT id FROM sessions WHERE kind = 'ministerial' ORDER BY id"))
    correct(path, "merge", corrections.things(one, two))
    assert held(path, "SELECT id FROM sessions WHERE kind = 'ministerial'") == [(one,)]
    assert held(path, "SELECT DISTINCT reason FROM identities WHERE thing = ? AND reason LIKE 'merged%'", one) == [
        ("merged by Nour on 2031-12-20: seen in the minutes",)
    ]
    correct(path, "split", corrections.tellings("river-talks-round-3", ["cable-report"]))
    assert [row[0] for row in held(path, "SELECT id FROM sessions WHERE kind = 'round' ORDER BY id")] == [
        "river-talks-round-3",
        "river-talks-round-3-apart",
    ]


def test_a_name_is_given_to_whom_it_belongs(path):
    correct(path, "identify", corrections.named("al-rayyan", "ewa-falk"))
    assert held(path, "SELECT speaker FROM statements") == [("ewa-falk",)]
    assert held(path, "SELECT chain FROM tellings WHERE kind = 'statement'") == [(["ewa-falk"],)]


def test_a_day_that_a_reader_found_counts_in_every_view(path):
    correct(path, "day", corrections.published("cable", "2031-12-30"))
    query = "SELECT published, published_basis FROM documents WHERE id = 'cable-report'"
    assert held(path, query) == [("2031-12-30", "corrected")]
    assert rows(as_of_view(path, "2031-12-20", resolve), "SELECT count(*) FROM documents") == [(2,)]


def test_corrections_last_over_a_rebuild_and_one_that_no_longer_applies_is_told(path):
    correct(path, "settle", corrections.settled("river-talks-round-3.city", "lakeside"))
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, docs()[1:])
        corrections.add(connection, corrections.read(corrections.beside(path)))
        reconcile(connection, None, resolve)
    assert held(path, "SELECT applies FROM corrections") == [(True,)], "one of its claims is left"
    with growing_record(path, anew=True) as connection:
        store.add_readings(connection, docs()[2:])
        corrections.add(connection, corrections.read(corrections.beside(path)))
        reconcile(connection, None, resolve)
    assert held(path, "SELECT what, applies, because FROM corrections") == [
        ("river-talks-round-3.city is lakeside", False, "what it rests on is not in the record any more")
    ]


def test_the_file_is_read_as_it_was_written_and_may_be_written_by_hand(path):
    made = correct(path, "settle", corrections.settled("river-talks-round-3.number", "4"))
    assert corrections.read(corrections.beside(path)) == [made]
    assert made.value == 4
    assert '\ndo = "settle"\n' in corrections.beside(path).read_text(encoding="utf-8")


def test_whatever_was_typed_can_be_read_again(tmp_path):
    typed = 'a "word" \\ ]]\n[[correction]]\x7f\x00\u202e 😀 نور'
    made = corrections.signed("identify", lambda _: {"name": typed, "actor": "x"}, typed, "2031-12-20", "\udcff")(None)
    corrections.write(tmp_path / "c.toml", [made])
    assert corrections.read(tmp_path / "c.toml") == [made]
    assert (made.who, made.why) == (typed, "?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[correction]]\ndo = 'merge'\nwho = 'a'\nwhen = 'b'\nwhy = 'c'", "correction 1: merge lacks claims"),
        ("[[correction]]\ndo = 'mend'\nwho = 'a'\nwhen = 'b'\nwhy = 'c'", "mend"),
        ("[[correction]]\ndo = 'reject'\nwhom = 'a'", "correction 1"),
        ("[correct]\n", "something else"),
        ("[[correction]\n", "not TOML"),
    ],
)
def test_a_faulty_file_is_named_with_its_place(tmp_path, text, told):
    path = tmp_path / "r.corrections.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MahdarError, match=r"r\.corrections\.toml") as fault:
        corrections.read(path)
    assert told in str(fault.value)


@pytest.mark.parametrize(
    ("do", "asked"),
    [
        ("merge", corrections.things("nobody", "river-talks-round-3")),
        ("split", corrections.tellings("river-talks-round-3", ["other"])),
        ("reject", corrections.claims("zzz")),
        ("settle", corrections.settled("river-talks-round-3.colour", "red")),
        ("settle", corrections.settled("river-talks-round-3.number", "four")),
        ("settle", corrections.settled("river-talks-round-3.dates", "some day")),
        ("identify", corrections.named("al-rayyan", "nobody")),
        ("identify", corrections.named("nobody", "ewa-falk")),
        ("day", corrections.published("zzz", "2031-12-01")),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_nothing_changes(path, do, asked):
    before = path.read_bytes()
    with pytest.raises(MahdarError):
        correct(path, do, asked)
    assert path.read_bytes() == before
    assert not corrections.beside(path).exists()
