"""English sessions: what was held, is under way or to come, on which day, and who took part."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.documents import from_text
from mahdar.reading import read
from tests.reading.made import packs

DAY = "2031-12-12"


def sessions(text: str) -> list[dict[str, Any]]:
    """The sessions of a text in reading order, with those who took part as a list."""
    found: dict[str, dict[str, Any]] = {}
    for claim in read(from_text(text, packs(), language="en", published=DAY), packs()).claims:
        if claim.kind == "session":
            cells = found.setdefault(claim.subject, {"participant": []})
            cells.setdefault(claim.cell, claim.value) if claim.cell != "participant" else cells["participant"].append(claim.value)
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The 21st round of the Astana talks is taking place in Astana.", "under_way"),
        ("The 21st round of the Astana talks was held in Astana.", "held"),
        ("The 21st round of the Astana talks was suspended on Monday.", "suspended"),
        ("The 21st round of the Astana talks was not held in Astana.", None),
        ("The 21st round of the Astana talks did not take place on Monday.", None),
        ("Kazakhstan hopes to hold the 21st round of the Astana talks in Astana.", "proposed"),
        ("Kazakhstan will host the 21st round of the Astana talks in Astana.", "planned"),
        ("The 21st round of the Astana talks, which will be held in Astana, matters.", "planned"),
        ("The Norway-Malta summit due in Oslo on December 14 is about fish.", "planned"),
        ("The 21st round of talks in the Astana format that is planned to be held in Astana matters.", "planned"),
    ],
)
def test_what_becomes_of_a_session(text: str, status: str | None) -> None:
    assert [s.get("status") for s in sessions(text)] == [status]


def test_a_session_is_called_by_its_day() -> None:
    (found,) = sessions("The envoy read the papers of the December 4 round of the Astana talks.")
    assert (found["kind"], found["process"], found["dates"]) == ("round", "astana", "2031-12-04")


def test_what_is_held_after_the_talks_does_not_hold_them() -> None:
    assert sessions("The fair will be held in Geneva after the Astana talks.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Sergey Lavrov arrived in Ankara to meet Hakan Fidan.",
        "Sergey Lavrov is in Ankara. He will also meet Hakan Fidan.",
        "The Kremlin said Sergey Lavrov will also hold separate talks with Hakan Fidan in Ankara.",
        "In a phone call on Monday, Sergey Lavrov and Hakan Fidan spoke about trade.",
        "During a meeting with Hakan Fidan in Ankara, Sergey Lavrov spoke about trade.",
    ],
)
def test_who_meets_whom(text: str) -> None:
    (found,) = sessions(text)
    assert {row["person"] for row in found["participant"]} == {"sergey-lavrov", "hakan-fidan"}


@pytest.mark.parametrize("text", ["Sergey Lavrov met Norway's painters in Oslo.", "It met Hakan Fidan in Oslo."])
def test_who_meets_nobody_known(text: str) -> None:
    assert sessions(text) == []


def test_who_takes_part_stays_away_and_looks_on() -> None:
    (found,) = sessions(
        "The 21st round of the Astana talks was held in Astana. Norway boycotted the talks, and Malta also attended the talks."
    )
    assert {row["actor"]: row["role"] for row in found["participant"]} == {"norway": "absent", "malta": None, "kazakhstan": "host"}


def test_a_list_of_those_who_take_part_ends_where_another_thing_is_told() -> None:
    text = "Norway, Malta and the neighbours of Syria, namely fishers, attended the Astana talks as observers."
    assert all(row["actor"] != "syria" for s in sessions(text) for row in s["participant"])


@pytest.mark.parametrize(
    "text",
    [
        "The parliament session was held in Tripoli on Sunday, after the ceasefire.",
        "The ruling party held its annual congress in Oslo on Monday despite the ceasefire.",
        "The court session was held in Oslo on Monday despite the ceasefire.",
        "A trade summit was held in Oslo on Monday, days after the ceasefire.",
        "The press conference in Oslo on Monday was postponed because of the ceasefire.",
        "The first round of the presidential election was held in Oslo on Monday despite the ceasefire.",
        "Norway hosted Malta in a friendly match in Oslo on Sunday while the ceasefire held.",
    ],
)
def test_a_session_of_another_body_is_none_of_a_peace_process(text: str) -> None:
    assert sessions(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The peace talks between Norway and Malta, which were to take place in Oslo on Sunday, were postponed.", "postponed"),
        ("Peace talks between the two sides in Oslo on Sunday were called off.", "cancelled"),
        ("Norway and Malta are to resume peace talks in Oslo on Sunday.", "planned"),
        ("Peace talks between the government and the rebels resumed in Oslo on Sunday.", "held"),
        ("The peace talks that Norway and Malta held in Oslo have ended.", "held"),
    ],
)
def test_what_becomes_of_talks_of_no_process_known(text: str, status: str) -> None:
    (found,) = sessions(text)
    assert (found["status"], found["city"]) == (status, "oslo")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Delegations from Norway and Malta met in Doha for peace talks mediated by Qatar.",
         {"norway": None, "malta": None, "qatar": "mediator"}),
        ("Ceasefire talks were held in Doha on Sunday. They were attended by Norway and Malta.", {"norway": None, "malta": None}),
        ("Ceasefire talks between Norway and Malta were held in Doha on Sunday. The talks were attended by Qatar.",
         {"norway": None, "malta": None, "qatar": None}),
        ("Qatar hosted a meeting of the foreign ministers of Norway, Malta and Oman in Doha on Sunday about the ceasefire.",
         {"norway": None, "malta": None, "oman": None, "qatar": "host"}),
        ("The fifth round of Norway-Malta talks was held in Doha on Sunday.", {"norway": None, "malta": None}),
    ],
)  # fmt: skip
def test_who_takes_part_in_talks_of_no_process_known(text: str, rows: dict[str, str | None]) -> None:
    (found,) = sessions(text)
    assert {row["actor"]: row["role"] for row in found["participant"]} == rows


def test_those_who_come_by_name_and_by_office_are_one() -> None:
    (found,) = sessions("The foreign ministers of Russia and Turkey, Sergey Lavrov and Hakan Fidan, met in Doha on Sunday.")
    assert [(row["actor"], row["person"]) for row in found["participant"]] == [("russia", "sergey-lavrov"), ("turkiye", "hakan-fidan")]


def test_talks_with_a_group_of_states_are_no_bilateral_meeting() -> None:
    (found,) = sessions("Iran and world powers met in Vienna on Sunday to speak about the ceasefire.")
    assert found["kind"] == "meeting"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A peace summit planned in Oslo for Sunday collapsed because Malta stayed away.", "cancelled"),
        ("The second round of peace talks will kick off in Oslo on Sunday.", "planned"),
        ("The sixth cycle of peace talks ended in Oslo on Monday.", "held"),
    ],
)
def test_what_becomes_of_a_plan(text: str, status: str) -> None:
    (found,) = sessions(text)
    assert (found["status"], found["city"]) == (status, "oslo")


def test_who_hosts_a_meeting_of_others_takes_part_as_host() -> None:
    (found,) = sessions("Norway hosted a peace summit in Oslo on Monday, mediated by Qatar.")
    assert {row["actor"]: row["role"] for row in found["participant"]} == {"norway": "host", "qatar": "mediator"}


def test_talks_for_which_two_meet_are_their_meeting() -> None:
    (found,) = sessions("Sergey Lavrov is to meet Hakan Fidan in Oslo on December 15 to resume talks on the ceasefire.")
    assert (found["status"], found["dates"], found["city"]) == ("planned", "2031-12-15", "oslo")


@pytest.mark.parametrize(
    "text",
    [
        "Norway said that talks between Malta and Oman were held in Doha on Sunday.",
        "The mediator said that Malta and Oman met in Doha on Sunday.",
    ],
)
def test_a_report_of_talks_is_read_without_the_name_of_a_process(text: str) -> None:
    (found,) = sessions(text)
    assert found["city"] == "doha"


def test_teams_that_meet_in_a_contest_hold_no_talks() -> None:
    assert sessions("Norway met Malta in the first round of the World Cup in Oslo on Monday, far from the ceasefire talks.") == []


def test_those_who_host_talks_of_others_do_not_meet_each_other() -> None:
    (found,) = sessions("Norway and Malta are hosting ceasefire talks between the Sudanese army and the Rapid Support Forces in Oslo.")
    roles = {row["actor"]: row["role"] for row in found["participant"]}
    assert roles == {"sudanese-armed-forces": "party", "rapid-support-forces": "party", "norway": "host", "malta": "host"}


def test_who_leads_a_side_of_two_that_met_led_it_there() -> None:
    (found,) = sessions("Talks between Norway and Malta were held in Doha on Sunday. The Norwegian delegation was led by Sergey Lavrov.")
    assert {row["actor"]: row["person"] for row in found["participant"]} == {"norway": "sergey-lavrov", "malta": None}


def test_talks_in_a_city_are_those_of_two_in_its_country() -> None:
    (found,) = sessions("Talks between Norway and Malta took place in Qatar on Sunday. The talks were held in Doha behind closed doors.")
    assert (found["city"], [row["actor"] for row in found["participant"]]) == ("doha", ["norway", "malta"])


@pytest.mark.parametrize(
    "text",
    [
        "Ceasefire talks on the mending of the old bridge over the river near the mill began in Doha on Sunday.",
        "Talks between Norway's embattled government and the Norwegian-backed Houthi rebels on a ceasefire began in Doha on Sunday.",
    ],
)
def test_what_talks_are_on_may_stand_before_their_verb(text: str) -> None:
    (found,) = sessions(text)
    assert (found["city"], found["dates"]) == ("doha", "2031-12-07")


def test_a_round_counts_on_from_the_one_told() -> None:
    text = "The third round of ceasefire talks ended in Doha on Monday. The fourth round will take place in Oslo on December 20."
    _, second = sessions(text)
    assert (second["number"], second["status"], second["city"]) == (4, "planned", "oslo")


def test_a_plan_of_then_need_not_be_still_to_come() -> None:
    (found,) = sessions("The second round of ceasefire talks was scheduled to begin in Doha on Wednesday.")
    assert (found["status"], found["dates"]) == ("planned", "2031-12-10")


def test_one_who_meets_each_of_two_meets_twice() -> None:
    text = "Antony Blinken met separately with Sergey Lavrov and Hakan Fidan in Oslo on Monday about the ceasefire."
    assert [[row["person"] for row in found["participant"]] for found in sessions(text)] == [
        ["antony-blinken", "sergey-lavrov"],
        ["antony-blinken", "hakan-fidan"],
    ]


def test_the_roles_told_within_the_words_of_a_meeting_are_its() -> None:
    (found,) = sessions("Peace talks hosted by Egypt between Hamas and Fatah opened in Cairo on Monday.")
    assert {row["actor"]: row["role"] for row in found["participant"]} == {"hamas": "party", "fatah": "party", "egypt": "host"}


def test_a_verb_that_may_tell_of_words_ends_talks() -> None:
    (found,) = sessions("A week of indirect peace talks concluded in Doha on Sunday.")
    assert (found["status"], found["city"], found["dates"]) == ("held", "doha", "2031-12-07")


def test_a_dateline_stands_before_those_who_come() -> None:
    (found,) = sessions("DOHA: A Norwegian delegation arrived in Doha on Sunday to hold peace talks with the Iran-backed Houthi militia.")
    assert [row["actor"] for row in found["participant"]] == ["norway", "houthis"]


def test_who_could_not_come_was_absent() -> None:
    text = "Envoys from Norway and Malta held peace talks in Doha on Sunday. Qatar was unable to join the talks."
    (found,) = sessions(text)
    assert {row["actor"]: row["role"] for row in found["participant"]} == {"norway": None, "malta": None, "qatar": "absent"}


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was quiet after Sergey Lavrov's three-hour meeting with Hakan Fidan in Oslo on Sunday about the ceasefire.",
        "Sergey Lavrov spoke of the ceasefire. After his meeting with Hakan Fidan in Oslo on Sunday he went home.",
    ],
)
def test_the_meeting_of_one_with_another_by_its_noun(text: str) -> None:
    (found,) = sessions(text)
    assert ([row["person"] for row in found["participant"]], found["city"]) == (["sergey-lavrov", "hakan-fidan"], "oslo")


def test_officials_of_a_state_stand_for_it() -> None:
    (found,) = sessions("Sergey Lavrov held peace talks with senior Turkish officials in Oslo on Sunday.")
    assert [(row["actor"], row["person"]) for row in found["participant"]] == [("russia", "sergey-lavrov"), ("turkiye", None)]


def test_talks_that_are_resumed_keep_the_day_on_which_they_began() -> None:
    (found,) = sessions("The envoy came to resume ceasefire talks kicked off Monday in Oslo.")
    assert found["dates"] == "2031-12-08"


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("The peace talks will be held on December 20 in Oslo.", "oslo"),
        ("A meeting of the contact group on the ceasefire in Malta has started in Oslo.", "oslo"),
    ],
)
def test_the_place_of_talks_stands_after_their_verb(text: str, city: str) -> None:
    (found,) = sessions(text)
    assert found["city"] == city


def test_officials_of_two_sides_meet() -> None:
    (found,) = sessions("Taliban negotiators and the US officials met in Doha on Sunday for peace talks.")
    assert [row["actor"] for row in found["participant"]] == ["taliban", "united-states"]


def test_several_who_lead_a_delegation() -> None:
    (found,) = sessions("Norway and Malta held peace talks on Sunday. The Norwegian delegation was led by Ahmad Jabali and Salem Haddad.")
    rows = [(row["actor"], row["person"]) for row in found["participant"]]
    assert rows == [("norway", "Ahmad Jabali"), ("malta", None), ("norway", "Salem Haddad")]


def test_a_body_whose_meetings_are_talks_comes_together() -> None:
    (found,) = sessions("The Libyan Joint Military Commission will convene in Geneva on Friday.")
    assert (found["process"], found["status"], found["city"]) == ("libyan-joint-military-commission", "planned", "geneva")


def test_the_day_of_the_next_clause_is_not_that_of_a_meeting_that_opens_it() -> None:
    found = sessions("After the meeting between Sergey Lavrov and Hakan Fidan in Oslo, Antony Blinken on Sunday left for Malta.")
    assert [session.get("dates") for session in found] == [None]


def test_who_facilitates_may_stand_before_a_relative_clause() -> None:
    (found,) = sessions("Norway, which facilitated the peace talks between Sergey Lavrov and Hakan Fidan in Oslo on Sunday, is content.")
    assert [(row["actor"], row["role"]) for row in found["participant"]][-1] == ("norway", "facilitator")


def test_a_session_of_an_assembly_is_none_of_talks() -> None:
    assert not sessions("The peace talks may follow the General Assembly session in New York on Sunday.")


def test_plans_of_one_process_told_twice_are_one() -> None:
    text = "The next round of talks between the Taliban and the United States will be held in Doha soon. "
    text += "Both prepare for the next round of peace talks in Doha."
    assert len(sessions(text)) == 1


def test_what_talks_follow_is_none_of_them() -> None:
    assert not sessions("The peace talks in Oslo follow the collapse of a ceasefire on Sunday.")


def test_what_somebody_does_meanwhile_is_none_of_the_talks() -> None:
    assert not sessions("The peace talks in Oslo were tense as Sergey Lavrov spoke of the bombing in June.")


def test_a_call_is_named_after_what_was_discussed() -> None:
    (found,) = sessions("Sergey Lavrov and Hakan Fidan discussed the ceasefire on Sunday. The phone call took place at the wish of Norway.")
    assert found["kind"] == "call"


def test_talks_of_the_day_told_as_foreseen_and_as_begun_are_one() -> None:
    text = "Talks between the Taliban and the United States would start in Doha on Friday. "
    text += "The peace talks began in Doha today."
    assert [session["status"] for session in sessions(text)] == ["under_way"]


def test_the_envoy_of_a_president_is_no_president() -> None:
    (found,) = sessions("President Putin's special envoy Alexander Lavrentiev met Hakan Fidan in Oslo on Sunday about the ceasefire.")
    assert [row["level"] for row in found["participant"]] == ["special envoy", None]


def test_a_roundtable_discussion_is_a_meeting() -> None:
    (found,) = sessions("The UN-brokered roundtable discussion on the ceasefire opened in Oslo on Wednesday.")
    assert (found["city"], found["dates"]) == ("oslo", "2031-12-10")


def test_the_name_of_its_talks_tells_the_process() -> None:
    first, second = sessions(
        "The third round of the Yemen peace talks ended in Geneva on Monday. A fourth round will be held in Oslo on December 20."
    )
    assert (first["process"], first["number"], first["status"]) == ("yemen-peace-talks", 3, "held")
    assert (second["process"], second["number"], second["status"]) == ("yemen-peace-talks", 4, "planned")


def test_a_body_counts_its_own_meetings() -> None:
    (found,) = sessions("The Syrian Constitutional Committee concluded its eighth session in Geneva on Monday.")
    assert (found["process"], found["number"]) == ("syrian-constitutional-committee", 8)


def test_a_planned_meeting_called_off_on_a_day_was_not_to_be_that_day() -> None:
    (found,) = sessions("A planned meeting in Oslo between Norway and Malta was called off on Monday.")
    assert (found["status"], found.get("dates")) == ("cancelled", None)


def test_a_meeting_that_is_denied_has_no_status() -> None:
    (found,) = sessions("Norway denied that a meeting between Malta and Cyprus took place in Oslo on Monday.")
    assert "status" not in found


def test_the_talks_may_be_given_their_day_later() -> None:
    (found,) = sessions("Talks between Norway and Malta were held in Oslo. The talks began on Monday.")
    assert (found["city"], found["dates"]) == ("oslo", "2031-12-08")


def test_who_meets_again_is_who_met() -> None:
    first, second = sessions("Norway and Malta held talks in Oslo on Monday and agreed to meet again in Valletta.")
    assert [row["actor"] for row in second["participant"]] == [row["actor"] for row in first["participant"]]
    assert (second["city"], second["status"], second.get("dates")) == ("valletta", "planned", None)


def test_a_place_before_the_verb_is_of_the_one_who_met() -> None:
    (found,) = sessions("Norway and the Cypriot government in Nicosia held talks in Oslo on Monday.")
    assert found["city"] == "oslo"


@pytest.mark.parametrize(
    "text",
    [
        "Hakan Fidan visited Oslo on Monday, where he met Sergey Lavrov.",
        "Sergey Lavrov and Hakan Fidan led their delegations at talks in Oslo on Monday.",
        "The Oslo talks ended on Monday.",
    ],
)
def test_where_it_was(text: str) -> None:
    (found,) = sessions(text)
    assert found["city"] == "oslo"


def test_talks_called_by_two_states_and_talks_between_them_are_one() -> None:
    (found,) = sessions("The Norway-Malta talks in Oslo ended on Monday. Talks between Norway and Malta were held in Oslo for two days.")
    assert (found["city"], found["dates"]) == ("oslo", "2031-12-08")


def test_a_meeting_is_planned_past_its_place() -> None:
    (found,) = sessions("A trilateral meeting in Oslo is planned for Tuesday.")
    assert (found["city"], found["dates"], found["status"]) == ("oslo", "2031-12-16", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "The film about the peace talks opened in Oslo on Monday.",
        "A first round of consultations on a coalition government was held in Oslo on Monday.",
        "The third round of the investment forum ended in Oslo on Monday.",
    ],
)
def test_what_is_no_round_of_talks(text: str) -> None:
    assert sessions(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Norway and Malta resumed Omani-brokered talks in Oslo on Monday.", {"norway": None, "malta": None, "oman": "mediator"}),
        ("The talks in Oslo between Norway and local fishermen ended on Monday.", {"norway": None}),
        ("Norway and Malta failed to agree at talks in Oslo on Monday.", {"norway": None, "malta": None}),
        ("Norwegian diplomats hosted a second round of peace talks in Oslo on Monday.", {"norway": "host"}),
        (
            "Norway and Malta held peace talks in Oslo on Monday under UN auspices.",
            {"norway": None, "malta": None, "united-nations": "facilitator"},
        ),
    ],
)
def test_who_was_there_as_what(text: str, roles: dict[str, str | None]) -> None:
    (found,) = sessions(text)
    assert {row["actor"]: row["role"] for row in found["participant"]} == roles


def test_several_rounds_are_no_session() -> None:
    assert sessions("Two rounds of talks between Norway and Malta have been held in Oslo since January.") == []


def test_the_finer_day_is_that_of_the_session() -> None:
    (found,) = sessions("Norway and Malta held their fourth meeting this month on Monday in Oslo.")
    assert found["dates"] == "2031-12-08"


def test_the_envoy_is_not_the_one_named_before() -> None:
    text = "Hakan Fidan received the painter in Ankara; the envoy is due in Oslo, where he will meet Sergey Lavrov."
    assert all("hakan-fidan" not in {row["person"] for row in found["participant"]} for found in sessions(text))


@pytest.mark.parametrize(
    "text", ["Sergey Lavrov visited Oslo on Monday and met Hakan Fidan.", "Sergey Lavrov flew to Oslo and held talks with Hakan Fidan."]
)
def test_who_came_met_there(text: str) -> None:
    (found,) = sessions(text)
    assert found["city"] == "oslo"


def test_who_meets_in_a_contest_holds_no_talks() -> None:
    assert sessions("Norway and Malta will meet in the final of the Cup in Oslo on Monday.") == []


def test_the_next_round_is_of_the_talks_of_which_a_round_is_told():
    text = "Guarantors set a date for the Sochi Congress\nThe eighth round of the Astana talks ended in Astana on Friday. "
    text += "The Syrian National Dialogue Congress will be held in Sochi on January 9. "
    text += "They agreed to hold the next round of talks in Astana in February 2032."
    assert [s["process"] for s in sessions(text) if s["kind"] == "round"] == ["astana", "astana"]


def test_whom_the_talks_are_with_takes_part() -> None:
    (found,) = sessions("The second round of peace talks with Norway opened in Oslo on Monday.")
    assert [row["actor"] for row in found["participant"]] == ["norway"]


def test_what_is_prepared_was_not_held_there() -> None:
    (found,) = sessions("Norway and Malta held a meeting in Oslo on Monday to prepare the peace talks.")
    assert [row["actor"] for row in found["participant"]] == ["norway", "malta"]


def test_the_end_of_a_round_tells_that_it_was_held() -> None:
    (found,) = sessions("The envoy announced the conclusion of the third round of peace talks in Oslo.")
    assert (found["number"], found["status"], found["city"]) == (3, "held", "oslo")


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("The peace talks in Oslo, attended by Malta and Cyprus, ended on Monday.", "held", "2031-12-08"),
        ("The last Norway-Malta meeting, in Oslo on November 2, broke up in anger.", "held", "2031-11-02"),
        ("The Oslo summit on Monday, which was called off, was on fish.", "cancelled", "2031-12-08"),
        ("Norway said it would host peace talks in Oslo on December 20.", "planned", "2031-12-20"),
        ("Norway mediated a round of peace talks in Oslo on Monday.", "held", "2031-12-08"),
    ],
)
def test_what_stands_between_commas_is_passed_over(text: str, status: str, day: str) -> None:
    (found,) = sessions(text)
    assert (found["city"], found["status"], found["dates"]) == ("oslo", status, day)


@pytest.mark.parametrize(
    "text",
    [
        "Norway signed a paper in Oslo on Monday after 18 months of peace talks.",
        "The football league held its third round of talks in Oslo on Monday.",
    ],
)
def test_what_is_told_of_no_single_round(text: str) -> None:
    assert sessions(text) == []


def test_who_attended_the_meeting_that_was_just_told_of() -> None:
    (found,) = sessions("Sergey Lavrov met Hakan Fidan in Oslo on Sunday. The meeting was also attended by Antony Blinken.")
    assert [row["person"] for row in found["participant"]] == ["sergey-lavrov", "hakan-fidan", "antony-blinken"]


def test_talks_to_which_many_are_told_to_come() -> None:
    (found,) = sessions("The peace talks began on Sunday. They are hosted by Malta, with Norway and Spain acting as observers.")
    assert (found["status"], {row["actor"] for row in found["participant"]}) == ("held", {"malta", "norway", "spain"})


def test_talks_to_which_one_is_told_to_come_are_not_told_enough() -> None:
    assert not sessions("The talks on the truce began on Sunday. The delegation from Malta was led by Ahmad Jabali.")


def test_who_met_for_the_sides_told() -> None:
    (found,) = sessions("Russian and Turkish officials met in Oslo on Sunday. Sergey Lavrov sat across from Hakan Fidan.")
    assert (found["city"], [row["person"] for row in found["participant"]]) == ("oslo", ["sergey-lavrov", "hakan-fidan"])


def test_the_talks_of_another_city_are_not_those_that_the_text_goes_on_about() -> None:
    text = "Sergey Lavrov met Hakan Fidan in Oslo on Friday. The Astana talks opened in Astana on Sunday."
    found = sessions(f"{text} Antony Blinken took part in the Oslo talks.")
    told = {s.get("city"): {row["person"] for row in s["participant"]} for s in found}
    assert "antony-blinken" not in told["astana"]


def test_a_surname_said_again_with_the_part_that_a_dash_joins_to_it() -> None:
    text = "The peace talks began in Oslo on Sunday. Ambassador Salem al-Jabali is there. “The hall is cold,” al-Jabali tweeted."
    claims = read(from_text(text, packs(), language="en", published=DAY), packs()).claims
    assert "Salem al-Jabali" in [claim.value for claim in claims if claim.cell == "speaker"]
