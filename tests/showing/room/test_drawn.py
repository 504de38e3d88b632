"""Every drawing has its code and its content, and texts of sources cannot act in it."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from mahdar import building
from mahdar.showing.room.app import application

PAGES = {"/": "coverage", "/timeline": "timeline", "/network": "network", "/control": "territory"}
TURNED = {
    "\\u202edaolnwod\\u202c<b>": "daolnwod<b>",
    "a\\u0007b\\\\u0007": "a\ufffdb\\u0007",
    "a\\u0090b": "a\ufffdb",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_a_drawing_has_its_code_and_its_content(room, path):
    (place,) = re.findall(r'data-draw="(\w+)" data-src="([^"]+)"', room.get(path).text)
    assert place[0] == PAGES[path]
    assert re.search(r"export (async )?function draw\(place, data\)", room.get(f"/static/draw/{place[0]}.js").text)
    assert room.get(html.unescape(place[1])).json()["words"]


def test_no_drawing_writes_markup_or_asks_another_host(room):
    for name in ("common", *PAGES.values()):
        code = room.get(f"/static/draw/{name}.js").text
        assert re.findall(r"innerHTML|outerHTML|insertAdjacent|\.html\(|document\.write|eval\(|https?:", code) == []


@pytest.mark.parametrize("outlet", TURNED)
def test_what_could_turn_a_line_around_does_not_reach_a_drawing(tmp_path, outlet):
    (tmp_path / "one.txt").write_text("بدأت في أستانا الجولة 31 من المحادثات حول سوريا يوم 8 كانون الثاني 2031.", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(f'["one.txt"]\npublished = 2031-01-08\noutlet = "{outlet}"\n', encoding="utf-8")
    building.build([tmp_path], tmp_path / "r.duckdb", jobs=1)
    browser = TestClient(application(tmp_path / "r.duckdb"), base_url="http://127.0.0.1")
    (found,) = browser.get("/coverage.json").json()["outlets"]
    assert found["name"] == TURNED[outlet]
