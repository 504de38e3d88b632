"""The words a reader sees for the words of the code, from `words.toml`, and those of the reading room from its own."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Literal

Tongue = Literal["en", "ar"]
Shelf = Literal["things", "titles", "fields", "values", "languages", "room"]


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
