"""Who said what, quoted or not, and the chain it came through: sayings of a sentence become tellings.

The order of a sentence: sayings from left to right; each one's words run to the next one, to a closing relay, or to the
sentence's end. A speaker is named, known by office, carried over, or inherited by a participle.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.engine.text import trimmed
from mahdar.model import Span
from mahdar.reading.actors import actor_of, ministry_of
from mahdar.reading.heard import Heard, Voice
from mahdar.reading.naming import Names
from mahdar.reading.page import Page, Sentence
from mahdar.reading.voices import Voices, on_topic

# How far into the words a verb of position may stand that makes their act, and a noun of position.
_ACT_WORDS, _ACT_NOUN_WORDS = 20, 3
# ... and one that tells what somebody did: further on that is somebody else.
_DEED_WORDS = 5
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
# Nodes within which a clause that begins with its topic comes to its verb of saying.
_TOPIC_WORDS = 14
# What a verb may follow that looks like a noun.
_BEFORE_VERB = frozenset({"COMMA", "QC", "ALSO", "BUT", "HAD", "ACCORDING", "DASH", "BULLET"})
# What goes with the clause that follows it, and is no end of the words told before it.
_TURNING = frozenset({"BUT", "ALSO", "ACCORDING", "WHILE", "AND", "WHERE"})
_LINKS = frozenset({"BUT", "ALSO", "ACCORDING", "WHILE", "AND"})
_OPENERS = frozenset({"THAT", "ON", "TO", "COLON", "ABOUT", "OF"})
# A dateline's nodes, and how many it has at most.
_PLACED = frozenset({"PLACE", "CAPITAL", "STATE", "CITY", "DATE", "PO", "PC", "COMMA", "SLASH", "STOP", "DOT", "DASH"})
_DATELINE = 9
_PREPOSITIONS = frozenset({"IN", "TO", "ON", "OF", "WITH", "ABOUT", "BETWEEN", "LINK", "BOUND_FOR", "SINCE", "COMPLETED"})
# Nodes from the beginning of the words told, their opening word and mark with them, within which "if" makes a mere case of them.
_SUPPOSED_WITHIN = 4
# What stands between a verb of saying and the one before it who speaks.
_BEFORE_SAYING = frozenset({"ALSO", "HAD", "ADVERB", "DATE", "ON", "COMMA"})
_TELLS = frozenset({"SAY", "SAY_ON", "RELAY"})
# What a thing that is stressed or welcomed begins with.
_THINGS = frozenset({"STANCE_NOUN", "THE", "A", "HIS", "SESSION", "ORG", "STATE", "NATIONALITY", "COLLECTIVE"})
_PAUSES = frozenset("،,.؛;")
_PAUSES_WITHIN = frozenset(",.!?؟،")
# Closing brackets and quotation marks that belong stay outside, too.
_TRIM = " \n\t،,.;:؛…-–—»«\"“”„‟″'’‘()"


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


def collect(page: Page) -> None:
    """All statements of the document, with their claims made."""
    tellings: list[Telling] = []
    for article, body in page.bodies():
        talk = _Talk(page, article)
        for sentence in [*_headlines(page, article, body), *body]:
            tellings += talk.read(sentence)
    page.found["tellings"] = tellings
    page.found["told_in"] = _told_in(page, tellings)
    reposts = [r for r in page.found.get("reposts", ()) if page.packs.things.get(r, {}).get("kind") != "agency"]
    for telling in tellings:
        _claims(page, telling, tuple(reposts))


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
        self.names = Names(page, article, self.heard)
        self.voices = Voices(page, self.heard, self.names)
        self.last_told: Telling | None = None
        self.brief: Voice | None = None

    def read(self, sentence: Sentence) -> list[Telling]:
        """The tellings of one sentence."""
        noted = self.page.noted("sayings", sentence)
        closing = [n for n in noted if n.classes.get("ACCORDING_TO", {}).get("trailing") and _in_place(n, sentence)]
        opening = [n for n in noted if "ACCORDING_TO" in n.classes and not n.classes["ACCORDING_TO"]["trailing"]]
        sayings = self._chosen([n for n in noted if "SAYING" in n.classes], sentence)
        closing = [c for c in closing if not any(o.first <= c.first <= o.last for o in opening) and not _inside(c, closing)]
        self.heard.note(sentence)
        self._issued(noted)
        self.brief = None
        out: list[Telling] = []
        opening, sayings = _apart(opening, sayings)
        if opening and not _passed_on(opening[0], sayings):
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
                after = [n for n in sentence.nodes if n.first > verb.last][1:_ACT_WORDS]
                told = subject.last < verb.first or any(n.features & {"THAT", "QO", "COLON"} for n in after)
                self.voices.overhear(verb, subject, told, sentence)
                return

    def _chosen(self, nodes: list[Node], sentence: Sentence) -> list[Node]:
        """One saying for each verb and one for each beginning of words; a named speaker before none, the nearest words first."""
        best: dict[int, Node] = {}
        for node in nodes:
            said = node.classes["SAYING"]
            key = said["verb"].first if said["verb"] else node.first
            old = best.get(key)
            if old is None or _rank(node) < _rank(old):
                best[key] = node
        starts: dict[int, Node] = {}
        for node in best.values():
            first = node.classes["SAYING"]["content"].first
            if first not in starts or _rank(node) < _rank(starts[first]):
                starts[first] = node
        kept = _agreeing(sorted(starts.values(), key=lambda n: n.classes["SAYING"]["content"].first))
        return [n for n in kept if self._outside(n) and not self._denied(n, sentence) and not self._noun(n, sentence)]

    def _noun(self, node: Node, sentence: Sentence) -> bool:
        """A form of a verb right after a preposition is a noun ("about his hope that")."""
        verb = node.classes["SAYING"]["verb"]
        before = next((n for n in reversed(sentence.nodes) if verb is not None and n.last == verb.first - 1), None)
        if before is None or verb is None:
            return False
        if "NOUN_LIKE" in verb.classes and "w" not in verb.flags and not (before.features & _BEFORE_VERB or on_topic(sentence)):
            return True
        governed = before.classes.keys() & {"ABOUT", "ON", "TO", "OF"} or ("GOVERNS_NOUN" in before.classes and "w" not in verb.flags)
        return bool(governed) and "ACCORDING" not in before.classes

    def _denied(self, node: Node, sentence: Sentence) -> bool:
        """'Did not say that': no telling."""
        verb = node.classes["SAYING"]["verb"]
        return (
            verb is not None
            and "DENIED" in sentence.classes
            and "RULES_OUT" not in verb.classes
            and any("DENIED" in n.classes and n.last == verb.first - 1 for n in sentence.nodes)
        )

    def _outside(self, node: Node) -> bool:
        """A verb of saying inside a quotation is part of what is quoted."""
        said = node.classes["SAYING"]
        return self.page.in_quotation((said["verb"] or node).first) is None

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
        stop = self._stop(node, later, closing, sentence)
        pieces, mode = self._words(said["content"], stop, whole=said["object"])
        if not pieces or pieces[-1][1] - pieces[0][0] < 8 or self._mere_name(said["content"], pieces, mode):
            self.brief = voice
            return
        telling = Telling(voice, relays, pieces, mode, self._act(said, pieces), node.pattern, sentence, said["verb"], said["content"], said)
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

    def _mere_name(self, content: Node, pieces: list[Span], mode: str) -> bool:
        """A quotation of three words or fewer, at whose end is no pause and after which the sentence goes on, is a name."""
        mark = self.page.closing.get(content.first)
        words = len(self.page.text[pieces[0][0] : pieces[-1][1]].split())
        if mode != "quote" or mark is None or words > 3 or self._closes(mark, len(self.page.text)):
            return False
        return self.page.text[: self.page.tokens[mark].start].rstrip()[-1:] not in _PAUSES_WITHIN

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

    def _stop(self, node: Node, later: list[Node], closing: list[Node], sentence: Sentence) -> int:
        """The character at which the words end: the next saying that is not part of them, a closing relay, or the sentence's end."""
        ends = [sentence.span[1]]
        begin = node.classes["SAYING"]["content"].first
        for other in later:
            head = _head(other)
            if head.first > begin and (self._splits(other, sentence) or _goes_on(node, other, sentence)):
                before = next((n for n in reversed(sentence.nodes) if n.last < head.first), None)
                ends.append(before.start if before is not None and before.first > begin and before.features & _TURNING else head.start)
        ends += [c.start for c in closing if c.first > begin and self._ends(c, sentence)]
        ends += [n.start for n in self._turns(begin, sentence)]
        return min(ends)

    def _ends(self, closing: Node, sentence: Sentence) -> bool:
        """'As he put it' ends the words only where they pause after it."""
        after = next((n for n in sentence.nodes if n.first > closing.last), None)
        return closing.classes["ACCORDING_TO"]["speaker"] is not None or after is None or bool(after.features & {"COMMA", "STOP", "QC"})

    def _turns(self, begin: int, sentence: Sentence) -> list[Node]:
        """Where another clause begins: at a pause with "while", "and said" or a remark after it, or at "while" before a verb of saying."""
        out = []
        for before, node in pairwise(sentence.nodes):
            if before.first <= begin or not node.classes:
                continue
            if "WHILE" in before.classes and _says(node) and not self._relative(before, node):
                turn = before
            elif {"COMMA", "QC"} & before.features and self._begins_clause(node, sentence):
                turn = node
            else:
                continue
            if self.page.in_quotation(node.first) is None:
                out.append(turn)
        return out

    def _relative(self, before: Node, verb: Node) -> bool:
        """'In what he said that was ...', with no pause before it: no clause of its own."""
        earlier = self.page.nodes_from(max(0, before.start - 3), before.start)
        after = self.page.next_nodes(verb.end, 1)
        return bool(after) and "THAT" in after[0].classes and not any("COMMA" in n.features for n in earlier)

    def _begins_clause(self, node: Node, sentence: Sentence) -> bool:
        """Whether a clause begins at a node after a pause: "while", a remark, "and said", or "and of the talks, he said"."""
        if {"WHILE", "REMARK"} & node.classes.keys() or (_says(node) and "w" in node.flags):
            return True
        after = self.page.nodes_from(node.end, sentence.span[1])[:_TOPIC_WORDS]
        spoken = (n for n in after if "SAY" in n.classes and "PARTICIPLE" not in n.classes)
        return "TOPIC" in node.classes and "w" in node.flags and any(self.page.in_quotation(n.first) is None for n in spoken)

    def _splits(self, node: Node, sentence: Sentence) -> bool:
        """A participle after a comma, or a new clause: not a verb inside the words told."""
        said = node.classes["SAYING"]
        verb, head = said["verb"] or node, _head(node)
        before = next((n for n in reversed(sentence.nodes) if n.last < head.first), None)
        if said["participle"]:
            return True
        if before is not None and "WHERE" in before.classes and self._pauses(before, sentence):
            return True
        if head is not verb and before is not None and before.features & _LINKS:
            return True
        if said["speaker"] is not None and before is not None and "COMMA" in before.features and "WHILE" in sentence.nodes[0].classes:
            return True
        if (verb.flags & {"w", "f"} or self._looks_joined(verb)) and (
            before is None or "COMMA" in before.features or "QC" in before.features or said["content"].features & {"QO", "THAT"}
        ):
            return True
        return before is not None and bool(before.features & {"ACCORDING", "BUT", "ALSO"})

    def _pauses(self, node: Node, sentence: Sentence) -> bool:
        """Whether a comma stands right before a node."""
        before = next((n for n in reversed(sentence.nodes) if n.last < node.first), None)
        return before is not None and "COMMA" in before.features

    def _looks_joined(self, verb: Node) -> bool:
        """Whether a verb begins with "and", though too short for that to be told from it."""
        return self.page.tokens[verb.first].norm.startswith(self.page.language.settings.get("letters", {}).get("w", " "))

    def _words(self, content: Node, stop: int, whole: bool = False) -> tuple[list[Span], str]:
        """The spans of the words told and whether they are a quotation: one that fills them, after the opening word if there is one.

        A quotation that is the thing told ("criticised 'the raids' on") does not end the words unless it is the `whole` of them.
        """
        text = self.page.text
        nodes = self.page.nodes_from(content.start, max(stop, content.end))[:4]
        opening = next((n for n in nodes if not n.features & _OPENERS), None)
        if opening is not None and "QO" in opening.features:
            quote = (opening.first, self.page.closing.get(opening.first, -1))
            if quote[1] >= 0:
                inner = opening.end
                end = self.page.tokens[quote[1]].start if quote[1] < len(self.page.tokens) else stop
                rest = trimmed(text, (self.page.tokens[quote[1]].end if quote[1] < len(self.page.tokens) else stop), stop, _TRIM)
                leads = opening is nodes[0] and not whole and not self._after_that(opening)
                if rest is None or leads or self._closes(quote[1], stop):
                    span = trimmed(text, inner, min(end, max(stop, inner)) if quote[1] >= len(self.page.tokens) else end, _TRIM)
                    return ([span] if span else []), "quote"
        span = trimmed(text, content.start, stop, _TRIM)
        return ([span] if span else []), "paraphrase"

    def _after_that(self, mark: Node) -> bool:
        """Whether a quotation is the first of the words after "that": the clause goes on after it."""
        return any("THAT" in n.classes and n.last == mark.first - 1 for n in self.page.sentence_of(mark.first).nodes)

    def _closes(self, mark: int, stop: int) -> bool:
        """Whether the words pause after a closing quotation mark."""
        return mark >= len(self.page.tokens) or self.page.text[self.page.tokens[mark].end : stop].lstrip()[:1] in _PAUSES

    def _act(self, said: dict[str, Any], pieces: list[Span]) -> str:
        """The verb's act; a plain verb takes that of a word of position near the beginning of the first thing told."""
        if said["act"] != "state":
            return str(said["act"])
        start, end = pieces[0]
        near = self.page.nodes_from(start, end)[:_ACT_WORDS]
        for k, (before, node) in enumerate(zip([None, *near], near, strict=False)):
            if k and "ALSO_ON" in node.classes:
                break
            if k >= _DEED_WORDS and "ACT_TOLD" in node.classes:
                continue
            act = node.classes.get("ACT_CUE") or (node.classes.get("STANCE_NOUN") if k < _ACT_NOUN_WORDS else None)
            if act and act != "state" and not (before and {"DENIED", "WHO", "ABSENCE"} & before.classes.keys()):
                return str(act)
        return "state"

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
            if n.classes["SAYING"]["verb"] and n.classes["SAYING"]["verb"].first > content.first and self._splits(n, sentence)
        ]
        pieces, mode = self._words(content, min(ends))
        if pieces:
            relays = tuple(x for r in said["relays"] for x in self._transmitters(r))
            said = {"act": "state"}
            out.append(Telling(voice, relays, pieces, mode, self._act(said, pieces), node.pattern, sentence, None, content, said))
            self.heard.remember(voice)
            self.heard.go_on(voice, sentence, content)

    def _insert(self, closing: list[Node], sentence: Sentence, out: list[Telling]) -> None:
        """'The road was open, X said, despite ...': words with their speaker put in between; what stands before him is the telling.

        After a preposition or "but" what stands before him is no clause of its own: the words go on after him.
        """
        for node in [c for c in closing if c.classes["ACCORDING_TO"].get("inserted")]:
            closing.remove(node)
            voice = self.names.named(node.classes["ACCORDING_TO"]["speaker"])
            span = trimmed(self.page.text, _begin(sentence), node.start, _TRIM)
            if voice is None or not voice.known or span is None or out or self.page.in_quotation(node.first) is not None:
                continue
            if len(self.page.text[span[0] : span[1]].split()) < _INSERTED_WORDS:
                continue
            rest = trimmed(self.page.text, node.end, sentence.span[1], _TRIM) if _LEANING & sentence.nodes[0].classes.keys() else None
            pieces = [span, rest] if rest else [span]
            out.append(Telling(voice, (), pieces, "paraphrase", "state", node.pattern, sentence, None, sentence.nodes[0], {"act": "state"}))
            self.heard.remember(voice)

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
                span = trimmed(self.page.text, _begin(sentence), node.start, _TRIM)
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


