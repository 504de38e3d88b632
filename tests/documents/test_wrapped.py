"""Lines broken to a width are joined; lines that are sentences, paragraphs or items are not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.documents.wrapped import soft_ends
from tests.documents.made import STORY
from tests.reading.made import claims

REPORT = (
    "The envoys of both banks met in the old harbour on Sunday and agreed to go on with their talks about the bridge until the end of "
    "the week, when the boatmen come back. The council had asked for more time. The spokesman of the council said that the ferry "
    "would stay closed until the report of the engineers was read in public, and that nobody had been told when that would be."
)
SENTENCES = "\n".join(
    ["The bridge is closed.", "The council met again on Sunday in the harbour.", "Nobody came.", "The ferry is late."] * 4
)
ITEMS = "\n".join(f"* a matter that the council of the harbour will look at as number {n}" for n in range(12))


def unwrapped(text: str) -> str:
    soft = soft_ends(text)
    return "".join(" " if at in soft else c for at, c in enumerate(text))


@pytest.mark.parametrize("width", [40, 64, 76, 100])
@pytest.mark.parametrize("text", [REPORT * 3, f"{STORY} " * 8])
def test_a_text_broken_to_a_width_is_whole_again(text: str, width: int) -> None:
    assert unwrapped(textwrap.fill(text, width)) == " ".join(text.split())


def test_blank_lines_part_paragraphs() -> None:
    text = "\n\n".join([textwrap.fill(REPORT, 64)] * 3)
    assert unwrapped(text) == "\n\n".join([REPORT] * 3)


@pytest.mark.parametrize("text", [SENTENCES, ITEMS, "\n".join([REPORT] * 8), "one line", "", "\n\n\n"])
def test_other_line_ends_are_ends(text: str) -> None:
    assert soft_ends(text) == frozenset()


@given(st.text(alphabet="ab .\n*\u0627", max_size=400))
def test_only_line_ends_between_lines_are_soft(text: str) -> None:
    for at in soft_ends(text):
        assert text[at] == "\n"
        assert text[at - 1] != "\n"


def test_a_sentence_over_line_ends_is_read_whole() -> None:
    said = "قالت مصادر دبلوماسية إن الجسر القديم سيبقى مغلقا أمام السفن حتى نهاية الأسبوع وإن المهندسين لم يفرغوا بعد من تقريرهم. "
    text = textwrap.fill(said + f"{STORY} " * 8, 60)
    spans = [span for claim in claims(text) if (claim.kind, claim.cell) == ("statement", "mode") for span in claim.spans]
    assert " ".join(text[slice(*spans[0])].split()).endswith("لم يفرغوا بعد من تقريرهم")
