"""What a brief tells: every sentence with its sources, conflicts as footnotes, what is vague or unknown said to be so."""

import re

import pytest

from mahdar import corrections
from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.brief import write
from mahdar.showing.brief.model import Cite, Note, Paragraph, Table, Words, plain, runs_of, walked
from mahdar.showing.terminal import safe
from tests.reconciling.made import THINGS, Doc, person, resolve
from tests.showing.brief.made import ARABIC, bad, coverage, known, lines, made
from tests.showing.brief.made import plain as told


def line(found, start):
    """The one line that begins so."""
    (one,) = (text for text in lines(found) if text.startswith(start))
    return one


def test_a_session_is_told_with_its_day_place_and_independent_sources():
    found = re.sub(r"\{.*?\}", "", line(made(record=known()), "Held on"))
    assert found == (
        "Held on 4–5 March 2031 [wire-report:2; post-report:1], in Portville [wire-report:3; cable-report:1]. "
        "By 3 independent sources: Cable, Morning Post, Wire [wire-report:2; cable-report:1; post-report:1]."
    )


def test_conflicts_are_footnotes_with_both_values_and_their_independent_sources():
    found = line(made(record=known()), "Held on")
    (note,) = re.findall(r"\{(.*?)\}", found)
    assert "4–5 March 2031, shown here (more independent sources): 2 independent sources (Morning Post, Wire) [wire-report:2; post" in note
    assert "2 March 2031: 1 independent source (Cable) [cable-report:1]" in note
    assert note.endswith("(different value).")


def test_who_took_part_stands_by_role_with_the_people_of_each_delegation():
    found = line(made(record=known()), "Took part. ")
    assert found == "Took part. guarantor: Norland (Anna Berg) [wire-report:3]; role not reported: Sudland [wire-report:4]."


def test_a_plan_is_no_meeting_and_a_vague_day_is_vague():
    found = line(made(record=known()), "Planned")
    assert found.startswith("Planned some time in June 2031 [post-report:1], place not reported; not reported held in these 3 sources. By ")


def test_a_statement_has_its_speaker_attribution_words_and_line():
    assert line(made(record=known()), "Said. ") == "Said. Anna Berg: “عوا f” (verbatim, through Cable, act: request) [wire-report:4]"


def test_a_promise_stands_with_what_came_of_it():
    found = line(made(record=known()), "Promised. ")
    assert found.startswith("Promised. Norland: “to count the boats” (due 20 March 2031) [wire-report:6]")
    assert "Status on 1 April 2031: overdue (due by 20 March 2031; " in found


def test_what_stands_in_quotation_marks_begins_in_the_line_that_is_cited():
    texts = dict(known().execute("SELECT id, text FROM documents").fetchall())
    for block in made(record=known()).blocks:
        runs = [*runs_of(block)]
        for place, run in enumerate(runs):
            if isinstance(run, Words) and run.voice == "source" and run.text != "to count the boats":  # which no made-up text has
                cite = next(one for one in runs[place:] if isinstance(one, Cite))
                spots = [texts[ref.document].split("\n")[number - 1 : number + 1] for ref in cite.refs for number in ref.lines]
                assert any(run.text in plain(" ".join(two)) for two in spots), run.text


def test_a_symbol_is_no_quotation():
    doc = Doc("wire-report", "2031-03-05")
    doc.session("river-talks", "round", number=3, outcome=["resolution-9"])
    doc.thing("outcome", kind="resolution", title="S/RES/9 (2031)", symbol="S/RES/9 (2031)")
    found = "\n".join(lines(made(doc)))
    assert "resolution S/RES/9 (2031) [wire-report:" in found
    assert "“S/RES" not in found


def test_inferred_values_are_marked():
    doc = Doc("wire-report", "2031-03-05")
    subject = doc.session("river-talks", "round", number=3, city="portville")
    doc.add("session", "dates", "2031-03-04", subject, "held", basis="inferred")
    assert line(made(doc), "Held").startswith("Held on 4 March 2031* [wire-report:1], in Portville [wire-report:1].")


