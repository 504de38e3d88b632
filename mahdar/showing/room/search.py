"""Search in any script and spelling: words folded, with and without what is joined to them, and names by how they sound.

The index is made in memory when it is first needed, beside the record and not in it: it holds nothing that the record does not.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import tomllib
import unicodedata
from bisect import bisect_left
from importlib import resources
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

MOST = 8  # words of a search that count
SURE = 2  # letters joined to a word that is searched for: one alone is as often its own
_LAST = chr(0x10FFFF)
LEAST_SOUNDS = 3  # consonants by which a name is found in another script; fewer are too many names
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(rf"(?:\w|{_MARKS.pattern})+")
_WORDS = """WITH said AS (
  SELECT DISTINCT unnest(regexp_extract_all(t.text, '[\\p{{L}}\\p{{M}}\\p{{N}}\\x{{0640}}]+')) AS word, s.n
  FROM {statements} s JOIN tellings t ON t.thing = s.id AND t.kind = 'statement'
) SELECT word, list(n ORDER BY n) AS found FROM said GROUP BY word"""
# Whom a statement names: who says it, for whom, to whom, about whom, and through whom it came.
_SPOKEN = """WITH told AS (SELECT thing, flatten(list(chain)) AS chain FROM tellings WHERE kind = 'statement' GROUP BY thing),
named AS (
  SELECT DISTINCT n, unnest(list_concat([w.speaker, w."of", w.addressee, w.target], w."by", t.chain)) AS thing
  FROM {statements} s JOIN statements w USING (id) LEFT JOIN told t ON t.thing = s.id
) SELECT g.names, list(n ORDER BY n) AS found FROM named JOIN things g ON g.id = named.thing
  WHERE g.class IN ('person', 'state', 'organisation') GROUP BY g.id, g.names"""
_NAME = "\0"  # before a key of a name: no beginning of a word finds it


class Index:
    """Which statements hold a word, or name somebody by it, whatever its spelling: lists of their numbers, in columns of Arrow.

    `statements` is a table of them with their numbers, `n`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, statements: str) -> None:
        words, names = (connection.sql(query.format(statements=statements)).to_arrow_table() for query in (_WORDS, _SPOKEN))
        self._found = pa.chunked_array([*words["found"].chunks, *names["found"].chunks]).combine_chunks()
        own = (keys(word.as_py()) for word in words["word"])
        called = ({f"{_NAME}{key}" for key in _keys_of(name.as_py())} for name in names["names"])
        pairs = pa.table(_pairs(itertools.chain(own, called)), schema=pa.schema([("key", pa.string()), ("number", pa.int32())]))
        connection.register("pairs", pairs)
        keyed = connection.sql("SELECT key, list(number) AS numbers FROM pairs GROUP BY key ORDER BY key").to_arrow_table()
        connection.unregister("pairs")
        self._keys, self._numbers = keyed["key"].combine_chunks(), keyed["numbers"].combine_chunks()

    def search(self, asked: str) -> pa.Array | None:
        """The numbers of the statements with every word of what is asked, in their words or in the names of who speaks, is told or meant.

        None where no word is asked for.
        """
        found = None
        for word in _WORD.findall(asked)[:MOST]:
            own = self._with(word)
            found = own if found is None else found.filter(pc.is_in(found, value_set=own))
        return found if found is None else found.sort()

    def _with(self, word: str) -> pa.Array:
        """The numbers of the statements with one word or its beginning, or with such a name."""
        start, own = fold(word), keys(word, SURE)
        places = {*range(self._place(start), self._place(start + _LAST))}
        places |= {place for key in (*own, *(f"{_NAME}{key}" for key in own)) if (place := self._is(key)) is not None}
        numbers = self._numbers.take(pa.array(sorted(places), pa.int32())).flatten().unique()
        return self._found.take(numbers).flatten().unique()

    def _place(self, key: str) -> int:
        """How many keys come before this one."""
        return bisect_left(range(len(self._keys)), key, key=lambda place: self._keys[place].as_py())

    def _is(self, key: str) -> int | None:
        """The place of a key, where it is one."""
        place = self._place(key)
        return place if place < len(self._keys) and self._keys[place].as_py() == key else None


def _pairs(keyed: Iterable[set[str]]) -> dict[str, list[Any]]:
    """Every key of each, with its number."""
    pairs = [(key, number) for number, own in enumerate(keyed) for key in own]
    return {"key": [key for key, _ in pairs], "number": [number for _, number in pairs]}


def keys(word: str, least: int = 1) -> set[str]:
    """Under what a word is found: folded, without what is joined to it (of at least so many letters), and by its sounds."""
    folded = fold(word)
    joined, left = _data()["joined"]["words"], _data()["joined"]["least"]
    bare = {folded[len(j) :] for j in joined if len(j) >= least and folded.startswith(j) and len(folded) - len(j) >= left}
    return {folded, *bare, *(_sound_key(form) for form in {word, *bare})} - {""}


def fold(word: str) -> str:
    """A word without accents, vowel signs and case, its letters in one spelling."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold().translate(_letters())
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)) if not plain.isascii() else plain


def sounds(word: str) -> str:
    """The consonants of a word, in classes that a name keeps from one script to another; none twice in a row."""
    heard = "".join(_classes()[hit] for hit in _letter().findall(word.casefold()))
    return re.sub(r"(.)\1+", r"\1", heard)


def _sound_key(word: str) -> str:
    """The sounds of a word as a key; none for too few."""
    heard = sounds(word)
    return f"~{heard}" if len(heard) >= LEAST_SOUNDS else ""


@functools.lru_cache(maxsize=50_000)
def _keys_of(names: str) -> set[str]:
    return {key for every in json.loads(names).values() for name in every for word in _WORD.findall(name) for key in keys(word)}


@functools.cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("sounds.toml").read_text(encoding="utf-8"))


@functools.cache
def _letters() -> dict[int, str]:
    return {ord(one): letter for letter, spelled in _data()["letters"].items() for one in spelled}


@functools.cache
def _classes() -> dict[str, str]:
    return {letters: sound for sound, spelled in _data()["sounds"].items() for letters in spelled}


@functools.cache
def _letter() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _classes()), key=len, reverse=True)))
