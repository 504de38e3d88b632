"""What the tests of the engine share: a count of the work done, and a small language made for them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from mahdar.engine.cascade import MAKERS, MakerSpec, Match, Refused, Rule, Stage
from mahdar.engine.gazetteer import Clitics, Gazetteer
from mahdar.engine.pack import Language
from mahdar.engine.pattern import parse
from mahdar.engine.text import tokenise

LETTERS = {"w": "و", "b": "ب", "l": "ل", "al": "ال"}
POLICIES = {"none": [], "noun": [["w"], ["b", "l"], ["al"]], "proper": [["w"], ["b", "l"]]}


def steps(work: Callable[[], Any]) -> int:
    """How many calls a piece of work makes: the same on every machine."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def gazetteer(*entries: tuple[str, Any, str, str]) -> Gazetteer:
    """A gazetteer with Arabic proclitics and the given entries: class, value, surface, policy."""
    made = Gazetteer(Clitics(LETTERS, POLICIES, {"لال": "لل"}, {"default": 3}))
    for entry in entries:
        made.add(*entry)
    return made


def hits(made: Gazetteer, text: str) -> list[tuple[str, dict[str, Any], list[str]]]:
    """What a gazetteer finds in a text: words, classes and proclitics."""
    tokens = tokenise(text)
    return [(text[tokens[h.first].start : tokens[h.last].end], h.classes, sorted(h.flags)) for h in made.find(tokens)]


def _phrase(match: Match) -> dict[str, Any]:
    """The surfaces of the slots; refuses a phrase with the word it is told to refuse."""
    words = {name: [n.norm for n in nodes] for name, nodes in match.slots.items()}
    if match.rule.fixed.get("refuse") in [n.norm for n in match.nodes]:
        raise Refused("not that one")
    return {match.rule.fixed.get("as", "PHRASE"): words}


MAKERS.setdefault("phrase", MakerSpec(_phrase, frozenset(["a", "b", "c"]), ("PHRASE",)))
WORDS = {"RED": ["red", "crimson"], "GREEN": ["green"], "BLUE": ["blue"], "SKY": ["blue"], "TWO": ["deep blue"]}


def language() -> Language:
    """A language of colours."""
    made = Language("xx", {"letters": {"w": "wa"}, "policies": {"noun": [["w"]]}, "min_stem": {"default": 3}})
    for name, surfaces in WORDS.items():
        made.words[name], made.policies[name] = dict.fromkeys(surfaces, name.lower()), "noun"
    return made


def rule(match: str, name: str = "rule", order: int = 0, **more: Any) -> Rule:
    """A rule of the stage `colours` with the maker `phrase`."""
    return Rule(name, "colours", parse(match, {"warm": "RED/GREEN"}), "phrase", order=order, **more)


def run(text: str, *rules: Rule, warm_up: str = "") -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(what collapsed, what was kept) in a text, as pattern name and words; `warm_up` is read before with the same stage."""
    tongue = language()
    stage = Stage("colours", list(rules), [])
    if warm_up:
        stage.run(tongue.nodes(tokenise(warm_up)), None)
    nodes, kept = stage.run(tongue.nodes(tokenise(text)), None)
    return [(n.pattern, text[n.start : n.end]) for n in nodes if n.pattern], [(n.pattern, text[n.start : n.end]) for n in kept]
