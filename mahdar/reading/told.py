"""One telling of a statement: its claims, the sentences that its words reach, and the day it was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.model import Span
from mahdar.reading.heard import Voice
from mahdar.reading.page import Page, Sentence

# Nodes from the beginning of the words told, their opening word and mark with them, within which "if" makes a mere case of them.
_SUPPOSED_WITHIN = 4


@dataclass
class Telling:
    """One telling of a statement, before its claims are made."""

    voice: Voice
    relays: tuple[str, ...]
    pieces: list[Span]
    mode: str
    act: str
    pattern: str
    sentence: Sentence
    verb: Node | None
    content: Node
    said: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    other: tuple[str, str, Node] | None = None

    @property
    def chain(self) -> tuple[str, ...]:
        """Those who passed the words on, the nearest first, then who said them."""
        return (*self.relays, *self.voice.chain)

    def chain_after(self, reposts: tuple[str, ...]) -> tuple[str, ...]:
        """The chain after those who repost the whole report, each named once."""
        return (*reposts, *(x for x in self.chain if x not in reposts))


def told_in(page: Page, tellings: list[Telling]) -> dict[int, list[Telling]]:
    """The tellings by the first token of each sentence that their words reach: a quotation never closed runs on to its line's end."""
    told_in: dict[int, list[Telling]] = defaultdict(list)
    for telling in tellings:
        start, end = telling.pieces[0][0], telling.pieces[-1][1]
        first = bisect_right(page.sentences, start, key=lambda s: s.span[0]) - 1
        beyond = bisect_left(page.sentences, end, key=lambda s: s.span[0])
        for sentence in page.sentences[max(0, first) : beyond]:
            told_in[sentence.first].append(telling)
    return told_in


def tellings_near(page: Page, sentence: Sentence) -> list[Telling]:
    """The tellings whose words reach into a sentence, in reading order."""
    told: list[Telling] = page.found.get("told_in", {}).get(sentence.first, [])
    return told


def day_said(page: Page, telling: Telling) -> Node | None:
    """The day of the saying: a date before the words, near the verb or right at the sentence's head."""
    here = (t for t in tellings_near(page, telling.sentence) if t.sentence is telling.sentence)
    told = [t for t in here if t.pieces[0][0] < telling.pieces[0][0]]
    after = max((t.pieces[-1][1] for t in told), default=telling.sentence.span[0])
    near = [n for n in telling.sentence.nodes if "DATE" in n.classes and after <= n.start and n.end <= telling.pieces[0][0]]
    return next((n for n in near if page.in_quotation(n.first) is None and page.dates.get(n.start)), None)


def _is_supposed(page: Page, telling: Telling) -> bool:
    """Whether the words told begin with a case that may not come ("if", "may be")."""
    near = page.nodes_from(telling.content.start, telling.pieces[-1][1])[:_SUPPOSED_WITHIN]
    return any({"UNREAL", "SUPPOSES"} & node.classes.keys() and "w" not in node.flags for node in near)


def claim(page: Page, telling: Telling, reposts: tuple[str, ...]) -> None:
    """Makes the claims of a telling: its words, who said them and in which office, how, and when."""
    voice, spans = telling.voice, tuple(telling.pieces)
    subject = telling.subject = page.subject("statement")
    more: dict[str, Any] = {"chain": telling.chain_after(reposts), "pattern": telling.pattern}
    start, end = spans[0][0], spans[-1][1]
    supposed = {"modality": "hypothetical"} if _is_supposed(page, telling) else {}
    page.claim(subject, "statement", "content", page.text[start:end], spans, **more, **supposed)
    who = ((voice.node.start, voice.node.end),) if voice.node is not None else spans
    for cell, value in (("speaker", voice.speaker), ("office", voice.office), ("of", voice.of)):
        page.claim(subject, "statement", cell, value, who, basis=voice.basis, origin=voice.origin, **more)
    for actor in voice.by if not voice.speaker else ():
        page.claim(subject, "statement", "by", actor, who, basis=voice.basis, origin=voice.origin, **more)
    if telling.other is not None:
        cell, actor, node = telling.other
        page.claim(subject, "statement", cell, actor, ((node.start, node.end),), **more)
    page.claim(subject, "statement", "mode", telling.mode, spans, **more)
    page.claim(subject, "statement", "act", telling.act, ((telling.verb.start, telling.verb.end),) if telling.verb else spans, **more)
    day = day_said(page, telling)
    if day is not None:
        mention = page.dates[day.start]
        page.claim(subject, "statement", "dates", mention.day.edtf, ((day.start, day.end),), when=mention.form, **more)
