"""Patterns: what the grammar reads, what it refuses, what an element admits."""

from __future__ import annotations

import pytest

from mahdar.engine.pattern import PatternError, parse
from tests.engine.made import rule, run


def taken(match: str, text: str) -> list[str]:
    return [words for _, words in run(text, rule(match))[0]]


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        ("RED GREEN", "red green blue", ["red green"]),
        ("RED GREEN", "green red", []),
        ("RED GREEN?", "red blue red green", ["red", "red green"]),
        ("RED{2,3}", "red red red red", ["red red red"]),
        ("RED{2,3}", "red", []),
        ("RED/GREEN", "green", ["green"]),
        ("(RED|GREEN BLUE)", "green blue red", ["green blue", "red"]),
        ("<warm> BLUE", "green blue", ["green blue"]),
        ("RED ~ BLUE", "red then blue", ["red then blue"]),
        ("RED ~ BLUE", "red. blue", []),
        ("RED ~{0,2} BLUE", "red one two blue", ["red one two blue"]),
        ("RED ~{0,2} BLUE", "red one two three blue", []),
        ("RED !GREEN BLUE", "red x blue", ["red x blue"]),
        ("RED !GREEN BLUE", "red green blue", []),
        ("RED !GREEN BLUE", "red\nblue", []),
        ("RED+w", "red wared", ["wared"]),
        ("RED-w", "red wared", ["red"]),
        ("_+w", "red wagreen waxyz xyz", ["wagreen", "waxyz"]),
        ("W+w", "waxyz xyz wa", ["waxyz"]),
        ("[RED] GREEN", "red red green", ["red"]),
        ("GREEN [RED]", "red green red", ["red"]),
        ("GREEN [RED] BLUE", "green red blue green red", ["red"]),
        ("^ RED", "red red. red", ["red", "red"]),
        ("RED $", "red red. red", ["red", "red"]),
        ("BLUE", "blue", ["blue"]),
        ("SKY", "blue", ["blue"]),
        ("NUMBER SLASH D12", "1999/12", ["1999/12"]),
        ("D4", "12 1999 19999", ["1999"]),
    ],
)
def test_what_a_pattern_takes(match: str, text: str, expected: list[str]) -> None:
    assert taken(match, text) == expected


def test_the_start_of_a_sentence_is_told_from_its_middle() -> None:
    assert run("red red", rule("^ RED"))[0] == [("rule", "red")]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("red", "cannot read"),
        ("RED*", "cannot read"),
        ("RED+ GREEN", "cannot read"),
        ("RED{2,}", "cannot read"),
        ("(RED", "not closed"),
        ("RED)", "with no"),
        ("RED | GREEN", "with no"),
        ("[RED] [GREEN]", "one pair"),
        ("[RED", "one pair"),
        ("<cold>", "no macro <cold>"),
        ("RED{3,1}", "cannot be compiled"),
    ],
)
def test_what_the_grammar_refuses(source: str, problem: str) -> None:
    with pytest.raises(PatternError, match=problem.replace("(", r"\(")):
        parse(source, {})


def test_repetition_is_always_bounded() -> None:
    for source in ("RED+", "RED*", "RED{1,}", "RED{,3}"):
        with pytest.raises(PatternError):
            parse(source, {})


def test_slots_are_told() -> None:
    assert parse("a:RED (b:GREEN|c:BLUE)?", {}).slots == {"a", "b", "c"}


def test_elements_that_a_text_must_have_are_told() -> None:
    needs = parse("RED GREEN? (BLUE RED|SKY) TWO{0,2} TWO", {}).needs
    assert [([a.source for a in n.atoms], n.least, n.most) for n in needs] == [(["RED"], 0, 0), (["BLUE", "SKY"], 1, 2), (["TWO"], 1, 4)]


def test_of_each_way_the_element_that_says_most_is_needed() -> None:
    needs = parse("(RED/GREEN/SKY BLUE|!RED{0,4} TWO) RED", {}).needs
    assert [([a.source for a in n.atoms], n.least, n.most) for n in needs] == [(["BLUE", "TWO"], 0, 4), (["RED"], 1, 1)]


@pytest.mark.parametrize(
    ("source", "first"),
    [("RED BLUE", ["RED"]), ("RED? (GREEN|SKY{0,2}) BLUE TWO", ["RED", "GREEN", "SKY", "BLUE"]), ("^ RED{1,2} BLUE", ["RED"])],
)
def test_what_the_first_node_may_be_is_told(source: str, first: list[str]) -> None:
    assert [a.source for a in parse(source, {}).first] == first
