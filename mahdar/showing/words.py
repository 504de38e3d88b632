"""The words a reader sees for the words of the code, from `words.toml`, and those of the reading room from its own.

The sentences of the record have a table of theirs (`record/sentences.toml`).
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Literal

from mahdar.record import sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from mahdar.record import Coded

Tongue = Literal["en", "ar"]
Shelf = Literal["things", "titles", "fields", "values", "languages", "room"]
_JOINED = {"en": "; ", "ar": "؛ "}


@functools.cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    files = (resources.files(__package__).joinpath(*path) for path in (("words.toml",), ("room", "words.toml")))
    return {shelf: words for file in files for shelf, words in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def word(shelf: Shelf, key: str, tongue: Tongue) -> str:
    """The reader's word for `key`; a key that is no word of ours (an id, a date) is shown as it is."""
    entry = _table()[shelf].get(key)
    return entry[tongue] if entry else key


def keys(shelf: Shelf) -> tuple[str, ...]:
    """Every key of a shelf, in file order."""
    return tuple(_table()[shelf])


def sentence(coded: Coded, tongue: Tongue, shown: Callable[[str], str]) -> str:
    """A coded sentence of the record in words; `shown` gives the reader's word or name for what stands in a place."""
    return _JOINED[tongue].join(_filled(sentences()[code][tongue], places, shown) for code, *places in coded)


def _filled(words: str, places: list[str], shown: Callable[[str], str]) -> str:
    for number, place in enumerate(places, 1):
        words = words.replace(f"{{{number}}}", ", ".join(map(shown, place.split(", "))))
    return words
