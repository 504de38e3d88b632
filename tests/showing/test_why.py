"""Why: candidates, independent sources, attribution, and the line with the words marked."""

import io
import re

import pytest

from mahdar.errors import MahdarError
from mahdar.showing.tables import Names
from mahdar.showing.terminal import show
from mahdar.showing.why import MARKS, busiest, line_of, page, why
from tests.reconciling.made import Doc, built


@pytest.fixture(scope="module")
def record():
    wire = Doc("wire-report", "2031-03-05", outlet="wire", text="first line\nthe round was held on 4 March and went well\nlast line")
    wire.at = wire.text.index("4 Mar")
    wire.add("session", "dates", "2031-03-04", "wire-report#session-1", "held", chain=("cable", "anna-berg"))
    for cell, value in (("process", "river-talks"), ("kind", "round"), ("number", 3)):
        wire.add("session", cell, value, "wire-report#session-1", "held")
    post = Doc("post-report", "2031-03-06", outlet="morning-post")
    post.session("river-talks", "round", number=3, dates="2031-03-02")
    post.thing("commitment", many={"by": ["norland"]}, what="a fourth round", due="2031-06")
    return built(wire, post)


def printed(record, cell, tongue="en"):
    out = io.StringIO()
    show(page(why(record, cell), Names(record, tongue)), out)
    return out.getvalue()


def test_candidates_with_the_chosen_first_and_the_dissent(record):
    answer = why(record, "river-talks-round-3.dates")
    assert (answer.thing, answer.kind, answer.cell) == ("river-talks-round-3", "session", "dates")
    assert [c.chosen for c in answer.candidates] == [True, False]
    assert {c.value for c in answer.candidates} == {"2031-03-04", "2031-03-02"}
    assert all(c.conflicting and c.reason for c in answer.candidates)


def test_each_voice_is_named_with_its_reason_and_members(record):
    voices = {v.family: v for c in why(record, "river-talks-round-3.dates").candidates for v in c.voices}
    assert voices["morning-post"].members == ("post-report",)
    assert all(v.reason for v in voices.values())


def test_the_marked_words_are_those_of_the_claim(record):
    candidates = why(record, "river-talks-round-3.dates").candidates
    (evidence,) = (e for c in candidates for v in c.voices for e in v.evidence if e.document == "wire-report")
    assert evidence.number == 2
    assert evidence.line == "the round was held on 4 March and went well"
    assert [evidence.line[a:b] for a, b in evidence.marks] == ["4 Mar"]
    assert evidence.chain == ("cable", "anna-berg")


def test_the_page_marks_words_and_names_document_line_and_attribution(record):
    text = printed(record, "river-talks-round-3.dates")
    assert f"held on {MARKS[0]}4 Mar{MARKS[1]}ch and" in text
    assert "wire-report:2" in text
    assert "attribution: Cable ← Anna Berg" in text
    assert "conflicting reports" in text


def test_the_independent_sources_are_named_beside_their_number_and_what_was_not_read_below(record):
    text = printed(record, "river-talks-round-3.number")
    assert "independent sources: 2 (Wire, Morning Post)" in text
    assert "not read" not in text
    connection = record.cursor()
    connection.execute("BEGIN; INSERT INTO manifest VALUES ('unread', '{\"ru\":12}')")
    assert "sources not read: Russian 12" in printed(connection, "river-talks-round-3.number")
    connection.execute("ROLLBACK")


def test_a_copied_sentence_says_whose_words_it_has():
    line = "the third round of the talks was held in the old customs house of the town and went well"
    docs = [Doc(name, f"2031-03-0{k}", line, outlet=name) for k, name in ((5, "wire"), (6, "morning-post"))]
    for doc in docs:
        for cell, value in (("process", "river-talks"), ("kind", "round"), ("number", 3)):
            doc.add("session", cell, value, f"{doc.id}#session-1", "held", spans=((4, 9),))
    text = printed(built(*docs), "river-talks-round-3.number")
    assert "independent sources: 1 (Wire)" in text
    assert "in the words of wire" in text
    assert "copy: the same words; the same outlet" in text


def test_the_page_in_arabic_words(record):
    assert "روايات متعارضة" in printed(record, "river-talks-round-3.dates", "ar")


@pytest.mark.parametrize("name", ["round-3.participants", "round-3.nonsense", "round-3", "round-33.dates"])
def test_an_unknown_cell_names_what_there_is(record, name):
    with pytest.raises(MahdarError, match=r"no such cell; ask for .*river-talks-round-3\."):
        why(record, f"river-talks-{name}")


def test_the_fate_of_a_commitment_has_its_reason(record):
    (commitment,) = record.execute("SELECT id FROM commitments").fetchone()
    (candidate,) = why(record, f"{commitment}.fate").candidates
    assert candidate.value == "pending"
    assert "2031-06-30" in candidate.reason


def test_the_busiest_cell_is_the_one_in_dispute(record):
    assert busiest(record) == "river-talks-round-3.dates"


def test_an_empty_record_has_no_busiest_cell():
    with pytest.raises(MahdarError, match="no session"):
        busiest(built())


@pytest.mark.parametrize(
    ("text", "spans", "number", "line", "marked"),
    [
        ("one\ntwo three\nfour", [(8, 13)], 2, "two three", ["three"]),
        ("one\ntwo", [(0, 3)], 1, "one", ["one"]),
        ("one\ntwo\nthree", [(4, 11)], 2, "two\nthree", ["two\nthr"]),
        ("one\ntwo", [(4, 5), (6, 7)], 2, "two", ["t", "o"]),
        ("one\ntwo\n", [(4, 8)], 2, "two", ["two"]),
    ],
)
def test_the_line_of_spans(text, spans, number, line, marked):
    found = line_of(text, spans)
    assert found[:2] == (number, line)
    assert [line[a:b] for a, b in found[2]] == marked


def test_a_long_line_is_cut_around_the_words():
    doc = Doc("long", "2031-03-05", outlet="wire", text="x" * 5000)
    doc.at = 2500
    doc.session("river-talks", "round", number=3)
    text = re.sub(r"\s", "", printed(built(doc), "river-talks-round-3.number"))
    assert 300 < text.count("x") < 400
    assert "…xx" in text
    assert text.endswith("xx…")
