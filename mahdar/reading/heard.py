"""What was heard so far in an article: who spoke last, in which gender, which outlet and which ministry were named last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.page import Page, Sentence

# Nodes of a sentence within which its verb has its subject.
_HEAD = 4
_ACTING = frozenset({"PERSON", "ORG", "OFFICE_OF", "STATE", "CAPITAL", "OUTLET", "ACTORS", "SOURCE", "PRONOUN"})
_PEOPLE = frozenset({"PERSON", "OFFICE_OF"})
# What governs the words after it.
GOVERNORS = frozenset({"IN", "TO", "ON", "OF", "WITH", "ABOUT", "BOUND_FOR", "LINK", "BETWEEN", "SESSION", "HOLDING", "COMPLETED", "SINCE"})


@dataclass
class Voice:
    """Who speaks: one speaker, or several by whom it is said; with the transmitters that the naming itself adds."""

    speaker: str | None = None
    by: tuple[str, ...] = ()
    office: str | None = None
    of: str | None = None
    through: tuple[str, ...] = ()
    basis: str = "said"
    node: Node | None = None
    origin: tuple[str, ...] = ()
    transmits: bool = False

    @property
    def known(self) -> bool:
        """Whether anybody is named."""
        return bool(self.speaker or self.by or self.through)

    @property
    def chain(self) -> tuple[str, ...]:
        """The chain that this voice alone makes."""
        return (*self.through, *((self.speaker,) if self.speaker else ()))


class Heard:
    """The memory of one article: who spoke last, which outlet and which ministry were named last, whether a joint statement is told."""

    def __init__(self, page: Page) -> None:
        self.page, self.things = page, page.packs.things
        # Where the subject stands first, an office at the head of a sentence is who acts, be its holder known or not.
        self.acting = _ACTING | {"OFFICE"} if page.language.settings.get("subject_first") else _ACTING
        self.last: Voice | None = None
        self.last_by_gender: dict[bool, Voice] = {}
        self.last_gender: bool | None = None
        self.last_outlet: str | None = None
        self.last_source: Voice | None = None
        self.last_many: Voice | None = None
        self.last_ministry: str | None = None
        self.ministry_spoke = False
        self.subject: Node | None = None
        self.newcomer: Node | None = None
        self._coming: Node | None = None
        self.silent = 0
        self.joint = False
        self.issuer: Voice | None = None
        self.own = page.found.get("outlet")

    def note(self, sentence: Sentence) -> None:
        """Notes the ministries that a sentence names, whether it tells of a joint statement, and the person that it begins with."""
        self.silent += 1
        self.newcomer, self._coming = self._coming, _coming(sentence)
        if not sentence.classes.isdisjoint(self.acting):
            acting = (n for n in sentence.nodes if not self.acting.isdisjoint(n.classes) and self.page.in_quotation(n.first) is None)
            first = next(acting, None)
            self.subject = self.subject if first is None or "PRONOUN" in first.classes else first
        for node in sentence.nodes if "JOINT" in sentence.classes and not self.joint else ():
            if "JOINT" in node.classes and self.page.in_quotation(node.first) is None:
                self.joint = True
        for node in sentence.nodes if "ORG" in sentence.classes and not self.ministry_spoke else ():
            if "ORG" in node.classes and self._is_ministry(node.classes["ORG"]):
                self.last_ministry = node.classes["ORG"]

    def _is_ministry(self, body: Any) -> bool:
        """Whether a body is a ministry: one of the world's, or one made from its state's id."""
        return isinstance(body, str) and (body.endswith("ministry") or self.things.get(body, {}).get("kind") == "ministry")

    def remember(self, voice: Voice, said: dict[str, Any] | None = None) -> None:
        """The voice of a telling is the one that the next verb without a subject carries over; its verb tells its gender."""
        self.last, self.silent, self._coming = voice, 0, None
        verb = said["verb"] if said and not said["participle"] else None
        if said is None or not said["participle"]:
            self.last_gender = "FEMININE" in verb.classes if verb is not None else None
        if self.last_gender is not None:
            self.last_by_gender[self.last_gender] = voice
        if voice.node is not None and not (said and said["participle"]):
            self.subject = voice.node
        if said and verb and "content" in said and (paper := self._paper_of(verb, said["content"])) is not None:
            self.issuer, self.joint = voice, self.joint and ("JOINT" in paper.classes or bool(voice.by))
        if self._is_ministry(voice.speaker):
            self.last_ministry, self.ministry_spoke = voice.speaker, True
        if voice.speaker and "OUTLET" in (voice.node.classes if voice.node else {}):
            self.last_outlet = voice.speaker
        if voice.node is not None and "SOURCE" in voice.node.classes:
            self.last_source = voice
        if voice.by or (voice.node is not None and any(voice.node.find("MANY"))):
            self.last_many = voice if not voice.by else None

    def go_on(self, voice: Voice, sentence: Sentence, content: Node) -> None:
        """'According to the channel, X met': where no person tells it, the text goes on about X."""
        if voice.node is None or _PEOPLE & voice.node.classes.keys():
            return
        acting = (n for n in sentence.nodes if n.first >= content.first and _PEOPLE & n.classes.keys())
        self.subject = next((n for n in acting if self.page.in_quotation(n.first) is None), self.subject)

    def _paper_of(self, verb: Node, content: Node) -> Node | None:
        """The statement that somebody says something in: named between the verb and the words, or with "in" or "by" before the verb."""
        after = self.page.nodes_from(verb.end, content.start)
        head = [n for n in self.page.sentence_of(verb.first).nodes if n.last < verb.first]
        issued = [n for k, n in enumerate(head) if "PAPER" in n.classes and _said_in(head, k)]
        papers = [*issued, *(n for n in after if "PAPER" in n.classes)]
        return papers[-1] if papers and not any("ACCORDING" in n.classes for n in [*head, *after]) else None

    def forget(self, sentence: Sentence) -> None:
        """Somebody whom nobody knows speaks: from then on nobody does, and a statement told of in that sentence is nobody's."""
        self.last, self.last_by_gender, self.subject = None, {}, None
        self.issuer = None if "PAPER" in sentence.classes else self.issuer

    def is_own(self, voice: Voice) -> bool:
        """Whether it is the report's own outlet, which is left out of chains."""
        return self.own is not None and voice.speaker == self.own


def _said_in(nodes: list[Node], at: int) -> bool:
    """Whether a paper is one that is spoken in ("in a statement, ..."), or the one that speaks ("a statement from ...")."""
    before = {name for n in nodes[max(0, at - _HEAD) : at] for name in n.classes}
    after = nodes[at + 1].classes.keys() if at + 1 < len(nodes) else set()
    return bool({"IN", "COMPLETED"} & before or {"FROM", "OF"} & after)


def _coming(sentence: Sentence) -> Node | None:
    """The person or the office that the verb which begins a sentence is of, saying nothing yet."""
    first = next((n for n in sentence.nodes[1:_HEAD] if not _PEOPLE.isdisjoint(n.classes)), None)
    before = sentence.nodes[: sentence.nodes.index(first)] if first is not None else []
    free = first is not None and not first.flags & {"b", "l", "k", "w"}
    return first if free and not any({"COMMA", "QO"} & n.features or n.classes.keys() & GOVERNORS for n in before) else None
