"""One reading in the terminal: what a text says, thing by thing, and the trace of how it was read."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from mahdar.engine.cascade import Trace
from mahdar.model import Claim, Reading, canonical
from mahdar.showing.terminal import safe
from mahdar.showing.words import Tongue, word

LONGEST = 120  # characters of a value or of words; the JSON form has all of them


def page(reading: Reading, tongue: Tongue) -> Group:
    """The claims of a reading by thing, each with its line and its words; then its dates."""
    document = reading.document
    title = Text(f"{document.id}: {len(reading.claims)} claims, {len(reading.dates)} dates", style="bold")
    if not reading.read:
        return Group(title, Text(safe(f"not read: {reading.why_not}")))
    return Group(title, _claims(reading, tongue), _dates(reading, tongue))


def _claims(reading: Reading, tongue: Tongue) -> Table:
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("thing", "cell", "value", "basis", "line", "text"):
        grid.add_column(word("fields", column, tongue), overflow="fold", no_wrap=column == "thing")
    before = ""
    for claim in sorted(reading.claims, key=lambda c: (c.kind, c.subject != reading.document.id, _number(c.subject), c.spans)):
        name = claim.subject.partition("#")[2] or word("things", "document", tongue)
        grid.add_row("" if name == before else name, *(Text(_short(cell)) for cell in _cells(claim, reading.document.text, tongue)))
        before = name
    return grid


def _number(subject: str) -> tuple[int, str]:
    tail = subject.rpartition("-")[2]
    return (int(tail), "") if tail.isdecimal() else (0, subject)


def _cells(claim: Claim, text: str, tongue: Tongue) -> tuple[str, ...]:
    """Field, value, basis, line and words of a claim."""
    words = " … ".join(text[start:end] for start, end in claim.spans)
    basis = [word("values", claim.basis, tongue)] + [word("values", claim.modality, tongue)] * (claim.modality != "asserted")
    line = str(text.count("\n", 0, claim.spans[0][0]) + 1) if claim.spans else ""
    return word("fields", claim.cell, tongue), _value(claim.value), ", ".join(basis), line, words


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items() if part is not None)
    return value if isinstance(value, str) else "" if value is None else canonical(value)


def _dates(reading: Reading, tongue: Tongue) -> Table:
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("dates", "value", "line", "said", "inferred"):
        grid.add_column(word("fields", column, tongue), overflow="fold", no_wrap=column == "value")
    for mention in reading.dates:
        line = str(reading.document.text.count("\n", 0, mention.span[0]) + 1)
        value = (mention.day.edtf or "") + (" ?" if mention.day.doubt else "")
        cells = (mention.text, value, line, " ".join(mention.day.said), " ".join(mention.day.inferred))
        grid.add_row(*(Text(_short(cell)) for cell in cells))
    return grid


def trace(reading: Reading, events: Trace) -> Table:
    """What fired, lost and was refused, in order."""
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("stage", "pattern", "text", "event"):
        grid.add_column(column, overflow="fold")
    for stage, rule, start, end, what in events.events:
        grid.add_row(*(Text(_short(cell)) for cell in (stage, rule, reading.document.text[start:end], what)))
    return grid


def _short(text: str) -> str:
    text = safe(" ".join(text.split()))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
