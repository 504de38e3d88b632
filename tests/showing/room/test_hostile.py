"""What sources and strangers may try: texts that want to act, and requests that no page of ours sends."""

from __future__ import annotations

import io
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from mahdar.showing.listings import LISTINGS
from mahdar.showing.room.app import ROUTES
from tests.reconciling.made import Doc

TOKEN = "made-for-this-run"
OWN = {"origin": "http://127.0.0.1"}
ACTING = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><style>*{display:none}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.invalid")',
    "@SUM(1+1)|cmd",
    "\x1b]0;owned\x07\x1b[31m",
    "\u202egnp.exe\u2066",
    "a/b/../../c?d#e%2f&f=\\g",
    "x" * 9_000,
]
_DANGEROUS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def hostile(number, text):
    """A document in which everything that a source can say is a text that wants to act."""
    doc = Doc(f"report-{number}", "2031-12-08", text=f"{text} {number}\n" * 40, outlet=text)
    plan = doc.session("river-talks", "round", number=number + 1, dates="2031-12-07", city=text, who=[text], outcome=[])
    doc.add("document", "title", text, subject=doc.id)
    doc.thing("statement", speaker=text, content=text, mode="quote", chain=[text])
    doc.thing("outcome", kind="joint_statement", title=text, session=plan, many={"signatory": [text]})
    doc.thing("commitment", what=text, due="2031-12", place=text, condition=text, many={"by": [text]})
    doc.thing("control", place=text, actor=text, change="took", dates="2031-12-01")
    return doc


@pytest.fixture(scope="module")
def room(made):
    """A room full of such documents, for whoever may correct."""
    app = made(*(hostile(number, text) for number, text in enumerate(ACTING)), token=TOKEN).app
    room = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    room.get("/edit", params={"token": TOKEN})
    return room


def check(answer):
    """A page on which nothing of a source acts."""
    assert answer.status_code < 500
    page = LexborHTMLParser(answer.text)
    assert [s for s in page.css("script") if not (s.attributes.get("src") or "").startswith("/static/")] == []
    assert page.css("style, img, iframe, object, base") == []
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
    links = [link.attributes["href"] or "" for link in page.css("a[href]")]
    assert [link for link in links if not link.startswith(("/", "#", "?"))] == []
    assert [link for link in links if link.startswith("//")] == []
    assert not _DANGEROUS.search(answer.text)
    return links


@pytest.mark.parametrize("path", ["/", "/review", *(f"/{listing}" for listing in LISTINGS)])
def test_what_a_source_says_is_shown_as_text(room, path):
    links = check(room.get(path))
    for link in {link.split("?")[0]: link for link in links if link.count("/") > 1 and not link.startswith("/static")}.values():
        check(room.get(link))


@pytest.mark.parametrize("listing", LISTINGS)
def test_what_a_source_says_is_downloaded_as_text(room, listing):
    table = room.get(f"/{listing}.csv")
    assert not _DANGEROUS.search(table.text)
    assert not re.search(r'(^|,)"?[=@]', table.text, re.M)
    assert not _DANGEROUS.search(room.get(f"/{listing}.json").text)
    book = CalamineWorkbook.from_filelike(io.BytesIO(room.get(f"/{listing}.xlsx").content))
    assert book.sheet_names == [listing, "manifest"]
    assert book.get_sheet_by_name("manifest").to_python()[1][0] == "cite"
    sheet = book.get_sheet_by_name(listing).to_python()
    assert len(sheet) - 1 == len(room.get(f"/{listing}.json").json())


ADDRESSES = sorted({route.path for route in ROUTES})
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KNOWN = ["as_of", "words", "page", "since", "until", "document", "q", "doubt", "token", "process", "by", "kind", "cell", "actor"]
ODD = ["0", "-1", "1", "99999999999", "2031-12-08", "0001-01-01", "9999-12-31", "2031-02-30", "ar", "%00", "'"]
KEYS, VALUES = st.one_of(st.sampled_from(KNOWN), WORDS), st.one_of(st.sampled_from(ODD), WORDS)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ADDRESSES), st.lists(st.tuples(KEYS, VALUES), max_size=5), WORDS.filter(lambda w: w.strip("./") != ""))
def test_no_address_is_too_strange(room, address, asked, name):
    path = re.sub(r"\{.*?\}", lambda _: quote(name, safe="") or "x", address)
    assert room.get(path, params=asked).status_code < 500


@pytest.mark.parametrize("path", ["/correct", "/read"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nfoo"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\ncontent-disposition: form-data; name="f"; filename="../x"\r\n\r\n\x00\r\n--x--'),
        ("application/json", b"{"),
        ("application/x-www-form-urlencoded", b"%ff%00=\xff&act=%ff&do=%00"),
        ("application/x-www-form-urlencoded", b"&".join(b"k%d=v" % n for n in range(5000))),
        ("text/plain", b""),
    ],
)
def test_a_malformed_form_gets_a_clear_refusal(room, path, kind, body):
    answer = room.post(path, content=body, headers={**OWN, "content-type": kind})
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/correct", "/read"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_body_that_goes_on_beyond_what_is_taken_is_refused(room, path, kind):
    for length in ({}, {"content-length": "-1"}, {"content-length": "9" * 30}, {"content-length": "x"}):
        body = iter([b"--x\r\n", *(b"z" * 1_000_000 for _ in range(6))]) if not length else b"z"
        assert room.post(path, content=body, headers={**OWN, "content-type": kind, **length}).status_code == 413


@pytest.mark.parametrize("path", ["/", "/sessions", "/sessions.csv", "/review", "/static/room.css", "/nowhere"])
def test_head_says_what_get_would(room, path):
    head, get = room.head(path), room.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""


@pytest.mark.parametrize("path", ["/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/sources/..%2f..%2fetc", "/%00", "/static/%00"])
def test_no_path_leads_out(room, path):
    assert room.get(path).status_code == 404


def test_of_a_parameter_that_is_repeated_one_counts(room):
    assert room.get("/sessions?words=ar&words=en&page=1&page=1").status_code == 200
