"""What the reader met and could not place: where its words and patterns should grow next.

Nothing here is a claim. Each finding names its kind, the words it is counted by, and where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from mahdar.engine.cascade import Node
from mahdar.model import Span
from mahdar.reading.page import Page, Sentence

KINDS = ("saying", "quotation", "name", "date", "outlet")
_SAYING = frozenset({"SAY", "SAY_ON", "SAY_TO", "SAY_OF", "SAY_ABOUT", "SAY_WITH", "SAY_STANCE", "SHOWS", "RELAY"})
_DATED = frozenset({"MONTH", "WEEKDAY", "MONTH_NOUN", "YEAR_NOUN", "DAY_NOUN", "WEEK_NOUN"})
# Fewer words in quotation marks are a name or a term, not speech.
_FEW_WORDS = 5
_LEAD = 2  # nodes before a quotation by which it is counted
_NAME_WORDS = 2
_YEARS = range(1900, 2100)


class Unread(NamedTuple):
    """One thing not placed: its kind, the words it is counted by, and its span."""

    kind: str
    words: str
    span: Span


def unread(page: Page) -> Iterator[Unread]:
    """All that the reader could not place in a document that has been read, kind by kind."""
    told = [piece for telling in page.found.get("tellings", ()) for piece in telling.pieces]
    yield from _own_outlet(page)
    for _, body in page.bodies():
        for sentence in body:
            yield from _sayings(page, sentence, told)
            yield from _quotations(page, sentence, told)
            yield from _names(page, sentence)
            yield from _dates(page, sentence)
            yield from _outlets(page, sentence)


def _touches(span: Span, spans: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _sayings(page: Page, sentence: Sentence, told: list[Span]) -> Iterator[Unread]:
    """A sentence with a verb of saying outside quotation marks, of which no statement is made."""
    if _touches(sentence.span, told):
        return
    for node in sentence.nodes:
        if node.classes.keys() & _SAYING and page.in_quotation(node.first) is None:
            yield Unread("saying", page.words([node]), sentence.span)
            return


def _quotations(page: Page, sentence: Sentence, told: list[Span]) -> Iterator[Unread]:
    """A quotation of some length of which no statement is made, counted by the words before it."""
    for first, end in page.quotes:
        if not sentence.first <= first < sentence.end:
            continue
        inside = page.tokens[first + 1 : end]
        words = sum(token.shape == "W" for token in inside)
        if words >= _FEW_WORDS and not _touches((inside[0].start, inside[-1].end), told):
            yield Unread("quotation", _lead(page, sentence, first), (inside[0].start, inside[-1].end))


def _lead(page: Page, sentence: Sentence, first: int) -> str:
    before = [n for n in sentence.nodes if n.last < first][-_LEAD:]
    return " ".join(page.text[before[0].start : before[-1].end].split()) if before else "—"


def _names(page: Page, sentence: Sentence) -> Iterator[Unread]:
    """A person whom the world does not know, and an office with unknown words after it where a name may stand."""
    for node in sentence.nodes:
        person = node.classes.get("PERSON")
        if person is not None and person not in page.packs.things:
            yield Unread("name", person, (node.start, node.end))
        elif "OFFICE_OF" in node.classes:
            after = [n for n in page.nodes_from(node.end, sentence.span[1])[:_NAME_WORDS] if _unknown(n)]
            if len(after) == _NAME_WORDS:
                yield Unread("name", page.text[after[0].start : after[-1].end], (node.start, after[-1].end))


def _unknown(node: Node) -> bool:
    return "W" in node.features and not node.classes


def _dates(page: Page, sentence: Sentence) -> Iterator[Unread]:
    """A number beside a word of the calendar, or one that looks like a year, in no date that was read."""
    for before, node, after in zip([None, *sentence.nodes], sentence.nodes, [*sentence.nodes[1:], None], strict=False):
        if "NUMBER" in node.features and "DATE" not in node.classes:
            near = [n for n in (before, after) if n is not None and n.classes.keys() & _DATED and "DATE" not in n.classes]
            start, end = min(n.start for n in (node, *near)), max(n.end for n in (node, *near))
            if near or _year(node):
                yield Unread("date", " ".join(page.text[start:end].split()), (start, end))


def _year(node: Node) -> bool:
    return "D4" in node.features and node.norm.isdigit() and int(node.norm) in _YEARS


def _own_outlet(page: Page) -> Iterator[Unread]:
    """The outlet of the document itself, where metadata or the address name one that the world does not know."""
    document = page.document
    if page.found.get("outlet") in page.packs.things or not (document.outlet or document.url):
        return
    yield Unread("outlet", document.outlet or urlsplit(document.url or "").hostname or str(document.url), (0, 0))


def _outlets(page: Page, sentence: Sentence) -> Iterator[Unread]:
    """An outlet by its word ("the agency X") that the world does not know."""
    for top in sentence.nodes:
        for node in top.find("OUTLET"):
            if node.classes["OUTLET"] not in page.packs.things:
                yield Unread("outlet", str(node.classes["OUTLET"]), (node.start, node.end))
