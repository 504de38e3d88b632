"""Who may correct, what a correction does to the record, and what the review asks about first."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from mahdar import corrections
from tests.reconciling.made import Doc

TOKEN = "made-for-this-run"
OWN = {"origin": "http://127.0.0.1"}


def docs():
    a = Doc("wire-report", "2031-12-08", outlet="wire")
    a.session("river-talks", "round", number=3, dates="2031-12-07", city="portville", who=["norland"])
    a.thing("statement", speaker="al-rayyan", content="words", mode="quote")
    b = Doc("cable-report", "2031-12-09", outlet="cable")
    b.session("river-talks", "round", number=3, dates="2031-12-07", city="lakeside")
    b.session("river-talks", "ministerial", dates="2031-11-01", city="portville", who=["norland", "sudland"])
    c = Doc("post-report", "2031-12-10", outlet="morning-post")
    c.session("river-talks", "ministerial", dates="2031-11-03", city="lakeside", who=["westmark", "ostia"])
    c.session("river-talks", "summit", status="proposed", dates="2032-05", city="lakeside")
    return a, b, c


@pytest.fixture(scope="module")
def unchanged(made):
    """The application for tests that change nothing."""
    return made(*docs(), token=TOKEN).app


@pytest.fixture
def guest(unchanged):
    """Somebody without the token."""
    return TestClient(unchanged, base_url="http://127.0.0.1")


@pytest.fixture
def reader(guest):
    """Somebody with the token, who changes nothing."""
    return entered(guest)


@pytest.fixture
def editor(made):
    """Somebody with the token and a record to correct."""
    return entered(made(*docs(), token=TOKEN))


def entered(room):
    room.get("/edit", params={"token": TOKEN})
    return room


def main(answer):
    return LexborHTMLParser(answer.text).css_first("main")


def words(node):
    return " ".join(node.text().split())


def send(room, **said):
    """The page that a correction leads back to, once the record was made anew with it."""
    answer = room.post("/correct", data={"who": "Nour", "why": "seen in the minutes", **said}, headers=OWN)
    caught_up(room)
    return room.get(answer.url) if answer.is_success else answer


def caught_up(room):
    while room.app.state.room.behind.waiting:
        time.sleep(0.05)
    assert not room.app.state.room.behind.failed


def file(room):
    path = corrections.beside(room.app.state.room.shelf.path)
    return corrections.read(path)


def buttons(answer, form=None):
    """What the buttons of a page would do."""
    found = main(answer).css("button[name=act]" if form is None else f"button[name=act][form={form}]")
    return [parse_qs(button.attributes["value"]) for button in found]


# --- who may


def test_the_address_with_the_token_leads_to_the_review_and_no_script_reads_its_cookie(guest):
    answer = guest.get("/edit", params={"token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    cookie = answer.headers["set-cookie"].lower()
    assert TOKEN in cookie
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], "ا" * 20])
def test_without_the_token_nobody_may(guest, token):
    answer = guest.get("/edit", params={"token": token} if token is not None else {}, follow_redirects=False)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert main(guest.get("/review")).css("form") == []
    assert send(guest, do="settle", cell="river-talks-round-3.city", value="lakeside").status_code == 403
    assert file(guest) == []


def test_where_corrections_are_off_no_token_is_the_right_one(made):
    room = made(*docs())
    for token in ("", "None"):
        assert room.get("/edit", params={"token": token}, follow_redirects=False).status_code == 403
    room.cookies.set("token-80", "None")
    assert send(room, do="settle", cell="river-talks-round-3.city", value="lakeside").status_code == 403


def test_a_form_of_another_page_is_refused_even_with_the_token(reader):
    for headers in ({"origin": "http://evil.invalid"}, {"origin": "http://127.0.0.1:9"}, {"sec-fetch-site": "same-site"}):
        said = {"do": "settle", "cell": "river-talks-round-3.city", "value": "lakeside", "who": "x", "why": "y"}
        assert reader.post("/correct", data=said, headers=headers).status_code == 403
    assert file(reader) == []


def test_no_form_is_shown_on_the_record_of_another_day(reader):
    assert main(reader.get("/why/river-talks-round-3.city")).css("form") != []
    assert main(reader.get("/why/river-talks-round-3.city?as_of=2031-12-09")).css("form") == []


# --- what a correction does


def test_a_value_is_settled_where_it_stands_and_the_page_says_by_whom(editor):
    path = "/why/river-talks-round-3.city"
    (act,) = (button for button in buttons(editor.get(path)) if button.get("value") == ["lakeside"])
    answer = send(editor, act="&".join(f"{key}={value[0]}" for key, value in act.items()), back=path)
    assert answer.url.path == path
    first = words(main(answer).css_first(".candidate"))
    assert first.startswith("● Lakeside")
    assert "settled by Nour on " in first
    assert "seen in the minutes" in first
    (made,) = file(editor)
    assert (made.do, made.cell, made.value, made.who, made.why) == ("settle", "city", "lakeside", "Nour", "seen in the minutes")
    assert "Lakeside" in words(main(editor.get("/sessions/river-talks-round-3")))


def test_a_settled_field_is_in_doubt_no_more_and_its_correction_stands_in_the_review(editor):
    assert "River talks round 3 · city" in words(main(editor.get("/review")))
    send(editor, do="settle", cell="river-talks-round-3.city", value="lakeside")
    page = words(main(editor.get("/review")))
    assert "River talks round 3 · city" not in page
    assert "river-talks-round-3.city is lakeside" in page
    assert "river-talks-round-3.city is lakeside" in words(main(editor.get("/corrections")))


def test_a_line_that_a_source_does_not_say_is_rejected(editor):
    rejecting = [button for button in buttons(editor.get("/why/river-talks-round-3.city")) if button["do"] == ["reject"]]
    claim = rejecting[-1]["claims"][0]
    answer = send(editor, act=f"do=reject&claims={claim}", back="/why/river-talks-round-3.city")
    assert "rejected by Nour" in words(main(answer).css_first(".rejected"))
    assert len(main(answer).css(".candidate")) == 1


def test_what_a_source_tells_is_split_off_and_merged_again(editor):
    send(editor, do="split", thing="river-talks-round-3", documents="cable-report")
    assert editor.get("/sessions/river-talks-round-3-apart").status_code == 200
    send(editor, act="do=merge&things=river-talks-round-3&things=river-talks-round-3-apart")
    assert [made.do for made in file(editor)] == ["split", "merge"]
    assert editor.get("/sessions/river-talks-round-3-apart").status_code == 404


def test_a_name_is_given_to_whom_it_belongs_and_is_asked_about_no_more(editor):
    assert "al-rayyan" in words(main(editor.get("/review?doubt=unnamed")))
    send(editor, do="identify", name="al-rayyan", actor="ewa-falk")
    assert "Ewa Falk" in words(main(editor.get("/statements")))
    assert "al-rayyan" not in [words(h) for h in main(editor.get("/review")).css("h2")]


def test_the_name_of_who_corrects_is_asked_once(editor):
    assert {n.attributes["value"] for n in main(editor.get("/review")).css("input[name=who]")} == {""}
    send(editor, who='نور "x"; a=b', do="settle", cell="river-talks-round-3.city", value="lakeside")
    assert {n.attributes["value"] for n in main(editor.get("/review")).css("input[name=who]")} == {'نور "x"; a=b'}


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"do": "settle", "cell": "river-talks-round-3.city", "value": "lakeside", "why": ""}, "why is missing"),
        ({"do": "settle", "cell": "river-talks-round-3.city", "value": "lakeside", "who": " "}, "who is missing"),
        ({"do": "settle", "cell": "river-talks-round-3.city"}, "value is missing"),
        ({"do": "settle", "cell": "river-talks-round-3.colour", "value": "red"}, "no such cell"),
        ({"do": "merge", "things": "river-talks-round-3"}, "things is missing"),
        ({"do": "split", "thing": "river-talks-round-3", "documents": ""}, "documents is missing"),
        ({"do": "reject", "claims": "zzz"}, "no claims begin like this"),
        ({"do": "identify", "name": "al-rayyan", "actor": "nobody"}, "nobody with this id"),
        ({"do": "drop"}, "a correction is one of"),
        ({}, "a correction is one of"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_written(reader, said, line):
    answer = send(reader, **said)
    assert answer.status_code == 400
    assert line in answer.text
    assert file(reader) == []


def test_it_leads_back_into_the_room_only(editor):
    elsewhere = ["//evil.invalid", "https://evil.invalid", "/\\evil.invalid", "javascript:alert(1)", "/a\r\nset-cookie: x=y", ""]
    said = {"do": "settle", "cell": "river-talks-round-3.city", "value": "lakeside", "who": "x", "why": "y"}
    for back in elsewhere:
        answer = editor.post("/correct", data={**said, "back": back}, headers=OWN, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    caught_up(editor)


def test_whether_the_record_is_being_made_anew_is_told_to_who_corrects_only(editor, guest):
    assert editor.get("/edit/behind").json() == {"waiting": False}
    assert guest.get("/edit/behind").status_code == 403


def test_a_record_that_was_made_anew_is_seen_though_the_earlier_one_is_still_read(editor):
    reading = editor.app.state.room.shelf.book().cursor()
    send(editor, do="settle", cell="river-talks-round-3.city", value="lakeside")
    assert "Lakeside" in words(main(editor.get("/sessions/river-talks-round-3")).css_first(".fields"))
    settled = "SELECT count(*) FROM cells WHERE settled_by IS NOT NULL"
    assert reading.execute(settled).fetchall() == [(0,)]


# --- the review


def test_the_review_begins_with_what_sources_disagree_on_equally(reader):
    page = main(reader.get("/review"))
    flags = [words(flag) for flag in page.css("h2 .flag")]
    assert flags == ["equally many sources", "name not identified", "perhaps one session", "one source, not firm"]
    assert words(page.css_first("h2")).startswith("River talks round 3 · city")


def test_each_doubt_has_its_evidence_and_what_can_be_done(reader):
    page = reader.get("/review")
    assert [words(mark) for mark in main(page).css("#d1 ~ .versions mark")] != []
    assert {button["do"][0] for button in buttons(page, "f1")} == {"settle", "reject", "split"}
    assert [button["do"][0] for button in buttons(page, "f2")] == ["identify"]
    assert {form.attributes["hx-boost"] for form in main(page).css("form.correct")} == {"false"}, "htmx leaves out buttons beside a form"
    (merge,) = (button for button in buttons(page, "f3") if button["do"] == ["merge"])
    assert len(merge["things"]) == 2


def test_one_kind_of_doubt_can_be_asked_for_alone(guest):
    assert [words(flag) for flag in main(guest.get("/review?doubt=alike")).css("h2 .flag")] == ["perhaps one session"]
    assert guest.get("/review?colour=red").status_code == 400


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_review_is_there_in_both_languages(reader, language):
    assert reader.get("/review", params={"words": language}).status_code == 200
