"""Where the words of a saying begin and end, whether they are a quotation, and the act that they are."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from mahdar.engine.cascade import Node
from mahdar.engine.text import trimmed
from mahdar.model import Span
from mahdar.reading.page import Page, Sentence

# How far into the words a verb of position may stand that makes their act, and a noun of position.
_ACT_WORDS, _ACT_NOUN_WORDS = 20, 3
# ... and one that tells what somebody did: further on that is somebody else.
_DEED_WORDS = 5
# Nodes within which a clause that begins with its topic comes to its verb of saying.
_TOPIC_WORDS = 14
# What goes with the clause that follows it, and is no end of the words told before it.
_TURNING = frozenset({"BUT", "ALSO", "ACCORDING", "WHILE", "AND", "WHERE"})
_LINKS = frozenset({"BUT", "ALSO", "ACCORDING", "WHILE", "AND"})
_OPENERS = frozenset({"THAT", "ON", "TO", "COLON", "ABOUT", "OF"})
# A dateline's nodes, and how many it has at most.
_PLACED = frozenset({"PLACE", "CAPITAL", "STATE", "CITY", "DATE", "PO", "PC", "COMMA", "SLASH", "STOP", "DOT", "DASH"})
_DATELINE = 9
_TELLS = frozenset({"SAY", "SAY_ON", "RELAY"})
# What a thing that is stressed or welcomed begins with.
_THINGS = frozenset({"STANCE_NOUN", "THE", "A", "HIS", "SESSION", "ORG", "STATE", "NATIONALITY", "COLLECTIVE"})
_PAUSES = frozenset("،,.؛;")
_PAUSES_WITHIN = frozenset(",.!?؟،")
# Closing brackets and quotation marks that belong stay outside, too.
_TRIM = " \n\t،,.;:؛…-–—»«\"“”„‟″'’‘()"


class Wording:
    """The words of the sayings of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def span(self, start: int, end: int) -> Span | None:
        """A stretch of the text without the marks and spaces at its ends."""
        return trimmed(self.page.text, start, end, _TRIM)

    def stop(self, node: Node, later: list[Node], closing: list[Node], sentence: Sentence) -> int:
        """The character at which the words end: the next saying that is not part of them, a closing relay, or the sentence's end."""
        ends = [sentence.span[1]]
        begin = node.classes["SAYING"]["content"].first
        for other in later:
            head = _head(other)
            if head.first > begin and (self.splits(other, sentence) or _goes_on(node, other, sentence)):
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

    def splits(self, node: Node, sentence: Sentence) -> bool:
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

    def words(self, content: Node, stop: int, whole: bool = False) -> tuple[list[Span], str]:
        """The spans of the words told and whether they are a quotation: one that fills them, after the opening word if there is one.

        A quotation that is the thing told ("criticised 'the raids' on") does not end the words unless it is the `whole` of them.
        """
        nodes = self.page.nodes_from(content.start, max(stop, content.end))[:4]
        opening = next((n for n in nodes if not n.features & _OPENERS), None)
        if opening is not None and "QO" in opening.features:
            quote = (opening.first, self.page.closing.get(opening.first, -1))
            if quote[1] >= 0:
                inner = opening.end
                end = self.page.tokens[quote[1]].start if quote[1] < len(self.page.tokens) else stop
                rest = self.span((self.page.tokens[quote[1]].end if quote[1] < len(self.page.tokens) else stop), stop)
                leads = opening is nodes[0] and not whole and not self._after_that(opening)
                if rest is None or leads or self._closes(quote[1], stop):
                    span = self.span(inner, min(end, max(stop, inner)) if quote[1] >= len(self.page.tokens) else end)
                    return ([span] if span else []), "quote"
        span = self.span(content.start, stop)
        return ([span] if span else []), "paraphrase"

    def _after_that(self, mark: Node) -> bool:
        """Whether a quotation is the first of the words after "that": the clause goes on after it."""
        return any("THAT" in n.classes and n.last == mark.first - 1 for n in self.page.sentence_of(mark.first).nodes)

    def _closes(self, mark: int, stop: int) -> bool:
        """Whether the words pause after a closing quotation mark."""
        return mark >= len(self.page.tokens) or self.page.text[self.page.tokens[mark].end : stop].lstrip()[:1] in _PAUSES

    def act(self, said: dict[str, Any], pieces: list[Span]) -> str:
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

    def is_name(self, content: Node, pieces: list[Span], mode: str) -> bool:
        """A quotation of three words or fewer, at whose end is no pause and after which the sentence goes on, is a name."""
        mark = self.page.closing.get(content.first)
        words = len(self.page.text[pieces[0][0] : pieces[-1][1]].split())
        if mode != "quote" or mark is None or words > 3 or self._closes(mark, len(self.page.text)):
            return False
        return self.page.text[: self.page.tokens[mark].start].rstrip()[-1:] not in _PAUSES_WITHIN


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


def beginning(sentence: Sentence) -> int:
    """Where the words of a sentence begin: after a dateline, which is a place, an outlet and a day before a dash or colon."""
    for k, (before, node, after) in enumerate(zip(sentence.nodes[:_DATELINE], sentence.nodes[1:], sentence.nodes[2:], strict=False)):
        glued = before.end == node.start and node.end == after.start  # inside a name ("Interfax-Ukraine")
        if node.features & {"DASH", "COLON"} and not glued:
            return node.end
        bracketed = {"PO"} & (sentence.nodes[k - 1].features if k else set()) and "PC" in node.features  # an outlet that nobody knows
        if not before.features & _PLACED and "OUTLET" not in before.classes and not bracketed:
            break
    return sentence.span[0]


def _says(node: Node) -> bool:
    """Whether a node is a verb of saying or relaying."""
    return not node.classes.keys().isdisjoint(_TELLS)
