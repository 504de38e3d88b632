"""The words a reader sees for the words of the code, from `words.toml`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Literal

Tongue = Literal["en", "ar"]
Shelf = Literal["things", "titles", "fields", "values", "languages"]


@functools.cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def word(shelf: Shelf, key: str, tongue: Tongue) -> str:
    """The reader's word for `key`; a key that is no word of ours (an id, a date) is shown as it is."""
    entry = _table()[shelf].get(key)
    return entry[tongue] if entry else key


def keys(shelf: Shelf) -> tuple[str, ...]:
    """Every key of a shelf, in file order."""
    return tuple(_table()[shelf])
