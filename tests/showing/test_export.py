"""The record as JSON: the same bytes for the same input in any order, and every value with its claims."""

import itertools
import json

from mahdar.model import DateMention, Day
from mahdar.showing.export import dumps, export_json, reading_json
from tests.reconciling.made import Doc, built, person


def documents():
    a, b, c = (
        Doc("a", "2031-12-07", outlet="wire"),
        Doc("b", "XXXX-12", when={"wd": 2, "m": 12}),
        Doc("c", "2031-12-08", outlet="morning-post"),
    )
    for doc, status, dates in ((a, "held", "2031-12-07"), (b, "planned", "XXXX-12-07"), (c, "held", "2031-12-08/2031-12-09")):
        plan = doc.session(
            "river-talks",
            "round",
            status=status,
            number=3,
            dates=dates,
            city="portville",
            when={"d": 7, "m": 12},
            who=[person("anna-berg", "norland", "party"), "sudland"],
        )
        doc.thing("commitment", session=plan, what="to meet again", due="2031-12", many={"by": ["norland"]})
        doc.thing("outcome", kind="joint_statement", session=plan, many={"signatory": ["norland", "sudland"]})
        doc.thing("statement", chain=["wire", "anna-berg"], content="We met.", mode="quote", speaker="anna-berg")
        doc.thing("statement", content=f"Unknown to all but {doc.id}.", mode="paraphrase", speaker="Имя")
        doc.thing("control", place="lakeside", actor="sudland", change="took", dates=dates)
        doc.process("river-talks", began="2030")
    return a, b, c


def exported(*docs):
    return export_json(built(*docs))


def test_the_same_input_in_any_order_gives_the_same_bytes():
    texts = {dumps(exported(*docs)) for docs in itertools.permutations(documents())}
    assert len(texts) == 1
    assert dumps(exported(*documents())) in texts


def test_the_form():
    found = exported(*documents())
    assert found["schema"] == "mahdar-record/1"
    assert found["as_of"] == "2031-12-08"
    assert list(found)[3:] == [
        "documents",
        "actors",
        "places",
        "processes",
        "sessions",
        "outcomes",
        "statements",
        "commitments",
        "stances",
        "control",
        "families",
        "disagreements",
        "gaps",
        "corrections",
        "claims",
    ]
    session = next(s for s in found["sessions"] if s["id"] == "river-talks-round-3")
    assert session["participants"][0] == {
        "actor": "norland",
        "role": "party",
        "level": None,
        "person": "anna-berg",
        "person_role": None,
        "basis": "said",
    }
    assert session["outcomes"] == ["river-talks-round-3-joint-statement"]
    assert found["outcomes"][0]["signatories"] == ["norland", "sudland"]
    assert found["commitments"][0]["fate"] == "fulfilled"
    assert {m["document"] for m in found["commitments"][0]["made"]} == {"a", "b", "c"}
    assert {s["document"] for s in found["commitments"][0]["settled_by"]} <= {"a", "c"}
    assert {a["id"]: a["names"] for a in found["actors"]}["Имя"] == {"und": ["Имя"]}
    assert found["processes"][0]["names"] == {"en": ["River talks"]}


def test_a_telling_is_the_characters_of_its_span():
    docs = documents()
    texts = {d.id: d.text for d in docs}
    tellings = [t for s in exported(*docs)["statements"] for t in s["tellings"]]
    assert len(tellings) == 6
    for telling in tellings:
        assert telling["text"] == texts[telling["document"]][slice(*telling["span"])]
        assert telling["span"] == [telling["spans"][0][0], telling["spans"][-1][1]]


def test_every_value_has_claims_that_are_there_and_every_span_lies_in_its_text():
    docs = documents()
    found = exported(*docs)
    claims = {c["id"] for c in found["claims"]}
    for table in ("sessions", "outcomes", "statements", "commitments", "control", "processes", "documents"):
        for row in found[table]:
            for values in row["cells"].values():
                for value in values:
                    assert value["claims"], row["id"]
                    assert set(value["claims"]) <= claims
                    assert value["backing"] == len(value["families"])
    lengths = {d.id: len(d.text) for d in docs}
    assert all(0 <= s < e <= lengths[c["document"]] for c in found["claims"] for s, e in c["spans"])


def test_a_value_that_is_shown_is_the_chosen_one():
    for session in exported(*documents())["sessions"]:
        for cell in ("process", "kind", "number", "dates", "city", "status"):
            chosen = [v["value"] for v in session["cells"].get(cell, []) if v["chosen"]]
            assert chosen == ([session[cell]] if session[cell] is not None else [])


def test_the_words_of_the_sources_can_be_left_out():
    found = export_json(built(*documents()), text=False)
    assert not any("text" in t for s in found["statements"] for t in s["tellings"])


def test_one_reading():
    reading = documents()[0].reading()
    dated = DateMention((0, 4), "a a ", {"d": 7}, Day(edtf="2031-12-07", earliest="2031-12-07", latest="2031-12-07", said=("day",)))
    found = reading_json(type(reading)(reading.document, reading.claims, (dated,)))
    assert json.loads(dumps(found)) == found
    assert found["schema"] == "mahdar-reading/1"
    assert found["dates"] == [
        {
            "span": [0, 4],
            "text": "a a ",
            "edtf": "2031-12-07",
            "part": None,
            "earliest": "2031-12-07",
            "latest": "2031-12-07",
            "said": ["day"],
            "inferred": [],
            "doubt": [],
        }
    ]
    assert [s["id"] for s in found["sessions"]] == ["a#session-1"]
    assert found["sessions"][0]["number"] == 3
    assert found["claims"][0]["from"] == []


def test_a_reading_of_unknown_day():
    found = reading_json(documents()[1].reading())
    (document,) = found["documents"]
    assert (document["published"], document["read"], document["outlet"]) == ("XXXX-12", True, None)
    tellings = [t for s in found["statements"] for t in s["tellings"]]
    assert [t["span"] for t in tellings] == [t["spans"][0] for t in tellings]
    assert "text" not in document
