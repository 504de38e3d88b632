from __future__ import annotations

import pytest

HERE = {"sec-fetch-site": "same-origin"}
ROUND = "اختتمت في أستانا اليوم الخميس 25 كانون الثاني 2024 الجولة الـ21 من محادثات أستانا حول سوريا."
LATER = "قالت الوكالة إن الجولة الـ21 من محادثات أستانا حول سوريا اختتمت في أستانا يوم الجمعة 26 كانون الثاني 2024."


def test_a_pasted_text_is_read_at_once(room):
    page = room.post("/read", data={"text1": ROUND}, headers=HERE).text
    assert "astana-round-21" in page
    assert "2024-01-25" in page
    assert 'class="claim' in page


def test_a_pasted_text_keeps_its_lines(room):
    page = room.post("/read", data={"text1": f"خبر\r\n\r\n{ROUND}\r\n"}, headers=HERE).text
    assert "\ufffd" not in page
    assert f"خبر\n\n{ROUND}\n</textarea>" in page


def test_a_thing_of_the_text_is_named(room):
    said = "قال لافروف إن روسيا ترفض الهجمات الإسرائيلية على سوريا."
    page = room.post("/read", data={"text1": f"{ROUND} {said}"}, headers=HERE).text
    assert "statement 1" in page
    assert "#statement-1" not in page


def test_two_texts_are_compared(room):
    page = room.post("/read", data={"text1": ROUND, "text2": LATER}, headers=HERE).text
    between = page.partition('id="between"')[2].partition("</section>")[0]
    assert "astana-round-21" in between
    assert "2024-01-25" in between
    assert "2024-01-26" in between


def test_a_copy_is_told(room):
    page = room.post("/read", data={"text1": ROUND, "text2": f"عاجل\n{ROUND}"}, headers=HERE).text
    assert "the same words" in page.partition('id="between"')[2].partition("</section>")[0]


def test_a_saved_page_is_read(room):
    saved = f"<html><head><title>t</title></head><body><article><h1>خبر</h1><p>{ROUND}</p></article><script>alert(1)</script></body></html>"
    page = room.post("/read", files={"file1": ("saved.html", saved.encode(), "text/html")}, headers=HERE).text
    assert "astana-round-21" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("data", "status", "line"),
    [
        ({}, 400, "there is no text"),
        ({"text1": "x" * 200_001}, 413, "longer than 200000 characters"),
        ({"text1": ROUND, "published1": "soon"}, 400, "write it as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_read_is_said(room, data, status, line):
    answer = room.post("/read", data=data, headers=HERE)
    assert answer.status_code == status
    assert line in answer.text


def test_nothing_that_was_put_on_the_desk_is_kept(room, sample):
    before = sample.read_bytes(), sorted(sample.parent.iterdir())
    room.post("/read", data={"text1": ROUND}, headers=HERE)
    assert (sample.read_bytes(), sorted(sample.parent.iterdir())) == before
    assert "25 كانون الثاني" not in room.get("/read").text