def test_what_is_not_known_is_said_not_to_be_known():
    doc = Doc("wire-report")
    doc.session("river-talks", "call")
    found = lines(made(doc))
    assert "River talks. 1 source read; no day of publication is known." in found
    assert any(text.startswith("Held on a day not reported, place not reported.") for text in found)


def test_every_sentence_of_the_chronology_has_a_source():
    found = made(record=known())
    for block in found.blocks[3:]:
        if isinstance(block, Paragraph) and block.kind != "small" and "not found" not in told(block.runs):
            assert [*walked(block.runs)] or "(" in told(block.runs)


def test_every_source_is_listed_with_its_number_id_hash_and_lines():
    found = made(record=known())
    assert found.numbers == {"wire-report": 1, "post-report": 2, "cable-report": 3}
    entry = line(found, "Wire;")
    assert "published 5 March 2031" in entry
    assert "wire-report" in entry
    assert re.search(r"SHA-256 [0-9a-f]{64}", entry)
    assert "cited lines: 2, 3, 4" in entry


def test_sources_of_one_origin_name_each_other():
    first, second = Doc("first", "2031-03-05", outlet="wire"), Doc("second", "2031-03-06", outlet="wire")
    for doc in (first, second):
        doc.session("river-talks", "round", number=3, dates="2031-03-04")
    found = lines(made(first, second))
    assert any("shared origin with [second:]: the same outlet" in text for text in found)
    assert any("By 1 independent source: Wire [first:1; second:1]." in text for text in found)


def test_the_short_form_cites_one_source_of_each_voice_and_says_what_it_leaves_out():
    docs = [Doc(f"report-{k}", f"2031-03-{k:02}", outlet=("wire", "cable")[k % 2]) for k in range(1, 10)]
    for k, doc in enumerate(docs):
        doc.session("river-talks", "round", number=3, dates="2031-03-01")
        for saying in range(4):
            doc.thing("statement", speaker="anna-berg", content=None, mode="quote", act="state")
            doc.add("statement", "content", f"words {k} {saying}", f"{doc.id}#statement-{doc.count}")
    short = made(*docs, short=True)
    found = next(text for text in lines(short) if text.startswith("Round 3."))
    assert "[report-1:1; report-2:1]" in found
    assert any("Left out, and in the full form: " in text for text in lines(short))
    assert found.count("Said.") <= 3


def test_the_words_of_sources_can_be_left_out():
    found = "\n".join(lines(made(record=known(), text=False)))
    assert "words left out" in found
    assert "count the boats" not in found
    assert "The words of the sources are left out." in found


def test_a_process_a_day_or_a_stretch_of_days_can_be_asked_for():
    other = Doc("other", "2031-03-07")
    other.session("sea-forum", "round", number=1, dates="2031-03-06")
    docs = (*coverage(), other)
    assert any(text.startswith("Round 1,") for text in lines(made(*docs)))
    assert not any(text.startswith("Round 1,") for text in lines(made(*docs, process="river-talks")))
    since = lines(made(*docs, since="2031-05-01"))
    assert not any(text.startswith("Round") for text in since)
    assert any(text.startswith("Summit") for text in since)
    assert any("Only sessions of 1 May 2031 or later." in text for text in since)
    with pytest.raises(MahdarError, match="no session of the record is of this process; the record has: river-talks, sea-forum"):
        made(*docs, process="hill-talks")


def test_as_of_a_day_the_record_is_that_of_the_day():
    found = lines(made(*coverage(), as_of="2031-03-05"))
    assert any("As of 5 March 2031: 1 source read" in text for text in found)
    assert any("cable-report: published later" in text for text in found)


def test_a_record_with_nothing_in_it_and_one_without_a_process_are_briefs_too():
    assert "No session is found in these 0 sources." in lines(made())
    doc = Doc("wire-report", "2031-03-05")
    doc.session(None, "call", dates="2031-03-04", who=["norland", "sudland"])
    found = lines(made(doc))
    assert any(text.startswith("Call: Norland – Sudland, 4 March 2031") for text in found)


def test_hundreds_of_sessions_fit_the_short_form():
    doc = Doc("wire-report", "2031-03-05", text="words " * 20000)
    for k in range(300):
        doc.session("river-talks", "round", number=k, dates=f"{2000 + k % 30}-0{k % 9 + 1}-1{k % 9}")
    found = made(doc, short=True)
    assert len(found.blocks) < 60
    assert any(re.search(r"left out, .*full form: 2\d\d sessions", text, re.I) for text in lines(found))


