"""Sections: the cases of every language, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.documents.cues import PREFIX, key
from mahdar.documents.sections import sections
from tests.documents.made import CASES, CUES, STORY, WORDS


def labels(text: str, **known: object) -> list[tuple[str, str]]:
    """The lines of a text that are not blank, each with the label of its section."""
    out = []
    for section in sections(text, CUES, **known):
        label = section.role if not section.article else f"{section.role} {section.article}"
        out += [(line.strip(), label) for line in text[slice(*section.span)].splitlines() if line.strip()]
    return out


@pytest.mark.parametrize("case", [c for c in CASES if "lines" in c], ids=lambda c: c["cue"])
def test_case(case: dict) -> None:
    found = labels(case["text"])
    assert [label for _, label in found] == case["lines"], found


@pytest.mark.parametrize("case", [c for c in CASES if "no" in c], ids=lambda c: key(c["no"])[:30])
@pytest.mark.parametrize("before", ["", "مقالات ذات صلة\n", "شارك هذا المقال\n", "اترك تعليقا\n"], ids=["body", "list", "share", "form"])
def test_a_sentence_stays_body(case: dict, before: str) -> None:
    text = f"وفد من المدينة يزور الميناء القديم\n\n{STORY}\n\n{before}{case['no']}\n"
    assert labels(text)[-1] == (case["no"], "body")


def test_every_list_of_cues_has_a_case() -> None:
    assert {name for words in WORDS for name in words} == {c["cue"] for c in CASES if "cue" in c}
    assert all(name.startswith(PREFIX) for words in WORDS for name in words)


def test_every_cue_is_found_where_it_stands_alone() -> None:
    """No cue is a dead letter: each is claimed by its own list, or by one that says the same."""
    for words in WORDS:
        for name, cues in words.items():
            for cue in set(cues) - {"clitics"}:
                line = key(cue.replace("...", "2"))
                kind = CUES.opening(line) if name in ("line_connective", "line_closing", "line_lead") else CUES.kind(line, 2, False)
                assert kind is not None, (name, cue)


def test_cues_are_spelled_once() -> None:
    for words in WORDS:
        spelled = [
            (key(cue), cue.endswith("..."), cue.startswith("..."), cue.endswith(" ..."))
            for cues in words.values()
            for cue in cues
            if cue != "clitics"
        ]
        doubles = {s for s in spelled if spelled.count(s) > 1}
        assert not doubles


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [STORY, "وفد من المدينة يزور الميناء القديم", "اقرأ أيضاً: عنوان آخر للتجربة", "مقالات ذات صلة", "شارك", "اترك تعليقاً", "x.jpg"]
        ),
        st.sampled_from(
            ["الدولة", "2031/05/04", "10:30", "الجدير بالذكر أن الرصيف أغلق.", "1. بند", "• بند", "—", "", "  ", "يذكر أن", "اقرأ أيضاً:"]
        ),
        st.text(max_size=80),
    ),
    max_size=25,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]), st.none() | st.text(max_size=40))
def test_sections_tile_the_text_exactly(lines: list[str], end: str, title: str | None) -> None:
    text = end.join(lines)
    found = sections(text, CUES, title)
    assert [s.span[0] for s in found[:1]] == [0] * bool(text)
    assert all(a.span[1] == b.span[0] and a.article <= b.article for a, b in pairwise(found))
    assert all(s.span[0] < s.span[1] for s in found)
    assert "".join(text[slice(*s.span)] for s in found) == text
    assert found == sections(text, CUES, title)


@given(LINES)
def test_no_sentence_is_lost(lines: list[str]) -> None:
    text = "\n".join([*lines, STORY])
    assert [label.split()[0] for line, label in labels(text) if line == STORY] == ["body"] * text.splitlines().count(STORY)


def test_a_title_known_from_metadata_is_the_title() -> None:
    text = f"أخبار المدينة والميناء والجزيرة اليوم\nوفد في الميناء\n\n{STORY}\n"
    assert labels(text, title="وفد في الميناء")[:2] == [("أخبار المدينة والميناء والجزيرة اليوم", "dateline"), ("وفد في الميناء", "title")]


@pytest.mark.parametrize(
    "line", ["img-12_x.JPG", '[caption id="a" width="20"]', 'net/x.jpg" alt="رصيف" width="20" />', "×", "_____", "69,062"]
)
def test_files_markup_and_signs_are_boilerplate(line: str) -> None:
    assert labels(f"وفد من المدينة يزور الميناء القديم\n\n{STORY}\n\n{line}\n\n{STORY}\n")[2] == (line, "boilerplate")


def test_captions_known_from_metadata_are_captions() -> None:
    text = f"وفد من المدينة يزور الميناء القديم\n\n{STORY}\n\nعمال على الرصيف في الصباح\n\n{STORY}\n"
    assert ("عمال على الرصيف في الصباح", "caption") in labels(text, captions=["عمال على الرصيف في الصباح"])


def test_a_text_of_one_paragraph_is_body() -> None:
    assert labels(STORY) == [(STORY, "body")]


def test_a_headline_alone_is_a_title() -> None:
    assert labels("وفد من المدينة يزور الميناء القديم") == [("وفد من المدينة يزور الميناء القديم", "title")]


def test_nothing_has_no_sections() -> None:
    assert sections("", CUES) == ()
    assert [s.role for s in sections(" \n\n", CUES)] == ["body"]


@pytest.mark.parametrize(
    "line", ["سطر قصير", "• بند", "سطر (مصدر)", "خبر: عنوان طويل بلا نقطة في آخره", "*", "مقالات ذات صلة", "اقرأ أيضاً: خبر", STORY]
)
def test_a_page_of_very_many_lines_is_labelled_in_one_go(line: str) -> None:
    """Work grows with the lines, not with their square: with a square this would not come to an end."""
    text = "\n".join([line, "\n"] * 20_000)
    assert sum(s.span[1] - s.span[0] for s in sections(text, CUES)) == len(text)
