"""Stages: who wins where patterns overlap, what is kept, what is refused, and how far a pattern came."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.engine.cascade import Stage, Trace
from mahdar.engine.text import tokenise
from tests.engine.made import language, rule, run, steps

TEXTS = st.lists(st.sampled_from(["red", "wared", "green", "blue", "deep", "xyz", "12", ".", "\n", "«", "»", ","]), max_size=20).map(
    " ".join
)
RULES = [
    rule("RED GREEN", "pair", 0),
    rule("RED ~{0,3} BLUE", "span", 1),
    rule("W{1,2}", "words", 2, priority=-1),
    rule("RED", "noted", 3, keep=True),
    rule("^ ~ D12", "number second", 4),
]


def test_the_longest_wins() -> None:
    assert run("red green blue", rule("RED GREEN", "short"), rule("RED GREEN BLUE", "long", 1))[0] == [("long", "red green blue")]


def test_priority_comes_before_length() -> None:
    rules = rule("RED GREEN", "short", priority=1), rule("RED GREEN BLUE", "long", 1)
    assert run("red green blue", *rules)[0] == [("short", "red green")]


def test_of_two_alike_the_first_in_the_file_wins_however_they_are_given() -> None:
    rules = [rule("RED GREEN", "first", 0), rule("RED <warm>", "second", 1)]
    for given_rules in itertools.permutations(rules):
        assert run("red green", *given_rules)[0] == [("first", "red green")]


def test_winners_do_not_overlap_and_the_rest_stays() -> None:
    assert run("red green red green", rule("GREEN RED", "middle"), rule("RED GREEN", "pair", 1))[0] == [("middle", "green red")]


def test_kept_ones_take_no_place() -> None:
    collapsed, kept = run("red green", rule("RED", "note", keep=True), rule("RED GREEN", "pair", 1))
    assert (collapsed, kept) == ([("pair", "red green")], [("note", "red")])


def test_a_refused_match_leaves_its_place_to_others() -> None:
    rules = rule("RED GREEN BLUE", "long", fixed={"refuse": "blue"}), rule("RED GREEN", "short", 1)
    assert run("red green blue", *rules)[0] == [("short", "red green")]


def test_a_node_knows_its_slots_and_what_it_was_made_of() -> None:
    tongue = language()
    stage = Stage("colours", [rule("a:RED b:(GREEN|BLUE){0,2}")], [])
    (node,) = stage.run(tongue.nodes(tokenise("wared green blue")), None)[0]
    assert node.classes == {"PHRASE": {"a": ["wared"], "b": ["green", "blue"]}}
    assert node.flags == {"w"}
    assert [kid.norm for kid in node.kids] == ["wared", "green", "blue"]
    assert [found.norm for found in node.find("SKY")] == ["blue"]


def test_a_word_of_two_classes_is_both() -> None:
    assert run("blue", rule("SKY", "sky", keep=True), rule("BLUE", "blue", 1, keep=True))[1] == [("sky", "blue"), ("blue", "blue")]


@given(TEXTS, TEXTS)
def test_what_was_read_before_does_not_matter(first: str, second: str) -> None:
    assert run(second, *RULES, warm_up=first or "x") == run(second, *RULES)


@given(TEXTS)
def test_an_alphabet_known_before_gives_the_same(text: str) -> None:
    tongue = language()
    nodes = tongue.nodes(tokenise(text))
    sets = tongue.gazetteer.feature_sets()
    enumerated, lazy = Stage("colours", RULES, sets), Stage("colours", RULES, [])
    told = [[[(n.pattern, n.start, n.end) for n in found] for found in stage.run(nodes, None)] for stage in (enumerated, lazy)]
    assert told[0] == told[1]


@given(TEXTS)
def test_nodes_stand_in_order_and_no_text_is_lost(text: str) -> None:
    nodes, kept = Stage("colours", RULES, []).run(language().nodes(tokenise(text)), None)
    tokens, at = tokenise(text), 0
    for node in nodes:
        assert node.first == at
        assert (node.start, node.end) == (tokens[node.first].start, tokens[node.last].end)
        at = node.last + 1
    assert at == len(tokens)
    assert all(0 <= n.first <= n.last < len(tokens) for n in kept)


def test_a_trace_tells_what_fired_lost_and_was_refused() -> None:
    rules = rule("RED GREEN", "pair"), rule("GREEN", "single", 1), rule("BLUE", "no", 2, fixed={"refuse": "blue"})
    trace = Trace()
    Stage("colours", list(rules), []).run(language().nodes(tokenise("red green blue")), None, trace)
    told = {(name, what) for _, name, _, _, what in trace.events}
    assert told == {("pair", "fired"), ("single", "lost to pair"), ("no", "refused: not that one")}


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        ("RED GREEN BLUE", "blue red green xyz", (1, 3, "BLUE")),
        ("RED GREEN BLUE", "xyz", (0, 0, "RED")),
        ("RED? GREEN BLUE", "xyz", (0, 0, "RED? GREEN")),
        ("RED GREEN", "red green", (0, 2, "")),
        ("RED [GREEN] BLUE", "red green red", (0, 2, "BLUE")),
        ("RED [GREEN] BLUE SKY", "red green blue red", (0, 2, "SKY")),
        ("[RED GREEN] $", "red green red", (0, 2, "$")),
        ("^ RED GREEN", "red red", (0, 1, "GREEN")),
        ("a:RED (b:GREEN|c:BLUE)", "red red", (0, 1, "(b:GREEN|c:BLUE)")),
    ],
)
def test_how_far_a_pattern_came(match: str, text: str, expected: tuple[int, int, str]) -> None:
    tried = rule(match)
    stage = Stage("colours", [tried], [])
    assert stage.explain(tried, language().nodes(tokenise(text))) == expected


@pytest.mark.parametrize("unit", ["red ", "red green ", "green blue ", "deep ", "wared, ", "xyz ", "« red » ", "1 "])
def test_work_grows_with_the_text_only(unit: str) -> None:
    tongue = language()
    stage = Stage(
        "colours", [*RULES, rule("RED !BLUE{0,18} ~{0,8} SKY", "gaps", 5, fixed={"refuse": "blue"})], tongue.gazetteer.feature_sets()
    )
    stage.compile()

    def work(times: int) -> int:
        nodes = tongue.nodes(tokenise(unit * times))
        return steps(lambda: stage.run(nodes, None))

    work(100)
    assert work(1_600) < 2.5 * work(800)