def _inside(node: Node, others: list[Node]) -> bool:
    """Whether a node is but a part of another one."""
    return any(o.first <= node.first and node.last <= o.last and (o.first, o.last) != (node.first, node.last) for o in others)


def _agreeing(sayings: list[Node]) -> list[Node]:
    """The sayings without the participles that cannot be the speaker's: "he said that his country is committed to"."""
    out: list[Node] = []
    feminine = True
    for node in sayings:
        verb = node.classes["SAYING"]["verb"]
        if verb is not None and not node.classes["SAYING"]["participle"]:
            feminine = bool({"FEMININE", "SEVERAL", "NOUN_LIKE"} & verb.classes.keys())
        elif verb is not None and "FEMININE" in verb.classes and not feminine:
            continue
        out.append(node)
    return out


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


def _says(node: Node) -> bool:
    """Whether a node is a verb of saying or relaying."""
    return not node.classes.keys().isdisjoint(_TELLS)


def _apart(opening: list[Node], sayings: list[Node]) -> tuple[list[Node], list[Node]]:
    """Of "as X said, ... that" read as a relay and as a saying by the same verb, the one whose words begin first."""
    for relay in list(opening):
        said = relay.classes["ACCORDING_TO"]
        rivals = [n for n in sayings if (v := n.classes["SAYING"]["verb"]) and relay.first <= v.first < said["speaker"].first]
        if not rivals:
            continue
        words = rivals[0].classes["SAYING"]["content"]
        first = said["content"] is not None and said["content"].first < words.first
        if first and ("THAT" not in words.classes or "AS_TOLD" in relay.kids[0].classes):
            sayings = [n for n in sayings if n not in rivals]
        else:
            opening = [o for o in opening if o is not relay]
    return opening, sayings


