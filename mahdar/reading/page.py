"""One document while it is read: its nodes, sentences and articles, and what earlier passes found. Thrown away afterwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Any

from mahdar.documents.wrapped import soft_ends
from mahdar.engine.cascade import Node, Trace
from mahdar.engine.pack import Language, Packs
from mahdar.engine.text import Token, quotations, sentences, tokenise
from mahdar.model import Claim, DateMention, Day, Document, Section, Span, claim_id

# A line with more words is a sentence, whatever stands at its end; the longest headlines of real pages had about as many.
_HEADLINE = 16
# The marks of a hashtag part its words from each other and from the sentence.
_HASHTAG = frozenset({"#", "_"})
UNREAD = frozenset({"related", "boilerplate"})


@dataclass
class Sentence:
    """A sentence: its tokens (half open), characters, role and article, and the nodes in it."""

    first: int
    end: int
    span: Span
    role: str
    article: int
    nodes: list[Node] = field(default_factory=list)
    _classes: set[str] | None = field(default=None, repr=False)

    def deal(self, nodes: list[Node]) -> None:
        """Gives the sentence its nodes."""
        self.nodes, self._classes = nodes, None

    @property
    def classes(self) -> set[str]:
        """The classes of all its nodes: a pass that looks for others need not look at the sentence."""
        if self._classes is None:
            self._classes = set().union(*[node.classes for node in self.nodes if node.classes])
        return self._classes


class Page:
    """The reader's desk. `nodes` are those of the last stage run, `kept[stage]` what a stage noted."""

    def __init__(self, document: Document, packs: Packs, language: Language, trace: Trace | None = None) -> None:
        self.document, self.packs, self.language, self.trace = document, packs, language, trace
        self.text = document.text
        self.sections = document.sections or (Section((0, len(self.text)), "body"),)
        self.tokens = self._read_tokens()
        self.quotes = quotations(self.tokens)
        self.nodes = language.nodes(self.tokens, self.text)
        self.kept: dict[str, list[Node]] = {}
        self.closing = dict(self.quotes)
        self.opening = {close: opening for opening, close in reversed(self.quotes)}
        self._opened = list(self.closing)
        self._starts: list[int] | None = None
        self._dealt: list[Node] = []
        self._kept_firsts: dict[str, list[int]] = {}
        self._first_named: dict[tuple[int, str], Node | None] = {}
        self.published: dict[int, Day] = {}
        self.published_from: list[Node] = []
        self.dates: dict[int, DateMention] = {}
        self.sentences = self._sentences()
        self.claims: list[Claim] = []
        self.found: dict[str, Any] = {}
        self._counts: dict[str, int] = {}

    def _read_tokens(self) -> list[Token]:
        """The tokens of what is to be read; line ends that part lines stay, so that a section left out still parts its neighbours."""
        tokens, soft = tokenise(self.text), soft_ends(self.text)
        if soft or any(mark in self.text for mark in _HASHTAG):
            tokens = [t for t in tokens if t.norm not in _HASHTAG and t.start not in soft]
        for section in self.sections:
            if section.role in UNREAD:
                first, end = (bisect_left(tokens, offset, key=attrgetter("start")) for offset in section.span)
                tokens[first:end] = [t for t in tokens[first:end] if t.shape == "NL"]
        return self._joined(tokens)

    def _joined(self, tokens: list[Token]) -> list[Token]:
        """A quotation on the line after its colon goes on the sentence: the line ends between them are left out."""
        lines = [k for k, token in enumerate(tokens) if token.shape == "NL"]
        if not any(tokens[k - 1].shape == "COLON" for k in lines if k):
            return tokens
        out: list[Token] = []
        for k, token in enumerate(tokens):
            if token.shape == "NL" and out and out[-1].shape == "COLON":
                after = next((t for t in tokens[k + 1 : k + 4] if t.shape != "NL"), None)
                if after is not None and after.shape == "QO" and self.section_at(after.start) is self.section_at(token.start):
                    continue
            out.append(token)
        return out

    def section_at(self, offset: int) -> Section:
        """The section that holds a character."""
        return self.sections[max(0, bisect_right(self.sections, offset, key=lambda s: s.span[0]) - 1)]

    def _sentences(self) -> list[Sentence]:
        out = []
        for first, end in self._parted(sentences(self.tokens)):
            start, stop = self.tokens[first].start, self.tokens[end - 1].end
            section = self.section_at(start)
            role = section.role
            if role == "title" and sum(t.shape == "W" for t in self.tokens[first:end]) > _HEADLINE:
                role = "body"
            out.append(Sentence(first, end, (start, stop), role, section.article))
        return out

    def _parted(self, ranges: list[Span]) -> list[Span]:
        """Where capitals tell it, a quotation that closes with its full stop ends a sentence if the next word or quotation begins one."""
        if not self.language.settings.get("capitals"):
            return ranges
        tokens, text = self.tokens, self.text
        marks = [b for _, b in self.quotes if 0 < b < len(tokens) - 1 and tokens[b - 1].norm == "."]
        ends = {b + 1 for b in marks if tokens[b + 1].shape == "QO" or text[tokens[b + 1].start].isupper()}
        out = []
        for first, end in ranges:
            cuts = [first, *(e for e in sorted(ends) if first < e < end), end]
            out += list(pairwise(cuts))
        return out

    def bodies(self) -> Iterator[tuple[int, list[Sentence]]]:
        """Each article, in order, with the sentences of its body."""
        bodies: dict[int, list[Sentence]] = {s.article: [] for s in self.sentences}
        for sentence in self.sentences:
            if sentence.role == "body":
                bodies[sentence.article].append(sentence)
        yield from sorted(bodies.items())

    def run(self, stage: str) -> None:
        """Runs one stage of the cascade over the nodes."""
        if stage in self.language.stages:
            self.nodes, kept = self.language.stages[stage].run(self.nodes, self, self.trace)
            self.kept[stage] = kept
            self._kept_firsts[stage] = [node.first for node in kept]

    def deal(self) -> None:
        """Gives each sentence its nodes."""
        if self._dealt is self.nodes:
            return
        at = 0
        self._dealt = self.nodes
        self._first_named = {}
        self._starts = None
        firsts = [node.first for node in self.nodes]
        for sentence in self.sentences:
            end = bisect_left(firsts, sentence.end, at)
            sentence.deal(self.nodes[bisect_left(firsts, sentence.first, at) : end])
            at = end

    def nodes_from(self, start: int, end: int) -> list[Node]:
        """The nodes that begin in a stretch of characters."""
        starts = self._node_starts()
        return self.nodes[bisect_left(starts, start) : bisect_left(starts, end)]

    def next_nodes(self, start: int, count: int) -> list[Node]:
        """So many nodes that begin at a character or after it."""
        first = bisect_left(self._node_starts(), start)
        return self.nodes[first : first + count]

    def _node_starts(self) -> list[int]:
        """Where the nodes dealt begin."""
        if self._starts is None:
            self._starts = [node.start for node in self._dealt]
        return self._starts

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[bisect_right(self.sentences, token, key=lambda s: s.first) - 1]

    def first_named(self, article: int, name: str) -> Node | None:
        """The first node of an article that has a class, looked for once."""
        key = (article, name)
        if key not in self._first_named:
            nodes = (n for s in self.sentences if s.article == article for n in s.nodes)
            self._first_named[key] = next((n for n in nodes if name in n.classes), None)
        return self._first_named[key]

    def noted(self, stage: str, sentence: Sentence) -> list[Node]:
        """What a stage noted in a sentence, in reading order."""
        kept = self.kept.get(stage)
        if not kept:
            return []
        firsts = self._kept_firsts[stage]
        return kept[bisect_left(firsts, sentence.first) : bisect_left(firsts, sentence.end)]

    def words(self, nodes: list[Node]) -> str:
        """The words of nodes as they stand, without the letters joined before the first one."""
        letters = self.language.settings.get("letters", {})
        joined = sum(len(letters[f]) for f in nodes[0].flags & {"w", "f", "b", "l", "k"})
        return self.text[nodes[0].start + joined : nodes[-1].end]

    def in_quotation(self, token: int) -> tuple[int, int] | None:
        """The outermost quotation (token indexes of its marks) that a token stands in."""
        at = bisect_right(self._opened, token) - 1
        if at >= 0 and self.quotes[at][0] < token < self.quotes[at][1]:
            return self.quotes[at]
        return None

    def day_of(self, node: Node | None) -> Day | None:
        """The resolved Day of a DATE node."""
        mention = self.dates.get(node.start) if node is not None else None
        return mention.day if mention else None

    def anchor(self, article: int) -> Day | None:
        """The day published of an article, as far as it is known."""
        return self.published.get(article)

    def subject(self, kind: str) -> str:
        """The next local name of a kind: `DOC#session-3`."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{self.document.id}#{kind}-{self._counts[kind]}"

    def claim(self, subject: str, kind: Any, cell: str, value: Any, spans: tuple[Span, ...], **more: Any) -> Claim | None:
        """Makes one claim; a value of None is no claim, unless a symbolic date comes with it."""
        if value is None and not more.get("when"):
            return None
        modality = more.get("modality", "asserted")
        local = f"{self.document.id}#"
        told = value.removeprefix(local) if isinstance(value, str) else value
        made = Claim(
            claim_id(self.document.sha256, subject, kind, cell, told, spans, modality),
            self.document.id,
            subject,
            kind,
            cell,
            value,
            spans,
            **more,
        )
        self.claims.append(made)
        return made
