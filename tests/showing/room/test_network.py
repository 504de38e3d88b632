"""The network: each tie is as strong as what two actors have in common, and leads to it."""

from __future__ import annotations

import pytest

from mahdar.showing.room import network


@pytest.fixture(scope="module")
def drawn(room):
    return room.get("/network.json").json()


def ties(drawn, kind):
    return {(one["one"], one["other"]): one for one in drawn["ties"] if one["tie"] == kind}


def held(room, *actors):
    """The sessions that were held and to which all of these came."""
    found = [one for one in room.get("/sessions.json").json() if one["status"] in ("held", "under_way")]
    return [one for one in found if set(actors) <= {came["actor"] for came in one["participants"] if came["role"] != "absent"}]


def test_who_met_is_counted_by_sessions(drawn, room):
    met = ties(drawn, "met")
    assert met["iran", "russia"]["n"] == len(held(room, "iran", "russia")) >= 3
    assert met["icrc", "iran"]["n"] == len(held(room, "icrc", "iran"))
    assert ("egypt", "iran") not in met


def test_who_spoke_through_whom_leads_from_the_transmitter_to_the_speaker(drawn):
    spoke = ties(drawn, "spoke")
    assert ("tass", "alexander-lavrentiev") in spoke
    assert ("alexander-lavrentiev", "tass") not in spoke
    assert all(one != other for one, other in spoke)


def test_a_tie_leads_to_as_much_as_it_counts(drawn, room):
    for tie in drawn["ties"]:
        page = room.get(tie["href"])
        assert page.status_code == 200
        assert f'<span class="count">{tie["n"]}</span>' in page.text


def test_what_two_have_in_common_is_named(room):
    page = room.get("/network/common?one=iran&other=russia&tie=met").text
    assert all(f"/sessions/astana-round-{number}" in page for number in (20, 21, 22))
    assert '<q class="words"' in room.get("/network/common?one=tass&other=alexander-lavrentiev&tie=spoke").text


def test_an_actor_leads_to_its_sessions(drawn):
    found = {one["id"]: one for one in drawn["actors"]}
    assert found["iran"]["href"].startswith("/sessions?")
    assert "actor=iran" in found["iran"]["href"]
    assert (found["iran"]["class"], found["iran"]["name"]) == ("state", "Iran")


def test_one_kind_of_tie_and_a_time_can_be_asked_for(room):
    spoke = room.get("/network.json?tie=spoke").json()
    assert {one["tie"] for one in spoke["ties"]} == {"spoke"}
    assert "icrc" not in {one["id"] for one in spoke["actors"]}
    late = ties(room.get("/network.json?since=2024-06-01&tie=met").json(), "met")
    assert late["iran", "russia"]["n"] == sum((one["date_end"] or "") >= "2024-06-01" for one in held(room, "iran", "russia")) > 0
    assert "since=2024-06-01" in late["iran", "russia"]["href"]


def test_a_plan_is_no_meeting(room):
    days = room.get("/network.json?since=2024-12-07&tie=met").json()
    assert days["ties"]
    assert not any({"iran", "turkiye"} & {tie["one"], tie["other"]} for tie in days["ties"])


def test_of_too_many_the_strongest_are_drawn_and_all_are_counted(another, drawn, monkeypatch):
    monkeypatch.setattr(network, "MOST", 3)
    few = another.get("/network.json?words=en").json()
    assert [one["id"] for one in few["actors"]] == [one["id"] for one in drawn["actors"][:3]]
    assert few["all"] == len(drawn["actors"]) > 3
    shown = {one["id"] for one in few["actors"]}
    assert all({one["one"], one["other"]} <= shown for one in few["ties"])


@pytest.mark.parametrize("path", ["/network?colour=red", "/network.json?colour=red", "/network/common", "/network/common?one=iran"])
def test_what_it_cannot_answer_is_said(room, path):
    assert room.get(path).status_code == 400


def test_two_strangers_have_nothing_in_common(room):
    page = room.get("/network/common?one=iran&other=%3Cb%3Enobody%3C/b%3E&words=ar")
    assert page.status_code == 200
    assert "<b>nobody" not in page.text