def test_in_arabic_all_words_of_ours_are_arabic():
    found = made(record=known(), tongue="ar")
    ours = " ".join(run.text for block in (*found.blocks, *found.sources) for run in flat(runs_of(block)) if run.voice == "own")
    assert not re.search("[a-zA-Z]", ours)
    headings = [heading for block in found.blocks if isinstance(block, Table) for heading in block.headings]
    assert not re.search("[a-zA-Z]", " ".join(headings))


def flat(runs):
    for run in runs:
        if isinstance(run, Note):
            yield from flat(run.runs)
        elif not isinstance(run, Cite):
            yield run


def test_no_text_of_a_source_is_more_than_one_line_of_harmless_letters():
    found = made(record=bad())
    words = [run for block in (*found.blocks, *found.sources) for run in flat(runs_of(block))]
    assert any("<script>" in run.text for run in words)
    for run in words:
        assert isinstance(run, Words)
        assert run.text == safe(run.text)
        assert "\n" not in run.text
        assert "\ufffe" not in run.text
    assert plain("a\ud800\n b") == "a\ufffd b"


def test_what_a_reader_settled_says_so_and_every_correction_is_listed(tmp_path):
    path = tmp_path / "made.duckdb"
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.add_readings(connection, [doc.reading() for doc in coverage()])
        reconcile(connection, None, resolve)
    settle = corrections.settled("river-talks-round-3.city", "lakeside")
    corrections.correct(path, corrections.signed("settle", settle, "A. Reader", "2031-05-01", "the host says so"))
    with store.open_record(path) as record:
        found = made(record=record)
    assert "city: settled by a reader, A. Reader on 2031-05-01: the host says so." in line(found, "Held on")
    assert "river-talks-round-3.city is lakeside: A. Reader, 1 May 2031: the host says so" in lines(found)


def test_who_stayed_away_did_not_take_part():
    doc = Doc("wire-report", "2031-03-05")
    doc.session("river-talks", "round", number=3, who=[person(None, "norland", "absent"), person(None, "sudland", "party")])
    found = made(doc)
    assert line(found, "Took part.") == "Took part. party: Sudland [wire-report:1]."
    assert line(found, "Stayed away.") == "Stayed away. Norland [wire-report:1]."


def test_a_document_without_an_outlet_is_a_voice_by_its_number():
    doc = Doc("wire-report", "2031-03-05")
    doc.session("river-talks", "round", number=3)
    assert "By 1 independent source: outlet not known [wire-report:] [wire-report:1]." in line(made(doc), "Held on")


def test_a_number_of_sources_is_no_year():
    docs = [Doc(f"report-{k}", f"2031-03-{k % 28 + 1:02}", text="a") for k in range(1000)]
    docs[0] = Doc("report", "2031-03-01")
    docs[0].session("river-talks", "ministerial", dates="2031-03-01")
    (gap,) = (text for text in lines(made(*docs)) if "outcome document" in text)
    assert gap.endswith("outcome document of Ministers' meeting, 1 March 2031: not found in these 1000 sources (the session was held).")


@pytest.mark.parametrize("name", ["brief.pdf", "brief"])
def test_a_file_of_another_kind_is_refused(tmp_path, name):
    with pytest.raises(MahdarError, match=r"is no kind of brief; end its name in \.docx, \.html, \.md"):
        write(made(record=known()), tmp_path / name)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["brief.docx", "brief.html", "brief.md"])
def test_the_same_record_gives_the_same_bytes(tmp_path, name):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(made(record=bad()), tmp_path / folder / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_names_of_people_and_words_have_a_direction_of_their_own():
    doc = Doc("wire-report", "2031-03-05", text=f"{ARABIC} " * 40)
    doc.session("river-talks", "bilateral", dates="2031-03-04", who=[person(ARABIC, "norland")])
    voices = {run.voice for block in made(doc).blocks for run in flat(runs_of(block)) if ARABIC in run.text}
    assert voices == {"name"}
