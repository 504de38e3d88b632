"""The reading room in a real browser: Debian's Chromium, driven through what a reader does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import duckdb
import pytest

CHROMIUM = shutil.which("chromium")
QUIET = ("quic", "background-networking", "component-update", "sync")  # what Chromium would ask the network for by itself
ARGUMENTS = ["--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in QUIET)]
PAGES = (
    "/", "/timeline", "/sessions", "/statements", "/outcomes", "/commitments", "/stances", "/control", "/network", "/disagreements",
    "/gaps", "/documents", "/corrections", "/read", "/sessions/astana-round-22", "/why/astana-round-22.dates", "/no-such-page",
)  # fmt: skip
ROUND = "اختتمت في أستانا اليوم الخميس 25 كانون الثاني 2024 الجولة الـ21 من محادثات أستانا حول سوريا."

if CHROMIUM is None and os.environ.get("MAHDAR_BROWSER") != "required":
    pytest.skip("no Chromium here: apt-get install chromium, to walk through the reading room too", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


def served(record, *options):
    """`mahdar serve`, and the address that it prints."""
    command = [sys.executable, "-m", "mahdar", "serve", str(record), "--port", "0", *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return server, re.search(r"http://\S+", server.stdout.readline())[0]


@pytest.fixture(scope="module")
def home(sample):
    server, address = served(sample)
    yield address.rstrip("/")
    server.terminate()
    server.wait()
    server.stdout.close()


@pytest.fixture
def page(browser):
    """A page on which nothing fails and which asks nobody but this machine."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    faults, hosts = [], set()
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield opened
    context.close()
    assert hosts <= {"127.0.0.1"}
    assert [fault for fault in faults if "status of 40" not in fault] == []  # the browser notes a page that is refused; we asked for it


def test_from_the_overview_to_the_marked_words_and_back(page, home):
    page.goto(home)
    page.click("nav >> text=timeline")
    page.locator('svg a[href*="/sessions/astana-round-22"]').first.click()
    page.wait_for_url("**/sessions/astana-round-22**")
    page.locator("tr.conflict", has_text="dates").locator('a[href*="/why/"]').click()
    page.wait_for_url("**/why/astana-round-22.dates**")
    page.locator("section.candidate").nth(1).wait_for()
    words = page.locator("article.evidence mark").first.inner_text()
    page.locator("article.evidence a").first.click()
    page.wait_for_url("**/sources/**")
    lit = page.locator(".claim.lit")
    lit.first.wait_for()
    assert lit.first.is_visible()
    assert words in "".join(lit.all_text_contents())
    assert lit.first.evaluate("word => getComputedStyle(word.closest('.ln')).direction") == "rtl"
    page.go_back()
    page.wait_for_url("**/why/astana-round-22.dates**")


def test_the_day_moves_the_record_by_hand_and_by_slider(page, home):
    page.goto(f"{home}/sessions")
    assert page.locator('a[href*="/sessions/astana-round-22"]').count()
    page.fill("#as_of", "2023-12-31")
    page.click(".asof button")
    page.wait_for_url("**as_of=2023-12-31**")
    page.locator('a[href*="/sessions/astana-round-22"]').first.wait_for(state="detached")
    page.focus("#slider")
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"as_of=2024-12"))
    page.locator('a[href*="/sessions/astana-round-22"]').first.wait_for()


def test_a_text_that_is_pasted_is_read(page, home):
    page.goto(f"{home}/read")
    page.fill("#text1", ROUND)
    page.click("button.main")
    page.locator("article.text .claim").first.wait_for()
    assert "2024-01-25" in page.inner_text("main")


def test_a_name_is_found_by_its_spelling_in_another_script(page, home):
    page.goto(f"{home}/statements?words=ar")
    page.fill('input[type="search"]', "Araghchi")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Araghchi**")
    page.locator("table.rows tbody tr", has_text="عراقجي").first.wait_for()
    assert "عراقجي" in page.inner_text("table.rows")


def test_the_pages_turn_around_in_arabic(page, home):
    page.goto(f"{home}/sessions")
    page.click("a.tongue")
    page.wait_for_url("**words=ar**")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    start, end = (page.locator(f".top > {part}").bounding_box()["x"] for part in (".home", ".tongue"))
    assert start > end
    page.locator("nav a").nth(3).click()
    page.wait_for_url("**/statements**")
    page.locator('nav a[aria-current="page"][href*="/statements"]').wait_for()
    assert page.evaluate("document.documentElement.dir") == "rtl"


def test_what_is_shown_can_be_downloaded(page, home):
    page.goto(f"{home}/sessions?city=doha")
    shown = page.locator("table.rows tbody tr").count()
    with page.expect_download() as download:
        page.click(".downloads >> text=CSV")
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert len(lines) == shown + 1
    assert all("doha" in line for line in lines[1:])


def test_the_keyboard_reaches_the_content_first(page, home):
    page.goto(home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


@pytest.mark.parametrize("words", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_used_by_everyone(page, home, path, words):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{home}{path}?words={words}")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")] == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways on a phone"


def test_corrections_need_the_token(page, sample, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(sample, copy)
    server, address = served(copy, "--edit")
    home = address.partition("/edit")[0]
    try:
        page.goto(f"{home}/review")
        assert not page.locator("form[method=post]").count()
        assert page.request.post(f"{home}/correct", headers={"sec-fetch-site": "same-origin"}, form={"do": "reject"}).status == 403
        assert page.goto(f"{home}/edit?token=wrong").status == 403
        page.goto(address)
        page.wait_for_url("**/review**")
        assert page.locator("form[method=post]").count() >= 1
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def test_a_page_says_that_the_record_is_being_made_anew_and_shows_it_then(page, sample, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copyfile(sample, copy)
    server, address = served(copy, "--edit")
    lock = duckdb.connect(str(copy.with_name(f".{copy.name}.partial")))  # until it is closed, nothing can be made
    try:
        page.goto(address)
        page.goto(f"{address.partition('/edit')[0]}/why/astana-round-22.city")
        for name, words in (("value", "moscow"), ("why", "seen in the minutes"), ("who", "Nour")):
            page.fill(f"form.correct input[name={name}]", words)
        page.click("form.correct button.act")
        page.wait_for_selector(".making")
        assert not page.locator(".candidate.chosen", has_text="settled by Nour").count()
        lock.close()
        page.wait_for_selector(".candidate.chosen >> text=settled by Nour")
        assert not page.locator(".making").count()
    finally:
        lock.close()
        server.terminate()
        server.wait()
        server.stdout.close()
