"""English beside Arabic: what its order of words, its capitals and its pronouns ask of the reader as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from mahdar.documents import from_text
from mahdar.reading import read
from tests.reading.made import packs

DAY = "2031-12-12"
REPORT = """Maltese Foreign Minister Ahmad Jabali said the road was open. {}"""


def told(text: str) -> list[tuple[str, str]]:
    """Who says what, in reading order."""
    made = read(from_text(text, packs(), language="en", published=DAY), packs())
    said: dict[str, dict[str, Any]] = {}
    for claim in made.claims:
        if claim.kind == "statement":
            said.setdefault(claim.subject, {}).setdefault(claim.cell, claim.value)
    return [(s.get("speaker") or s.get("by"), s["content"]) for s in said.values()]


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
