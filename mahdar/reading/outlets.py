"""Which outlet a report is of, and which outlet it repeats, where the text itself says so.

Cues: a line that is nothing but an outlet's name, an appeal to support an outlet, an outlet's own observing ("as X monitored"),
a dateline that begins with one; for reposts a line that names its source. Metadata and sidecar come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mahdar.engine.cascade import Node
from mahdar.engine.text import tokenise
from mahdar.model import Span
from mahdar.reading.page import Page

_HOST = re.compile(r"https?://(?:www\.|m\.)?([\w.-]+)", re.ASCII)
_LONGEST_LINE = 12
_HEAD = 12
_FIRST = 4  # sentences of the body that may begin with a dateline: a line of the page, or the stop of "Geneva." may come before
_NAMES = ("OUTLET", "OUTLET_GUARDED")
_DASHES = frozenset({"DASH", "COLON", "BAR"})
_DATELINE = frozenset({"PLACE", "STATE", "CAPITAL", "DATE", "NUMBER", "MONTH", "WEEKDAY", "COMMA", "STOP", "DASH", "SLASH", "PO"})


def settle(page: Page) -> None:
    """Sets the document's outlet and the outlets that it repeats, with their claims."""
    document = page.document
    lines = list(_short_lines(page))
    if document.outlet:
        page.found["outlet"] = _known(page, document.outlet) or document.outlet
        page.claim(document.id, "document", "outlet", page.found["outlet"], (), pattern="metadata")
    elif of_host := _by_host(page):
        page.found["outlet"] = of_host
        page.claim(document.id, "document", "outlet", of_host, (), basis="inferred", pattern="url")
    else:
        found = next((f for find in (_appeal, _observer, _byline, _signed, _line, _lead) for f in find(page, lines)), None)
        if found:
            page.found["outlet"] = found[0]
            page.claim(document.id, "document", "outlet", found[0], (found[1],), basis="inferred", pattern="own name")
    _reposts(page, lines)


def _known(page: Page, name: str) -> str | None:
    """The world's id of an outlet named in metadata, in whatever language."""
    key = name.strip().casefold()
    for thing in page.packs.things.values():
        if thing["class"] == "outlet" and (
            thing["id"] == key or any(key == n.casefold() for names in thing["names"].values() for n in names)
        ):
            return str(thing["id"])
    hits = page.language.gazetteer.find(tokenise(name), name)
    return next((h.classes[c] for h in hits for c in _NAMES if c in h.classes), None)


def _short_lines(page: Page) -> Iterator[tuple[list[Node], Span, str]]:
    """Lines too short for a sentence, whatever their role, as nodes of their own (offsets of the page)."""
    for section in page.sections:
        start = section.span[0]
        for line in page.text[section.span[0] : section.span[1]].split("\n"):
            tokens = tokenise(line) if len(line) < 200 or "://" in line else []
            if 0 < len(tokens) <= _LONGEST_LINE or "://" in line:
                yield page.language.nodes(tokens, line), (start, start + len(line)), section.role
            start += len(line) + 1


def _outlet(node: Node) -> str | None:
    return next((node.classes[c] for c in _NAMES if c in node.classes), None)


def _by_host(page: Page) -> str | None:
    host = _HOST.match(page.document.url or "")
    return outlet_of_host(page, host.group(1)) if host else None


def outlet_of_host(page: Page, host: str) -> str | None:
    """The outlet whose domain a host is of."""
    things = (t for t in page.packs.things.values() if t["class"] == "outlet")
    return next((t["id"] for t in things for d in t.get("domains", ()) if host == d or host.endswith("." + d)), None)


def _appeal(page: Page, lines: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """'Support X': the line of an appeal names the outlet that makes it."""
    for nodes, span, _ in lines:
        if any("SUPPORT_CUE" in n.classes for n in nodes):
            yield from ((o, span) for n in nodes if (o := _outlet(n)))


def _observer(page: Page, _: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """'According to what X has observed': an outlet speaks so of itself."""
    for before, node in zip(page.nodes, page.nodes[1:], strict=False):
        if "WATCHED" in before.classes and (outlet := _outlet(node)):
            yield outlet, (node.start, node.end)


def _line(page: Page, lines: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """A line that is an outlet's name and nothing else, or the name of a site for discussion."""
    for nodes, span, role in lines:
        words = [n for n in nodes if "W" in n.features or n.classes]
        if (
            role != "related"
            and len(words) == 1
            and (outlet := _outlet(words[0]))
            and page.packs.things.get(outlet, {}).get("kind") not in ("agency", "social")
        ):
            yield outlet, span


def _byline(page: Page, lines: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """'CITY - OUTLET', 'OUTLET - STATE': a short line near the head that is an outlet, a dash and a place."""
    for nodes, span, role in lines[:_HEAD]:
        marks = [n for n in nodes if n.features & {"DASH", "COLON", "BAR", "SLASH"}]
        places = [n for n in nodes if n.features & {"PLACE", "STATE", "CAPITAL"}]
        named = [o for n in nodes if (o := _outlet(n))]
        if role != "related" and len(named) == 1 and marks and places and len(nodes) == len(marks) + len(places) + 1:
            yield named[0], span


def _signed(page: Page, lines: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """'CITY DAY OUTLET', 'CITY/ REPORTER/ OUTLET': a short line near the head that the outlet ends."""
    for nodes, span, role in lines[:_HEAD]:
        *before, last = nodes
        slashed = len(before) > 1 and all("SLASH" in n.features for n in (before[1], before[-1]))
        if (
            role != "related"
            and len(before) > 1
            and "PLACE" in before[0].features
            and (_is_dateline(before) or slashed)
            and (outlet := _outlet(last))
        ):
            yield outlet, span


def _lead(page: Page, _: list[tuple[list[Node], Span, str]]) -> Iterator[tuple[str, Span]]:
    """'X - the minister said', 'Doha, 3 May (X), by a reporter - ': the report begins so, place and day at most before it."""
    for sentence in [s for s in page.sentences if s.role == "body"][:_FIRST]:
        nodes = sentence.nodes[:_HEAD]
        for k, node in enumerate(nodes):
            if (outlet := _outlet(node)) and _opens(nodes, k, page.text) and _is_dateline(nodes[:k]):
                yield outlet, (node.start, node.end)


def _is_dateline(nodes: list[Node]) -> bool:
    return all(n.features & _DATELINE for n in nodes)


def _opens(nodes: list[Node], k: int, text: str) -> bool:
    """Whether the outlet at `k` stands beside a dash, between two slashes, or in brackets with a dash after them."""
    beside = nodes[max(0, k - 1) : k] + nodes[k + 1 : k + 2]
    if any(n.features & _DASHES for n in beside) or sum("SLASH" in n.features for n in beside) == 2:
        return True
    bracketed = text[nodes[k].start] in "([" or any("PO" in n.features for n in nodes[max(0, k - 1) : k])
    return bracketed and any(n.features & _DASHES for n in nodes[k + 2 :])


def _reposts(page: Page, lines: list[tuple[list[Node], Span, str]]) -> None:
    """A line "Source: ..." names the outlet that the report is taken from."""
    for nodes, span, _ in lines:
        if not any("SOURCE_CUE" in n.classes for n in nodes[:2]):
            continue
        host = _HOST.search(page.text[span[0] : span[1]])
        named = (outlet_of_host(page, host.group(1)) or host.group(1)) if host else next((o for n in nodes if (o := _outlet(n))), None)
        if named and named != page.found.get("outlet"):
            page.found["reposts"] = (named,)
            page.claim(page.document.id, "document", "reposts", named, (span,), pattern="source line")
            return
