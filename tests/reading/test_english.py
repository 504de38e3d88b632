"""English beside Arabic: what its order of words, its capitals and its pronouns ask of the reader as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.documents import from_text
from mahdar.reading import read
from tests.reading.made import packs

DAY = "2031-12-12"
REPORT = """Maltese Foreign Minister Ahmad Jabali said the road was open. {}"""


def told(text: str) -> list[tuple[Any, str]]:
    """Who says what, in reading order; several who say it together by name."""
    made = read(from_text(text, packs(), language="en", published=DAY), packs())
    said: dict[str, dict[str, Any]] = {}
    for claim in made.claims:
        if claim.kind == "statement":
            cells = said.setdefault(claim.subject, {"by": []})
            cells.setdefault(claim.cell, claim.value) if claim.cell != "by" else cells["by"].append(claim.value)
    return [(s.get("speaker") or sorted(s["by"]), s["content"]) for s in said.values()]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ('"The bridge is closed until June," Jabali told reporters.', "Ahmad Jabali", "The bridge is closed until June"),
        ('"The bridge is closed until June," said Jabali.', "Ahmad Jabali", "The bridge is closed until June"),
        ("He added that the bridge was closed.", "Ahmad Jabali", "the bridge was closed"),
        ("The bridge is closed until June, he said.", "Ahmad Jabali", "The bridge is closed until June"),
        ("Malta said the bridge was closed.", "malta", "the bridge was closed"),
    ],
)
def test_the_speaker_stands_where_english_puts_it(text: str, speaker: str, content: str) -> None:
    assert told(REPORT.format(text))[1:] == [(speaker, content)]


def test_a_pronoun_means_the_person_that_the_text_went_on_with() -> None:
    text = "Ambassador Salem Zeitouni opened the library. He said the bridge was closed."
    assert told(REPORT.format(text))[1:] == [("Salem Zeitouni", "the bridge was closed")]


def test_a_pronoun_of_another_sort_means_nobody() -> None:
    assert told(REPORT.format("It said the bridge was closed."))[1:] == []


def test_a_quotation_that_closes_with_its_stop_ends_its_sentence() -> None:
    text = '"The bridge is closed until June," Jabali said. "The road is open to everybody." The ferry runs again, he added.'
    assert told(REPORT.format(text))[1:] == [
        ("Ahmad Jabali", "The bridge is closed until June"),
        ("Ahmad Jabali", "The road is open to everybody"),
        ("Ahmad Jabali", "The ferry runs again"),
    ]


def test_a_participle_belongs_to_those_its_sentence_is_about() -> None:
    text = "Malta's Zeitouni sat down. Sergey Lavrov and Hakan Fidan opened the library, expressing a wish for more books."
    assert told(REPORT.format(text))[1:] == [(["hakan-fidan", "sergey-lavrov"], "a wish for more books")]


def test_the_day_of_a_saying_is_not_the_day_of_the_talks_it_is_about() -> None:
    text = "A local official praised on Wednesday the talks between Malta and Norway."
    made = read(from_text(REPORT.format(text), packs(), language="en", published=DAY), packs())
    assert not [c for c in made.claims if c.kind == "session" and c.cell == "dates"]


def test_a_participle_after_a_pronoun_of_another_sort_is_nobodys() -> None:
    assert told(REPORT.format("They opened the library, expressing a wish for more books."))[1:] == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Road in the valley is open again - Maltese foreign ministry", "Road in the valley is open again"),
        ("Road in the valley is open again, says Maltese foreign ministry", "Road in the valley is open again"),
        ("Maltese foreign ministry says road in the valley is open again", "road in the valley is open again"),
    ],
)
def test_a_headline_that_is_somebodys_words(title: str, words: str) -> None:
    text = f"{title}\n\nThe road was shut. {REPORT.format('It was shut for a week.')}\n"
    assert words in [content for _, content in told(text)]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Foreign Minister Ahmad Jabali stressed the need for a road and called for patience.", ["the need for a road", "patience"]),
        ("Foreign Minister Ahmad Jabali said that the guests met and called for a road.", ["the guests met and called for a road"]),
        (
            "Foreign Minister Ahmad Jabali said that the road was open and added it would stay so.",
            ["the road was open", "it would stay so"],
        ),
    ],
)
def test_and_with_a_verb_of_saying_is_the_speakers_own_after_a_thing(text: str, contents: list[str]) -> None:
    assert [content for _, content in told(f"Maltese {text}")] == contents


def test_a_name_after_a_quotation_and_its_verb_is_the_speaker() -> None:
    text = "“The road was shut for a week,” said Karl Jabali, a clerk in Valletta. “The guests will come by boat,” he added."
    assert told(text) == [("Karl Jabali", "The road was shut for a week"), ("Karl Jabali", "The guests will come by boat")]


def test_a_participle_after_an_apposition_is_of_its_person() -> None:
    text = "Karl Jabali, head of the Maltese delegation, wrote on the wall, saying that the road was shut."
    assert ("Karl Jabali", "the road was shut") in told(text)


def test_the_spokesman_is_the_unnamed_one_who_spoke_last() -> None:
    text = "A spokesman for the Maltese foreign ministry said the road was shut. “Guests may come by boat tonight,” the spokesman said."
    assert [speaker for speaker, _ in told(text)] == ["A spokesman for the Maltese foreign ministry"] * 2


def test_a_word_before_a_speaker_put_in_between_is_nobodys_words() -> None:
    text = "Earlier, Foreign Minister Ahmad Jabali confirmed, during a walk in the garden, that the road was shut."
    assert [content for _, content in told(f"Maltese {text}")][:1] != ["Earlier"]


def test_the_head_of_a_states_delegation_is_the_one_named_as_such() -> None:
    text = "Karl Jabali, head of the Maltese delegation, came by boat. The head of the Maltese delegation announced that the road was shut."
    assert told(text) == [("Karl Jabali", "the road was shut")]


@pytest.mark.parametrize(("words", "act"), [("express their support for", "support"), ("built a house for", "state")])
def test_support_that_others_are_said_to_express_is_support(words: str, act: str) -> None:
    text = f"Maltese Foreign Minister Ahmad Jabali said the guests {words} the harbour."
    made = read(from_text(text, packs(), language="en", published=DAY), packs())
    assert [c.value for c in made.claims if (c.kind, c.cell) == ("statement", "act")] == [act]


def promised(text: str) -> list[dict[str, list[Any]]]:
    """The commitments of a text in reading order."""
    found: dict[str, dict[str, list[Any]]] = {}
    for claim in read(from_text(text, packs(), language="en", published="2031-04-12"), packs()).claims:
        if claim.kind == "commitment":
            found.setdefault(claim.subject, {}).setdefault(claim.cell, []).append(claim.value)
    return list(found.values())


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Malta agreed to attend the peace talks, but Malta now refuses.",
        "Norway did not write whether Malta had agreed to attend the peace talks.",
    ],
)
def test_what_is_taken_back_or_open_binds_nobody(text: str) -> None:
    assert promised(text) == []


def test_those_who_will_meet_on_a_day_are_bound_to() -> None:
    (made,) = promised("Russian and Turkish negotiators will meet in Doha on 20 April 2031 for peace talks.")
    assert (made["by"], made["due"], made["place"]) == (["russia", "turkiye"], ["2031-04-20"], ["doha"])


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The road is open, the Russian foreign ministry said in a statement following talks between the two ministers.",
         "russian-foreign-ministry", "The road is open"),
        ("In advance of the fair, Sergey Lavrov said, he will open the road.",
         "sergey-lavrov", "In advance of the fair, Sergey Lavrov said, he will open the road"),
        ("Sergey Lavrov went home. The road is open, he continued.", "sergey-lavrov", "The road is open"),
        ('"The road is open," Sergey Lavrov, the Russian foreign minister who leads the delegation, wrote on Sunday.',
         "sergey-lavrov", "The road is open"),
        ('"The road is open to all," said United Nations Road Chief Sergey Lavrov.', "sergey-lavrov", "The road is open to all"),
    ],
)  # fmt: skip
def test_who_speaks_after_the_words(text: str, speaker: str, content: str) -> None:
    assert told(text) == [(speaker, content)]


def test_a_deputy_is_not_the_minister() -> None:
    text = "Deputy Foreign Minister Mikhail Bogdanov came. The road is open, the Russian foreign minister said."
    assert [speaker for speaker, _ in told(text)] == ["sergey-lavrov"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            '"There is progress," Maltese Foreign Minister Ahmad Jabali said, "but it is slow on the ground."',
            ["There is progress", "but it is slow on the ground"],
        ),
        ("Maltese Foreign Minister Ahmad Jabali urged both sides to rest and called for patience.", ["both sides to rest", "patience"]),
        (
            "Maltese Foreign Minister Ahmad Jabali said the road was open, while also noting that it was wet.",
            ["the road was open", "it was wet"],
        ),
        ("Maltese Foreign Minister Ahmad Jabali told state television the road was open.", ["the road was open"]),
    ],
)
def test_what_is_said_in_short_or_further_on(text: str, contents: list[str]) -> None:
    assert [content for _, content in told(REPORT.format(text))][-len(contents) :] == contents


def test_a_name_between_commas_is_that_of_the_spokesman_before_it() -> None:
    text = "A spokesman for the mission, Salem Jabali, said the road was open."
    assert told(REPORT.format(text))[-1] == ("Salem Jabali", "the road was open")


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Foreign Minister Ahmad Jabali \u2014 who led the choir \u2014 insisted that the road was open.",
            "Ahmad Jabali",
            "the road was open",
        ),
        ("The road was open again, its spokesman Salem Jabali told reporters.", "Salem Jabali", "The road was open again"),
        ("Two people familiar with the talks said the road was open.", "people familiar with the talks", "the road was open"),
    ],
)
def test_who_speaks_beside_other_words(text: str, speaker: str, words: str) -> None:
    assert told(REPORT.format(text))[-1] == (speaker, words)
