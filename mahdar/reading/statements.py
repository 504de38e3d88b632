"""Who said what, quoted or not, and the chain it came through: sayings of a sentence become tellings.

The order of a sentence: sayings from left to right; each one's words run to the next one, to a closing relay, or to the
sentence's end. A speaker is named, known by office, carried over, or inherited by a participle.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.reading.actors import actor_of, ministry_of
from mahdar.reading.choosing import apart, chosen, inside, passed_on
from mahdar.reading.heard import Heard, Voice
from mahdar.reading.naming import Names
from mahdar.reading.page import Page, Sentence
from mahdar.reading.told import Telling, claim, told_in
from mahdar.reading.voices import Voices
from mahdar.reading.wording import Wording, beginning

# Nodes after a verb of saying in which its words may begin.
_TOLD_WITHIN = 20
# Tokens after a relay at a sentence's end: its full stop, or to whom it was said.
_AFTER_CLOSING = 6
# Nodes between an agency's words and the verb of the body that they quote.
_RIGHT_AWAY = 4
# Words before a speaker put in between that can be what he says ("earlier, X said, ..." tells nothing yet).
_INSERTED_WORDS = 3
# Nodes at the head of a sentence, and after a verb that follows its words, within which the outlet stands that is spoken to.
_SPOKEN_TO = 6
# A clause that begins with one of these goes on after such a speaker.
_LEANING = frozenset({"IN", "IN_TIME", "COMPLETED", "FROM_THEN", "SINCE", "BUT"})
_PREPOSITIONS = frozenset({"IN", "TO", "ON", "OF", "WITH", "ABOUT", "BETWEEN", "LINK", "BOUND_FOR", "SINCE", "COMPLETED"})
# What stands between a verb of saying and the one before it who speaks.
_BEFORE_SAYING = frozenset({"ALSO", "HAD", "ADVERB", "DATE", "ON", "COMMA"})


def collect(page: Page) -> None:
    """All statements of the document, with their claims made."""
    tellings: list[Telling] = []
    for article, body in page.bodies():
        talk = _Talk(page, article)
        for sentence in [*_headlines(page, article, body), *body]:
            tellings += talk.read(sentence)
    page.found["tellings"] = tellings
    page.found["told_in"] = told_in(page, tellings)
    reposts = [r for r in page.found.get("reposts", ()) if page.packs.things.get(r, {}).get("kind") != "agency"]
    for telling in tellings:
        claim(page, telling, tuple(reposts))


def _headlines(page: Page, article: int, body: list[Sentence]) -> list[Sentence]:
    """The titles of an article that are somebody's words ("X: ..."), each once."""
    start = body[0].first if body else len(page.tokens)
    titles = [s for s in page.sentences if s.role == "title" and s.article == article and s.first < start]
    said = [s for s in titles if any(_of_headline(n) for n in page.noted("sayings", s))]
    return list({page.text[s.span[0] : s.span[1]]: s for s in reversed(said)}.values())[::-1]


def _of_headline(node: Node) -> bool:
    """Whether a pattern of headlines made a node."""
    return any(node.classes.get(name, {}).get("headline") for name in ("SAYING", "ACCORDING_TO"))


def _in_place(node: Node, sentence: Sentence) -> bool:
    """Whether what a pattern of headlines made stands in one."""
    return sentence.role == "title" or not _of_headline(node)


