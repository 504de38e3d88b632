"""How words became an actor or a place, as `why` tells it."""

import msgspec
import pytest

from mahdar.reconciling import reconcile, store
from mahdar.showing.tables import Names
from mahdar.showing.why import why
from tests.reconciling.made import Doc, person, resolve

TEXT = """Anna Berg, the minister, spoke in Portville.
Berg was glad; the chief of the ministry met his counterpart of Sudland.
The Sudlandish side agreed. Lakecity was silent, as was the capital of Sudland. Jo Dow wrote, and the three agreed.
محادثات للعاصمة النورية وعن بيرغ"""
WORLD = {
    "anna-berg": {"class": "person", "names": {"en": ["Anna Berg"], "ar": ["آنا بيرغ"]}},
    "ewa-falk": {
        "class": "person",
        "names": {"en": ["Ewa Falk"]},
        "holds": [
            {"office": "foreign-minister", "of": "sudland", "from": "2030-01", "to": "2032", "source": "https://sample.invalid/1"},
            {"office": "envoy", "of": "sudland", "from": "2033-01", "source": "https://sample.invalid/2"},
        ],
    },
    "foreign-minister": {"class": "office", "names": {"en": ["foreign minister"]}},
    "sudland": {"class": "state", "names": {"en": ["Sudland"]}, "adjectives": {"en": ["Sudlandish"]}, "capital": "lakecity", "iso2": "SU"},
    "norland": {"class": "state", "names": {"ar": ["العاصمة النورية"]}},
    "lakecity": {"class": "place", "kind": "city", "capital_of": "sudland", "country": "SU", "names": {"en": ["Lakecity"]}},
    "oldport": {"class": "place", "kind": "city", "names": {"en": ["Oldport"]}},
    "portville": {"class": "place", "kind": "city", "name_of": "oldport", "names": {"en": ["Portville"]}},
    "river-talks": {"class": "process", "names": {"en": ["River talks"]}},
}
CASES = {
    "name": ("speaker", "anna-berg", "Anna Berg", (), "Anna Berg: by the name “Anna Berg”"),
    "surname": ("speaker", "anna-berg", "Berg was", (), "Anna Berg: “Berg” is part of the name “Anna Berg”, which stands in line 1"),
    "joined": ("speaker", "anna-berg", "وعن بيرغ", (), "Anna Berg: “بيرغ” is part of the name “آنا بيرغ”"),
    "article": ("speaker", "norland", "للعاصمة النورية", (), "العاصمة النورية: by the name “العاصمة النورية”"),
    "before": ("speaker", "anna-berg", "the chief", ("a@0-23",), "Anna Berg: understood from “Anna Berg, the minister” in line 1"),
    "elsewhere": ("target", "anna-berg", "the chief", (), "Anna Berg: not named in these words; “Anna Berg” stands in line 1"),
    "adjective": ("speaker", "sudland", "Sudlandish side", (), "Sudland: by the adjective “Sudlandish”"),
    "capital": ("speaker", "sudland", "Lakecity", (), "Sudland: by its capital “Lakecity”"),
    "of the process": ("speaker", "sudland", "silent", ("river-talks",), "Sudland: by what is known of the process River talks"),
    "corrected": ("speaker", "anna-berg", "Jo Dow", (), "Anna Berg: “Jo Dow”, identified by Ann on 2032-01-01"),
    "meant": ("speaker", "sudland", "the three", (), "Sudland: meant by “the three”"),
    "unknown": ("speaker", "the ministry", "the ministry", (), "the ministry: by the name “the ministry”"),
}
PLACES = {
    "as capital": ("city", "lakecity", "capital of Sudland", "Lakecity: as the capital of “Sudland”"),
    "other name": ("city", "oldport", "Portville", "Oldport: by the name of another time, “Portville”"),
    "country": ("country", "SU", "Portville", "Sudland: the country of “Portville”"),
}


@pytest.fixture(scope="module")
def record():
    doc = Doc("a", "2031-03-05", text=TEXT)
    for name, (cell, value, words, origin, _) in CASES.items():
        subject = f"a#statement-{name}"
        doc.add("statement", "content", f"it was so, said {name}", subject)
        doc.add("statement", cell, "Jo Dow" if name == "corrected" else value, subject, spans=span(words))
        doc.claims[-1] = msgspec.structs.replace(doc.claims[-1], origin=origin)
    for number, (cell, value, words, _) in enumerate(PLACES.values(), 1):
        doc.add("session", "kind", "round", f"a#session-{number}", "held")
        doc.add("session", "number", number, f"a#session-{number}", "held")
        doc.add("session", cell, value, f"a#session-{number}", "held", spans=span(words))
    doc.add("session", "kind", "summit", "a#session-9", "held")
    doc.add("session", "participant", person("ewa-falk", "sudland"), "a#session-9", "held", spans=span("his counterpart of Sudland"))
    connection = store.memory()
    store.add_things(connection, WORLD)
    store.add_readings(connection, [doc.reading()])
    connection.execute("""INSERT INTO said_corrections BY NAME
        SELECT 1 AS number, 'identify' AS "do", 'Jo Dow' AS name, 'anna-berg' AS actor, 'Ann' AS who, '2032-01-01' AS made, 'so' AS why""")
    reconcile(connection, None, resolve)
    return connection


def span(words):
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def told(record, subject, cell):
    (thing,) = record.execute("SELECT DISTINCT thing FROM claims WHERE subject = ? AND cell = ?", [subject, cell]).fetchone()
    (candidate,) = why(record, f"{thing}.{cell}").candidates
    return Names(record, "en").sentence(candidate.voices[0].evidence[0].named)


@pytest.mark.parametrize("name", CASES)
def test_an_actor(record, name):
    assert told(record, f"a#statement-{name}", CASES[name][0]) == CASES[name][-1]


@pytest.mark.parametrize(("number", "name"), list(enumerate(PLACES, 1)))
def test_a_place(record, number, name):
    assert told(record, f"a#session-{number}", PLACES[name][0]) == PLACES[name][-1]


def test_one_who_is_not_named_held_the_office_on_that_day(record):
    office = "Ewa Falk: foreign minister of Sudland on that day, since 2030-01 (https://sample.invalid/1)"
    assert told(record, "a#session-9", "participant") == f"Sudland: by the name “Sudland”; {office}"


def test_other_cells_name_nobody(record):
    assert told(record, "a#session-1", "kind") == ""
