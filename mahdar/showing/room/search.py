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
_WORDS = """SELECT DISTINCT unnest(regexp_extract_all(telling.text, '[\\p{{L}}\\p{{M}}\\p{{N}}\\x{{0640}}]+')) AS word, n
  FROM (SELECT n, unnest(tellings) AS telling FROM {statements})"""
# Whom a statement names: who says it, for whom, to whom, about whom, and through whom it came.
_SPOKEN = """SELECT DISTINCT n,
    unnest(list_concat([speaker, "of", addressee, target], "by", flatten(list_transform(tellings, lambda t: t.chain)))) AS thing
  FROM {statements}"""
_FOUND = """n IN (
  SELECT u.n FROM held.uses u WHERE u.word IN (
    SELECT unnest(words) FROM held.words WHERE starts_with(key, {start})
    UNION ALL SELECT unnest(words) FROM held.words WHERE key IN (SELECT unnest({keys})))
  UNION ALL SELECT s.n FROM held.spoken s WHERE s.thing IN (SELECT thing FROM held.named WHERE key IN (SELECT unnest({keys}))))"""


def search(asked: str) -> Also:
    """The statements that hold every word of what is asked, in their words or in the names of who speaks, is told or is meant.

    A condition on the listing of statements that is held, once their words are indexed.
    """
    conditions, bound = ["true"], dict[str, Any]()
    for number, word in enumerate(_WORD.findall(asked)[:MOST]):
        start, own = f"start{number}", f"keys{number}"
        bound |= {start: fold(word), own: sorted(keys(word, SURE))}
        conditions.append(_FOUND.format(start=f"${start}", keys=f"${own}"))
    return Also(" AND ".join(conditions), bound)


def index(connection: duckdb.DuckDBPyConnection, statements: str) -> None:
    """Indexes the words of the table of `statements`, and the names of those they are about, in memory."""
    connection.execute(f"CREATE OR REPLACE TABLE held.raw AS {_WORDS.format(statements=statements)}")
    words = [word for (word,) in connection.execute("SELECT DISTINCT word FROM held.raw ORDER BY word").fetchall()]
    numbered = pa.table({"word": pa.array(words, pa.string()), "number": pa.array(range(len(words)), pa.int32())})
    connection.register("numbered", numbered)
    connection.register("keyed", pa.table(_keyed(words), schema=pa.schema([("key", pa.string()), ("number", pa.int32())])))
    connection.register("namings", pa.table(_named(connection), schema=pa.schema([("key", pa.string()), ("thing", pa.string())])))
    connection.execute(f"""
        CREATE OR REPLACE TABLE held.uses AS
          SELECT DISTINCT w.number AS word, r.n::INTEGER AS n FROM held.raw r JOIN numbered w USING (word) ORDER BY ALL;
        DROP TABLE held.raw;
        CREATE OR REPLACE TABLE held.words AS
          SELECT key, list(DISTINCT number ORDER BY number) AS words FROM keyed GROUP BY key ORDER BY key;
        CREATE OR REPLACE TABLE held.named AS SELECT DISTINCT key, thing FROM namings ORDER BY ALL;
        CREATE OR REPLACE TABLE held.spoken AS
          SELECT thing, n::INTEGER AS n FROM ({_SPOKEN.format(statements=statements)}) WHERE thing IS NOT NULL ORDER BY ALL;
    """)
    for given in ("numbered", "keyed", "namings"):
        connection.unregister(given)


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


def _named(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The things of the world by every key of every word of their names."""
    things = connection.execute("SELECT id, names FROM things WHERE class IN ('person', 'state', 'organisation')").fetchall()
    pairs = [(key, thing) for thing, names in things for key in _keys_of(names)]
    return {"key": [key for key, _ in pairs], "thing": [thing for _, thing in pairs]}


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