def _passed_on(relay: Node, sayings: list[Node]) -> bool:
    """'According to the paper, a source said that': whoever opens the sentence passes on what is said by the verb right after."""
    said = relay.classes["ACCORDING_TO"]
    first = said["content"].first if said["content"] is not None else None
    inner = next((n.classes["SAYING"] for n in sayings if (v := n.classes["SAYING"]["verb"]) is not None and v.first == first), None)
    if inner is None or inner["speaker"] is None or inner["participle"]:
        return False
    through = said["relays"] if "SOURCE" in said["speaker"].classes and said["relays"] else [said["speaker"], *said["relays"]]
    inner["relays"] = [*through, *inner["relays"]]
    return True


def _goes_on(node: Node, other: Node, sentence: Sentence) -> bool:
    """'Stressed the need for aid, and called for': after a thing said, or a pause, "and" with a verb of saying is the speaker's own."""
    verb, outer = other.classes["SAYING"]["verb"], node.classes["SAYING"]
    before = [n for n in sentence.nodes if verb is not None and n.last < verb.first][-2:]
    if other.classes["SAYING"]["speaker"] is not None or len(before) < 2 or "AND" not in before[1].classes:
        return False
    if "ADDS" in verb.classes or ("OWN_SAY" in verb.classes and "THAT" in other.classes["SAYING"]["content"].classes):
        return True
    thing = outer["verb"] is not None and "SAY_OBJ" in outer["verb"].classes and bool(outer["content"].classes.keys() & _THINGS)
    return thing or "COMMA" in before[0].features


