"""Search in any script and spelling: words folded, with and without what is joined to them, and names by how they sound.

The index is made in memory when it is first needed, beside the record and not in it: it holds nothing that the record does not.
"""

from __future__ import annotations

import functools
import json
import re
import tomllib
import unicodedata
from importlib import resources
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from mahdar.showing.listings import Also

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

MOST = 8  # words of a search that count
SURE = 2  # letters joined to a word that is searched for: one alone is as often its own
LEAST_SOUNDS = 3  # consonants by which a name is found in another script; fewer are too many names
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(rf"(?:\w|{_MARKS.pattern})+")
_TEXTS = "SELECT thing, text FROM tellings WHERE kind = 'statement'"
_WORDS = f"SELECT DISTINCT unnest(regexp_extract_all(text, '[\\p{{L}}\\p{{M}}\\p{{N}}\\x{{0640}}]+')) AS word, thing FROM ({_TEXTS})"
_NAMED = """SELECT id FROM statements WHERE list_contains({ids}, speaker) OR list_contains({ids}, "of") OR list_contains({ids}, addressee)
  OR list_contains({ids}, target) OR list_has_any("by", {ids})
  UNION ALL SELECT thing FROM tellings WHERE kind = 'statement' AND list_has_any(chain, {ids})"""
_TOLD = """SELECT s.id FROM found.uses u JOIN found.said s USING (n)
  WHERE u.word IN (SELECT unnest(words) FROM found.words WHERE starts_with(key, {start}) OR list_contains({keys}, key))"""


def search(connection: duckdb.DuckDBPyConnection, asked: str) -> Also:
    """The statements that hold every word of what is asked, in their words or in the names of who speaks, is told or is meant."""
    conditions, bound = ["true"], dict[str, Any]()
    for number, word in enumerate(_WORD.findall(asked)[:MOST]):
        start, own, ids = f"start{number}", f"keys{number}", f"named{number}"
        bound |= {start: fold(word), own: sorted(keys(word, SURE)), ids: _named(connection, word)}
        found = f"{_TOLD.format(start=f'${start}', keys=f'${own}')} UNION ALL {_NAMED.format(ids=f'${ids}')}"
        conditions.append(f"id IN ({found})")
    return Also(" AND ".join(conditions), bound)


def index(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the index of a record, in memory; once for each database that is open."""
    connection.execute("ATTACH IF NOT EXISTS ':memory:' AS found (READ_WRITE)")
    if connection.execute("SELECT 1 FROM duckdb_tables() WHERE database_name = 'found' AND table_name = 'words'").fetchall():
        return
    connection.execute("CREATE OR REPLACE TABLE found.said AS SELECT row_number() OVER (ORDER BY id)::INTEGER AS n, id FROM statements")
    connection.execute(f"CREATE OR REPLACE TABLE found.raw AS SELECT w.word, s.n FROM ({_WORDS}) w JOIN found.said s ON s.id = w.thing")
    words = [word for (word,) in connection.execute("SELECT DISTINCT word FROM found.raw ORDER BY word").fetchall()]
    numbered = pa.table({"word": pa.array(words, pa.string()), "number": pa.array(range(len(words)), pa.int32())})
    keys = pa.table(_keyed(words), schema=pa.schema([("key", pa.string()), ("number", pa.int32())]))
    connection.register("numbered", numbered)
    connection.register("keyed", keys)
    connection.execute("""
        CREATE OR REPLACE TABLE found.uses AS
          SELECT DISTINCT w.number AS word, r.n FROM found.raw r JOIN numbered w USING (word) ORDER BY ALL;
        DROP TABLE found.raw;
        CREATE TABLE found.words AS SELECT key, list(DISTINCT number ORDER BY number) AS words FROM keyed GROUP BY key ORDER BY key;
    """)


def _keyed(words: Iterable[str]) -> dict[str, list[Any]]:
    """Every word by all its keys."""
    pairs = [(key, number) for number, word in enumerate(words) for key in keys(word)]
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


def _named(connection: duckdb.DuckDBPyConnection, word: str) -> list[str]:
    """The things of the world one of whose names has this word, in this spelling or one that sounds like it."""
    wanted = keys(word, SURE)
    return [thing for thing, known in _names(connection) if not wanted.isdisjoint(known)]


def _names(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, set[str]]]:
    things = connection.execute("SELECT id, names FROM things WHERE class IN ('person', 'state', 'organisation')").fetchall()
    return [(thing, _keys_of(names)) for thing, names in things]


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
