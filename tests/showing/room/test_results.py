"""The pages of outcome documents and of processes."""

from __future__ import annotations

import pytest


def test_an_outcome_document_names_who_signed_it_and_its_session(room):
    page = room.get("/outcomes/astana-round-22-joint-statement").text
    assert all(name in page for name in ("Iran", "Russia", "Türkiye"))
    assert "/sessions/astana-round-22" in page
    assert "/why/astana-round-22-joint-statement.signatory" in page


def test_it_holds_what_its_signatories_promised_and_said_together(room):
    page = room.get("/outcomes/astana-round-22-joint-statement").text
    assert "/commitments/commitment-iran-6df3b062" in page
    assert "/statements/iran-russia-55c8c2a6" in page
    assert "commitment-iran-23fa0a56" not in page


def test_what_is_not_told_of_it_is_said_so(room):
    assert "not told in these sources" in room.get("/outcomes/resolution-2015").text
    assert "S/RES/2254 (2015)" in room.get("/outcomes/resolution-2015").text


def test_a_process_has_its_names_its_sessions_and_what_is_not_found(room):
    page = room.get("/processes/astana").text
    assert "Astana peace process" in page
    assert "مسار أستانا" in page
    assert all(f"/sessions/astana-round-{number}?" in page for number in (16, 17, 20, 21, 22, 23))
    assert "/outcomes/astana-round-22-joint-statement" in page
    assert "round 18" in page
    assert "/timeline?words=en&amp;process=astana" in page


def test_on_an_earlier_day_it_has_fewer_sessions(room):
    page = room.get("/processes/astana?as_of=2023-12-31").text
    assert "/sessions/astana-round-20?" in page
    assert "/sessions/astana-round-22?" not in page


@pytest.mark.parametrize("path", ["/processes/astana", "/outcomes/astana-round-21-joint-statement"])
def test_they_speak_arabic_too(room, path):
    answer = room.get(f"{path}?words=ar")
    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.text
