"""Corrections are answered at once and the record is made anew behind them, by a real `mahdar serve --edit`."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import duckdb
import httpx2 as httpx
import pytest

from mahdar import corrections

SETTLED = {"do": "settle", "who": "Nour", "why": "seen in the minutes"}
DATES = SETTLED | {"cell": "astana-round-22.dates", "value": "2024-11-10", "back": "/why/astana-round-22.dates"}
CITY = SETTLED | {"cell": "astana-round-22.city", "value": "moscow", "back": "/why/astana-round-22.city"}


@pytest.fixture
def record(sample, tmp_path):
    return shutil.copyfile(sample, tmp_path / "copy.duckdb")


@pytest.fixture
def serve(record):
    """Starts a room of the record, and gives its process and a browser that may correct; all are killed in the end."""
    running = []

    def start():
        command = [sys.executable, "-m", "mahdar", "serve", str(record), "--port", "0", "--edit"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        browser = httpx.Client(base_url=address.partition("/edit")[0], headers={"sec-fetch-site": "same-origin"}, timeout=600)
        running.append((server, browser))
        browser.get(f"/edit?{address.partition('?')[2]}")
        return server, browser

    yield start
    for server, browser in running:
        browser.close()
        kill(server)
        server.stdout.close()


def kill(server):
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def cells(record):
    """What readers settled of the round."""
    query = "SELECT cell, value ->> '$' FROM cells WHERE thing = 'astana-round-22' AND settled_by IS NOT NULL AND chosen"
    with duckdb.connect(str(record), read_only=True) as opened:
        return dict(opened.execute(query).fetchall())


def caught_up(browser):
    while browser.get("/edit/behind").json()["waiting"]:
        time.sleep(0.1)


def test_corrections_queue_while_the_record_is_being_made_and_a_kill_loses_none(record, serve):
    server, browser = serve()
    lock = duckdb.connect(str(record.with_name(f".{record.name}.partial")))  # another process is building the record
    for asked in (DATES, CITY):
        answer = browser.post("/correct", data=asked)
        assert (answer.status_code, answer.headers["location"]) == (303, asked["back"])
        page = browser.get(asked["back"]).text
        assert 'data-wait="/edit/behind"' in page
        assert "settled by Nour" not in page
    kill(server)
    lock.close()
    assert [made.cell for made in corrections.read(corrections.beside(record))] == ["dates", "city"]
    assert cells(record) == {}
    _, browser = serve()
    caught_up(browser)
    assert cells(record) == {"dates": "2024-11-10", "city": "moscow"}
    page = browser.get(CITY["back"]).text
    assert "settled by Nour" in page
    assert "data-wait" not in page


def test_what_another_process_corrects_meanwhile_is_kept(record, serve):
    _, browser = serve()
    browser.post("/correct", data=DATES)
    caught_up(browser)
    find = corrections.settled("astana-round-22.city", "moscow")
    corrections.correct(record, corrections.signed("settle", find, "Nour", "2026-11-22", "seen in the minutes"))
    assert cells(record) == {"dates": "2024-11-10", "city": "moscow"}
    assert "settled by Nour" in browser.get(CITY["back"]).text
