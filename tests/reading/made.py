"""What the tests of reading share: a text read with all packs, and its claims as one table for each thing."""

from __future__ import annotations

from functools import cache
from typing import Any

from mahdar.documents import from_text
from mahdar.engine.pack import Packs, load_packs
from mahdar.model import Claim
from mahdar.reading import read

MANY = frozenset({"by", "signatory", "participant"})


@cache
def packs() -> Packs:
    """All packs that come with the program, loaded once."""
    return load_packs()


def claims(text: str, **known: str) -> tuple[Claim, ...]:
    """The claims of a text; `known` is what a table of `sources.toml` may hold, such as the day published."""
    return read(from_text(text, packs(), language="ar", **known), packs()).claims


def things(text: str, kind: str, **known: str) -> list[dict[str, Any]]:
    """The things of a kind in reading order: the value of each cell, a sorted list for cells with several; `id` is the local name."""
    found: dict[str, dict[str, Any]] = {}
    for claim in claims(text, **known):
        if claim.kind != kind:
            continue
        thing = found.setdefault(claim.subject, {"id": claim.subject})
        if claim.cell in MANY:
            thing[claim.cell] = sorted([*thing.get(claim.cell, []), claim.value], key=str)
        else:
            thing.setdefault(claim.cell, claim.value)
    return list(found.values())
