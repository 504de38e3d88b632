"""The sentences of the brief, from `sentences.toml`: templates with slots, and plural forms."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any, Literal

from mahdar.showing.words import Tongue

Shelf = Literal["text", "months", "periods", "dates", "when"]
_SLOT = re.compile(r"\{(\w+)\}")


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("sentences.toml").read_text(encoding="utf-8"))


def template(shelf: Shelf, key: str, tongue: Tongue) -> str:
    """A template, its slots in braces."""
    found: str = _table()[shelf][key][tongue]
    return found


def pieces(text: str) -> list[tuple[str, str | None]]:
    """A template as its own words, each with the name of the slot that follows it; the last has none."""
    parts = _SLOT.split(text)
    return [(words, slot) for words, slot in zip(parts[::2], [*parts[1::2], None], strict=True)]


def counted(what: str, n: int, tongue: Tongue) -> str:
    """A number with its noun in the form that the number takes: `1 source`, `24 sources`."""
    forms: dict[str, str] = _table()["counts"][what][tongue]
    return forms.get(_form(n, tongue), forms["other"]).format(n=n)


def _form(n: int, tongue: Tongue) -> str:
    for rule in _table()["plural"][tongue]:
        if rule["low"] <= (n % rule["modulo"] if "modulo" in rule else n) <= rule["high"]:
            return str(rule["form"])
    return "other"
