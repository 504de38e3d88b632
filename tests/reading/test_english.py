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