class _Talk:
    """The tellings of one article, in reading order."""

    def __init__(self, page: Page, article: int) -> None:
        self.page, self.article = page, article
        self.things = page.packs.things
        self.heard = Heard(page)
        self.names, self.wording = Names(page, article, self.heard), Wording(page)
        self.voices = Voices(page, self.heard, self.names)
        self.last_told: Telling | None = None
        self.brief: Voice | None = None

    def read(self, sentence: Sentence) -> list[Telling]:
        """The tellings of one sentence."""
        noted = self.page.noted("sayings", sentence)
        closing = [n for n in noted if n.classes.get("ACCORDING_TO", {}).get("trailing") and _in_place(n, sentence)]
        opening = [n for n in noted if "ACCORDING_TO" in n.classes and not n.classes["ACCORDING_TO"]["trailing"]]
        sayings = chosen(self.page, [n for n in noted if "SAYING" in n.classes], sentence)
        closing = [c for c in closing if not any(o.first <= c.first <= o.last for o in opening) and not inside(c, closing)]
        self.heard.note(sentence)
        self._issued(noted)
        self.brief = None
        out: list[Telling] = []
        opening, sayings = apart(opening, sayings)
        if opening and not passed_on(opening[0], sayings):
            self._opening(opening[0], sentence, sayings, closing, out)
        self._insert(closing, sentence, out)
        for k, node in enumerate(sayings):
            self._saying(node, sayings[k + 1 :], closing, sentence, out)
        self._close(closing, sentence, out)
        self._drop_nested(out)
        if not out:
            self._overhear(sentence)
        out.sort(key=lambda t: t.pieces[0])
        return [t for t in out if t.voice.known and not self.heard.is_own(t.voice)]

    def _issued(self, noted: list[Node]) -> None:
        """Who issued a statement is the one whom "the statement said" means from then on."""
        for node in (n.classes["ISSUER"] for n in noted if "ISSUER" in n.classes):
            self.heard.issuer = self.names.named(node) if self.page.in_quotation(node.first) is None else self.heard.issuer

    def _overhear(self, sentence: Sentence) -> None:
        """Notes who speaks in a sentence of which no telling was made."""
        if self.page.language.settings.get("subject_first"):
            nodes = [n for n in sentence.nodes if not n.features & _BEFORE_SAYING]
            threes = zip([None, *nodes], nodes, nodes[1:], strict=False)
            pairs = [(verb, before) for earlier, before, verb in threes if _acts(earlier, before)]
        else:
            pairs = [*pairwise(sentence.nodes)]
        for verb, subject in pairs:
            says = "SAY" in verb.classes and not {"PARTICIPLE", "NOUN_LIKE"} & verb.classes.keys()
            if says and self.page.in_quotation(verb.first) is None:
                after = [n for n in sentence.nodes if n.first > verb.last][1:_TOLD_WITHIN]
                told = subject.last < verb.first or any(n.features & {"THAT", "QO", "COLON"} for n in after)
                self.voices.overhear(verb, subject, told, sentence)
                return

    # --- one saying

    def _saying(self, node: Node, later: list[Node], closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        said = node.classes["SAYING"]
        voice = self.voices.of_saying(said, sentence, [t.voice for t in out] or self._before(said, sentence))
        if voice is None:
            return
        relays = tuple(x for r in said["relays"] for x in self._transmitters(r))
        relays += self._spoken_to(said, voice, sentence if not out else None)
        if said["speaker"] is None and self.last_told is not None and voice is self.last_told.voice:
            relays = (*relays, *(x for x in self.last_told.relays if x not in relays))
        stop = self.wording.stop(node, later, closing, sentence)
        pieces, mode = self.wording.words(said["content"], stop, whole=said["object"])
        if not pieces or pieces[-1][1] - pieces[0][0] < 8 or self.wording.is_name(said["content"], pieces, mode):
            self.brief = voice
            return
        telling = Telling(
            voice, relays, pieces, mode, self.wording.act(said, pieces), node.pattern, sentence, said["verb"], said["content"], said
        )
        telling.other = self._other(said)
        if telling.other is not None and said["verb"] is not None and "WARNS" in said["verb"].classes:
            telling.act = str(said["verb"].classes["WARNS"])
        out.append(telling)
        self.last_told = telling
        self.heard.remember(voice, said)

    def _other(self, said: dict[str, Any]) -> tuple[str, str, Node] | None:
        """Whom the words are addressed to, or whom they are about, where the verb has such an object: the cell, the actor and its node."""
        verb, speaker, content = said["verb"], said["speaker"], said["content"]
        cell = verb.classes.get("ADDRESSES") if verb is not None else None
        if cell is None:
            return None
        nodes = self.page.nodes_from((speaker or verb).end, content.end)
        for before, node in zip([speaker or verb, *nodes], nodes, strict=False):
            free = not node.flags & {"b", "l", "k", "w"} and not before.classes.keys() & _PREPOSITIONS and not _serves(before)
            actor = actor_of(node) if free and {"PERSON", "ORG", "STATE", "CAPITAL"} & node.classes.keys() else None
            if actor:
                return str(cell), actor, node
        return None

    def _spoken_to(self, said: dict[str, Any], voice: Voice, sentence: Sentence | None) -> tuple[str, ...]:
        """The outlet that a speaker spoke to: "in an interview with", "to the channel"; before the verb at the head of a `sentence`."""
        verb, content = said["verb"], said["content"]
        if verb is None:
            return ()
        if content.start > verb.start:
            near = self.page.nodes_from(verb.end, content.start)
        else:
            near = [*takewhile(lambda n: "COMMA" not in n.features, self.page.next_nodes(verb.end, _SPOKEN_TO))]
        head = [n for n in sentence.nodes[:_SPOKEN_TO] if n.last < verb.first] if sentence is not None and not said["participle"] else []
        if head and ({"IN", "COMPLETED", "TOPIC", "ADVERB"} & head[0].classes.keys() or voice.speaker == head[0].classes.get("PERSON", "")):
            near = [*head, *near]
        told = (n for before, n in zip([None, *near], near, strict=False) if _is_outlet(n) and _is_told(before, n))
        return tuple(o for n in told if (o := n.classes.get("OUTLET") or n.classes["SOURCE"]) not in (voice.speaker, self.heard.own))

    def _before(self, said: dict[str, Any], sentence: Sentence) -> list[Voice]:
        """Whom a sentence names before a saying in which nothing is told yet: "X denied it, and said ..."."""
        return [self.brief] if self.brief is not None else self._referred(said, sentence)

    def _referred(self, said: dict[str, Any], sentence: Sentence) -> list[Voice]:
        """'The talks go on, as the mission confirmed in a statement, adding that': it is the mission that adds."""
        if not said["participle"] or "FEMININE" not in said["verb"].classes:
            return []
        relays = [n for n in self.page.noted("sayings", sentence) if n.classes.get("ACCORDING_TO", {}).get("speaker") is not None]
        relay = next((n for n in reversed(relays) if n.last < said["verb"].first), None)
        between = [n for n in sentence.nodes if relay is not None and relay.last < n.first and n.last < said["verb"].first]
        if relay is None or any({"PERSON", "OFFICE_OF", "SAY"} & n.classes.keys() for n in between):
            return []
        voice = self.names.named(relay.classes["ACCORDING_TO"]["speaker"])
        return [voice] if voice is not None and voice.known and not self.heard.is_own(voice) else []

    # --- relays

    def _transmitters(self, node: Node) -> tuple[str, ...]:
        voice = self.names.named(node)
        return voice.chain if voice else ()

    def _opening(self, node: Node, sentence: Sentence, sayings: list[Node], closing: list[Node], out: list[Telling]) -> None:
        """'According to X, ...': X's words run to the first saying that splits, or the whole is relayed by X."""
        said = node.classes["ACCORDING_TO"]
        voice = self.names.named(said["speaker"])
        content = said["content"]
        if voice is None or content is None or self.heard.is_own(voice):
            return
        ends = [sentence.span[1], *(c.start for c in closing)]
        ends += [
            n.classes["SAYING"]["verb"].start
            for n in sayings
            if n.classes["SAYING"]["verb"] and n.classes["SAYING"]["verb"].first > content.first and self.wording.splits(n, sentence)
        ]
        pieces, mode = self.wording.words(content, min(ends))
        if pieces:
            relays = tuple(x for r in said["relays"] for x in self._transmitters(r))
            said = {"act": "state"}
            out.append(Telling(voice, relays, pieces, mode, self.wording.act(said, pieces), node.pattern, sentence, None, content, said))
            self.heard.remember(voice)
            self.heard.go_on(voice, sentence, content)

    def _insert(self, closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        """'The road was open, X said, despite ...': words with their speaker put in between; what stands before him is the telling.

        After a preposition or "but", or before a predicate, what stands before him is no clause of its own: the words go on after him.
        """
        for node in [c for c in closing if c.classes["ACCORDING_TO"].get("inserted")]:
            closing.remove(node)
            voice = self.names.named(node.classes["ACCORDING_TO"]["speaker"])
            span = self.wording.span(beginning(sentence), node.start)
            if voice is None or not voice.known or span is None or out or self.page.in_quotation(node.first) is not None:
                continue
            if len(self.page.text[span[0] : span[1]].split()) < _INSERTED_WORDS:
                continue
            leans = _LEANING & sentence.nodes[0].classes.keys() or self._predicate_after(node)
            rest = self.wording.span(node.end, sentence.span[1]) if leans else None
            pieces = [span, rest] if rest else [span]
            out.append(Telling(voice, (), pieces, "paraphrase", "state", node.pattern, sentence, None, sentence.nodes[0], {"act": "state"}))
            self.heard.remember(voice)

    def _predicate_after(self, node: Node) -> bool:
        """'The new pier, X said, will be ...': what stands before X is but the subject of what comes after him."""
        after = [n for n in self.page.next_nodes(node.end, 2) if "COMMA" not in n.features]
        return bool(after) and "GOES_ON" in after[0].classes

    def _close(self, closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        """A relay at the end of a sentence carries all that was told in it; with nothing told, what stands before it is the telling."""
        for node in closing:
            voice = self._closing_voice(node, out)
            if voice is None or not voice.known or self.heard.is_own(voice):
                continue
            if any("CAME_THAT" in n.classes for n in sentence.nodes[:2]):
                self.heard.remember(voice)
                continue
            told = [t for t in out if min(t.pieces[0][0], t.verb.start if t.verb else t.pieces[0][0]) < node.start]
            for telling in told:
                extra = tuple(x for x in voice.chain if x not in telling.chain)
                telling.relays = extra + telling.relays
            if not told and self._is_last(node, sentence):
                span = self.wording.span(beginning(sentence), node.start)
                if span:
                    out.append(
                        Telling(voice, (), [span], "paraphrase", "state", node.pattern, sentence, None, sentence.nodes[0], {"act": "state"})
                    )
                    self.heard.remember(voice)

    def _is_last(self, closing: Node, sentence: Sentence) -> bool:
        """Whether a relay ends its sentence, nothing being told after it, or its clause, standing between commas."""
        rest = [n for n in sentence.nodes if n.first > closing.last]
        told = any("AS_TOLD" in kid.classes for kid in closing.kids[:2])
        if rest and (("COMMA" in rest[0].features and told) or {"DASH"} <= rest[0].features & closing.kids[0].features):
            return True
        return closing.last >= sentence.end - _AFTER_CLOSING and not any({"THAT", "QO", "COLON"} & n.features for n in rest)

    def _closing_voice(self, node: Node, out: list[Telling]) -> Voice | None:
        """In "by a ministry's statement" the ministry is that of the speaker's state."""
        speaker = node.classes["ACCORDING_TO"]["speaker"]
        if speaker is None:
            return None
        told = out[-1].voice if out else None
        if "THE_MINISTRY" in speaker.classes and "ORG" not in speaker.classes and told and told.speaker:
            of = told.of or next((h["of"] for h in reversed(self.things.get(told.speaker, {}).get("holds", []))), None)
            if of and self.things.get(of, {}).get("class") == "state":
                return Voice(ministry_of(self.page.packs, of, "foreign-minister"), node=speaker)
        voice, relays = self.names.named(speaker), node.classes["ACCORDING_TO"]["relays"]
        if voice is None or not relays:
            return voice
        return replace(voice, through=(*(x for r in relays for x in self._transmitters(r)), *voice.through))

    def _drop_nested(self, out: list[Telling]) -> None:
        """'The agency said that the minister told ...': the agency relays his words. Of several said to say, the first stands."""
        for inner in list(out):
            outer = next((t for t in out if t is not inner and t.pieces[0][0] < inner.pieces[0][0] < t.pieces[-1][1]), None)
            if outer is None or outer.mode == "quote":
                continue
            if outer.voice.transmits and self._is_relayed(inner, outer):
                inner.relays = (*outer.chain, *inner.relays)
                out.remove(outer)
            elif inner in out:
                out.remove(inner)

    def _is_relayed(self, inner: Telling, outer: Telling) -> bool:
        """Whether what an agency tells is that a person said something, or right away that a body did."""
        if inner.voice.node is None or not inner.voice.speaker or inner.said.get("speaker") is None:
            return False
        near = inner.verb is not None and len(self.page.nodes_from(outer.content.start, inner.verb.start)) <= _RIGHT_AWAY
        by_outlet = outer.voice.node is not None and "OUTLET" in outer.voice.node.classes
        return "PERSON" in inner.voice.node.classes or (by_outlet and near and "ORG" in inner.voice.node.classes)


def _acts(before: Node | None, subject: Node) -> bool:
    """Whether a word right before a verb of saying is who says it: not an adverb at the head, or after a quotation ("... partly reads")."""
    headless = before is None or "QC" in before.features
    return not headless or "W" not in subject.features or "cap" in subject.features


def _is_outlet(node: Node) -> bool:
    """Whether a node names an outlet, be it only by its kind and state ("the news agency of the island")."""
    return "OUTLET" in node.classes or ("SOURCE" in node.classes and bool(node.kids) and "OUTLET_KIND" in node.kids[0].classes)


def _is_told(before: Node | None, outlet: Node) -> bool:
    """Whether it is an outlet that somebody speaks to, or with."""
    return bool(outlet.flags & {"l", "b"}) or (before is not None and bool({"WITH", "TO"} & before.classes.keys()))


def _serves(node: Node) -> bool:
    """Whether a node ends with an office: who is named right after it is the one it serves ("the envoy of President X")."""
    last = node.kids[-1] if node.kids else node
    return "OFFICE" in last.classes or ("PERSON" in node.classes and bool({"OFFICE_OF", "NATIONALITY"} & last.classes.keys()))
