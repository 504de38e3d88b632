"""Events and dyads: each thing once, who did it to whom, on which day, and nothing that no source says."""

import msgspec

from mahdar.model import Reading
from mahdar.reconciling import reconcile, store
from tests.reconciling.made import THINGS, Doc, built, person, resolve, rows

HOST = {"actor": "hostland", "role": "host", "level": None, "person": None, "person_role": None}
ABSENT = HOST | {"actor": "ostia", "role": "absent"}


def events(*docs):
    query = "SELECT act, modes, contexts, sources, targets, mutual, dates, date_basis FROM events ORDER BY ALL"
    return rows(built(*docs), query)


def session(*who, kind="round", **rest):
    doc = Doc("a", "2031-12-08", outlet="wire")
    doc.session("river-talks", kind, number=3, dates="2031-12-07", who=who, **rest)
    return doc


def test_who_meets_does_it_with_one_another_and_who_hosts_stands_aside():
    (found,) = events(session("norland", "sudland", person("olga-ost"), HOST, ABSENT | {"actor": "westmark"}))
    assert found == ("consult", ["third-party", "multilateral"], [], ["norland", "olga-ost", "sudland"], [], True, "2031-12-07", "said")


def test_a_guest_and_a_host_are_a_visit():
    (found,) = events(session("norland", HOST))
    assert found[:6] == ("consult", ["visit"], [], ["norland"], ["hostland"], False)


def test_a_call_and_a_plan():
    (found,) = events(session("norland", "sudland", kind="call", status="planned"))
    assert found[:6] == ("consult", ["phone"], ["future"], ["norland", "sudland"], [], True)


def test_what_was_called_off_or_names_nobody_is_no_event():
    assert events(session("norland", status="cancelled")) == []
    assert events(session()) == []


def test_words_and_towns():
    doc = Doc("a", "2031-12-08", outlet="wire")
    doc.thing("statement", content="They must stop.", act="accuse", speaker="anna-berg", of="norland", target="sudland")
    doc.thing("statement", content="Please come.", act="request", addressee="westmark", many={"by": ["norland", "sudland"]})
    doc.thing("control", place="lakeside", actor="sudland", change="took", from_actor="norland", dates="2031-12-05")
    doc.thing("control", place="portville", actor="sudland", change="entered")
    assert events(doc) == [
        ("accuse", [], [], ["anna-berg"], ["sudland"], False, "2031-12-08", "published"),
        ("coerce", ["confiscate"], ["military"], ["sudland"], ["norland"], False, "2031-12-05", "said"),
        ("request", [], [], ["norland", "sudland"], ["westmark"], False, "2031-12-08", "published"),
    ]


def test_many_reports_are_one_event_with_its_voices():
    other = Doc("b", "2031-12-09", outlet="cable")
    other.session("river-talks", "round", number=3, dates="2031-12-07", who=["norland"])
    (found,) = rows(built(session("norland", "sudland"), other), "SELECT id, backing, documents FROM events")
    assert found == ("river-talks-round-3", 2, ["a", "b"])


def test_a_meeting_of_three_is_a_row_for_each_two():
    found = rows(built(session("norland", "sudland", "westmark")), "SELECT source, target, mutual, event FROM dyads")
    assert [row[:3] for row in found] == [("norland", "sudland", True), ("norland", "westmark", True), ("sudland", "westmark", True)]
    assert {row[3] for row in found} == {"river-talks-round-3"}


def test_the_side_of_a_person_and_the_codes_of_its_state():
    codes = {"iso2": "NO", "iso3": "NOL", "gwno": 999}
    things = THINGS | {
        "norland": THINGS["norland"] | codes,
        "norland-ministry": {"class": "organisation", "kind": "ministry", "of": "norland"},
    }
    doc = Doc("a", "2031-12-08")
    doc.thing("statement", content="One.", act="accuse", speaker="anna-berg", target="norland-ministry")
    doc.thing("statement", content="Two.", act="accuse", speaker="Имя", of="norland")
    doc.thing("statement", content="Three.", act="accuse", speaker="Имя")
    connection = store.memory()
    store.add_things(connection, things)
    store.add_readings(connection, [doc.reading()])
    reconcile(connection, None, resolve)
    query = "SELECT source, source_side, source_iso2, source_iso3, source_gwno, target_side, target_gwno FROM dyads ORDER BY ALL"
    assert rows(connection, query) == [
        ("anna-berg", "norland", "NO", "NOL", 999, "norland", 999),
        ("Имя", "norland", "NO", "NOL", 999, None, None),
        ("Имя", None, None, None, None, None, None),
    ]


def test_the_marks_of_the_sources_are_carried():
    connection, made = store.memory(), session("norland", "sudland").reading()
    store.add_things(connection, THINGS)
    store.add_readings(connection, [Reading(msgspec.structs.replace(made.document, sensitivity="internal"), made.claims)])
    reconcile(connection, None, resolve)
    assert rows(connection, "SELECT sensitivity FROM events UNION ALL SELECT sensitivity FROM dyads") == [("internal",), ("internal",)]
