from __future__ import annotations

import queue
import re
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mahdar import building
from mahdar.showing.listings import LISTINGS
from mahdar.showing.room.app import application
from mahdar.showing.room.held import Held
from mahdar.showing.room.rows import Rows

SAMPLE = Path(__file__).parents[3] / "examples" / "astana"

PAGES = ["/", *(f"/{listing}" for listing in LISTINGS)]


@pytest.mark.parametrize("words", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages(room, path, words):
    answer = room.get(path, params={"words": words})
    assert answer.status_code == 200
    assert f'dir="{"rtl" if words == "ar" else "ltr"}"' in answer.text


def test_every_link_of_the_menu_keeps_day_and_language(room):
    page = room.get("/sessions?as_of=2024-02-01&words=ar").text
    menu = re.search(r"<nav.*?</nav>", page, re.S)[0]
    assert all("as_of=2024-02-01" in link and "words=ar" in link for link in re.findall(r'href="([^"]+)"', menu))


def test_the_day_moves_the_record(room):
    assert "astana-round-22" in room.get("/sessions").text
    assert "astana-round-22" not in room.get("/sessions?as_of=2023-12-31").text


def test_why_something_must_exist_is_told_in_the_language_of_the_page(room):
    assert "rounds 17 and 20 of the process are reported" in room.get("/gaps?words=en").text
    assert "جولة رقم 17 وجولة رقم 20" in room.get("/gaps?words=ar").text


def test_a_filter_leaves_only_what_fits(room):
    page = room.get("/sessions?city=doha").text
    assert "bilateral-2024-12-06-araghchi-fidan" in page
    assert "astana-round-20" not in page


@pytest.mark.parametrize(
    ("address", "status", "line"),
    [
        ("/sessions?as_of=soon", 400, "write it as YYYY-MM-DD"),
        ("/sessions?page=0", 400, "pages are numbered from 1"),
        ("/sessions?colour=red", 400, "sessions can be filtered by"),
        ("/sessions/no-such-session", 404, "the record has none of that id"),
        ("/why/astana-round-21.colour", 404, "astana-round-21.dates"),
        ("/../../etc/passwd", 404, "Not Found"),
        ("/static/../app.py", 404, "Not Found"),
        ("/static/%2e%2e/app.py", 404, "Not Found"),
        (f"/sessions?city={'x' * 5000}", 414, "at most"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(room, address, status, line):
    answer = room.get(address)
    assert answer.status_code == status
    assert line in answer.text
    assert "Traceback" not in answer.text


def test_another_host_is_not_answered(room):
    assert room.get("/", headers={"host": "evil.invalid"}).status_code == 421


def test_a_form_from_elsewhere_is_refused(room):
    for headers in ({}, {"origin": "http://evil.invalid"}, {"sec-fetch-site": "cross-site"}):
        assert room.post("/read", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_looking_and_sending(room, method):
    assert room.request(method, "/").status_code == 405


def test_nothing_may_run_that_is_not_ours(room):
    for path in ("/", "/static/room.css", "/nowhere"):
        policy = room.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_no_page_has_a_script_or_a_style_of_its_own(room):
    for path in PAGES:
        page = room.get(path).text
        assert re.findall(r"<script(?![^>]*src=\"/static/)", page) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []


def test_a_browser_may_keep_what_pages_are_made_of_but_no_record(room):
    assert room.get("/static/room.css").headers["cache-control"] == "no-cache"
    assert room.get("/sessions").headers["cache-control"] == "no-store"


def test_a_symbol_is_no_interval(room):
    page = room.get("/outcomes").text
    assert "S/RES/2254 (2015)" in page
    assert "2024-11-11 – 2024-11-12" in room.get("/sessions").text


def test_a_page_is_remembered_until_the_record_is_another(sample, tmp_path):
    record = tmp_path / "r.duckdb"
    shutil.copyfile(sample, record)
    client = TestClient(application(record), base_url="http://127.0.0.1")
    first = client.get("/sessions").text
    assert client.get("/sessions").text == first
    building.build([SAMPLE / "weekday-only-doha-plan.txt"], record, jobs=1, anew=True)
    assert "astana-round-16" in first
    assert "astana-round-16" not in client.get("/sessions").text


def test_what_is_made_ready_is_made_ready_of_the_next_record_too(sample, tmp_path, monkeypatch):
    record, ready = tmp_path / "r.duckdb", queue.Queue()
    shutil.copyfile(sample, record)
    monkeypatch.setattr("mahdar.showing.room.app.AHEAD", 0)
    monkeypatch.setattr(Held, "all", lambda held: ready.put(held))
    with TestClient(application(record), base_url="http://127.0.0.1") as room:
        books = [room.app.state.room.shelf.book()]
        assert ready.get(timeout=60) is books[0].held
        building.build([SAMPLE / "weekday-only-doha-plan.txt"], record, jobs=1, anew=True)
        assert room.get("/sessions").status_code == 200
        books.append(room.app.state.room.shelf.book())
        assert ready.get(timeout=60) is books[1].held
    assert books[0] is not books[1]


def test_who_asks_for_the_same_page_at_once_is_answered_by_one_drawing(sample, monkeypatch):
    drawn, whole = [], Rows.page

    def slowly(*asked):
        drawn.append(asked)
        time.sleep(0.2)
        return whole(*asked)

    monkeypatch.setattr(Rows, "page", slowly)
    with TestClient(application(sample), base_url="http://127.0.0.1") as room, ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: room.get("/sessions"), range(8)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(200, answers[0].text)}
    assert len(drawn) == 1
