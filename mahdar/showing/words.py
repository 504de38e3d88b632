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


def reasons(said: str, tongue: Tongue) -> tuple[tuple[str, bool], ...]:
    """Why the record has something so, reason by reason: in the reader's words, and whether there are words for it."""
    known = tuple((part, _reason(part, tongue)) for part in ([said] if _reason(said, tongue) else said.split("; ")))
    return tuple((words or part, words is not None) for part, words in known)


def reason(said: str | None, tongue: Tongue) -> str:
    """The same as one line; what there are no words for stands as the record says it."""
    return _JOINED[tongue].join(words for words, _ in reasons(said, tongue)) if said else ""


def _reason(said: str, tongue: Tongue) -> str | None:
    """One reason; names and ids stay as they are."""
    bare = said[:1].lower() + said[1:].removesuffix(".")
    for words in (bare, *(f"{start}{{}}" for start in _starts() if bare.startswith(start))):
        if words in _reasons():
            return said if tongue == "en" else _reasons()[words].replace("{}", bare[len(words) - 2 :])
    return None


@functools.cache
def _reasons() -> dict[str, str]:
    return tomllib.loads(resources.files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8"))


@functools.cache
def _starts() -> tuple[str, ...]:
    return tuple(words.removesuffix("{}") for words in _reasons() if words.endswith("{}"))


def _filled(words: str, places: list[str], shown: Callable[[str], str]) -> str:
    for number, place in enumerate(places, 1):
        words = words.replace(f"{{{number}}}", ", ".join(map(shown, place.split(", "))))
    return words