def _head(node: Node) -> Node:
    """Where the clause of a saying begins: at its verb, or before it where the speaker comes first."""
    said = node.classes["SAYING"]
    verb: Node = said["verb"] or node
    return node if said["speaker"] is not None and said["speaker"].first < verb.first else verb


def _begin(sentence: Sentence) -> int:
    """Where the words of a sentence begin: after a dateline, which is a place, an outlet and a day before a dash or colon."""
    for k, (before, node, after) in enumerate(zip(sentence.nodes[:_DATELINE], sentence.nodes[1:], sentence.nodes[2:], strict=False)):
        glued = before.end == node.start and node.end == after.start  # inside a name ("Interfax-Ukraine")
        if node.features & {"DASH", "COLON"} and not glued:
            return node.end
        bracketed = {"PO"} & (sentence.nodes[k - 1].features if k else set()) and "PC" in node.features  # an outlet that nobody knows
        if not before.features & _PLACED and "OUTLET" not in before.classes and not bracketed:
            break
    return sentence.span[0]


def _rank(node: Node) -> tuple[bool, int, int, int, int]:
    """A verb's clause before its object, and before a quotation within it; then the nearest words, the named speaker nearest to them.

    Then the most relays, the last verb.
    """
    said = node.classes["SAYING"]
    speaker = said["speaker"].first if said["speaker"] is not None else -1
    thing = said["object"] or "QO" in said["content"].features
    return (thing, said["content"].first, -speaker, -len(said["relays"]), -(said["verb"] or node).first)


def _claims(page: Page, telling: Telling, reposts: tuple[str, ...]) -> None:
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


def _is_supposed(page: Page, telling: Telling) -> bool:
    """Whether the words told begin with a case that may not come ("if", "may be")."""
    near = page.nodes_from(telling.content.start, telling.pieces[-1][1])[:_SUPPOSED_WITHIN]
    return any({"UNREAL", "SUPPOSES"} & node.classes.keys() and "w" not in node.flags for node in near)


def _told_in(page: Page, tellings: list[Telling]) -> dict[int, list[Telling]]:
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
