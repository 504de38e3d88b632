"""How the words of a report became an actor or a place: a name in them or elsewhere in the text, an office, a reader's correction.

The reader decided; here it is said what in the words, in the text and in the data of the world speaks for it, as coded sentences.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mahdar.engine.text import normal
from mahdar.showing.listings import fetched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import duckdb

    from mahdar.showing.listings import Row

Part = tuple[str, ...]

_ACTORS = frozenset({"speaker", "by", "of", "signatory", "addressee", "target", "actor", "from_actor", "participant"})
_PLACES = frozenset({"city", "country", "place"})
_WORD = re.compile(r"\w+")
_JOINED = 3  # letters that may be joined before a word: conjunction, preposition, article
_CHANGED = 2  # letters of the article that one of them can change
_SHORTEST = 3  # a word of a name that tells it has more letters, and what is left of it without the article as many
_QUOTES = "\"'“”«»‘’"
_AT = re.compile(r"@(\d+)-(\d+)$")
_CLASSES = ("person", "state", "organisation", "outlet", "place", "process")


class Namings:
    """How the claims of a record name actors and places; what it looks up, it keeps."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        rows = fetched(connection, "SELECT name, actor, who, made FROM said_corrections WHERE \"do\" = 'identify' ORDER BY number")
        self.identified = {row["actor"]: row for row in rows}
        self._entries: dict[str, dict[str, dict[str, Any]]] = {}

    def __call__(self, claim: Row) -> tuple[Part, ...]:
        """For each actor or place that a claim names, how its words name it; nothing for other claims.

        `claim` has `claim`, `document`, `subject`, `cell`, `value`, `spans`, `origin`, and of its document `text` and `day`.
        """
        if claim["cell"] not in _ACTORS | _PLACES:
            return ()
        value = json.loads(claim["value"])
        things = [value.get("actor"), value.get("person")] if isinstance(value, dict) else [value]
        return tuple(part for thing in things if thing for part in _told(_Case(self, claim, thing)))

    def entries(self, thing: str) -> dict[str, dict[str, Any]]:
        """What the world knows of an id, by class: a city and a process may share one."""
        if thing not in self._entries:
            rows = fetched(self.connection, "SELECT class, entry FROM things WHERE id = ?", [thing])
            self._entries[thing] = {row["class"]: json.loads(row["entry"]) for row in rows if row["class"] in _CLASSES}
        return self._entries[thing]

    def names_where(self, condition: str, value: str) -> list[str]:
        """The names of the things of which a condition on their entry holds."""
        rows = fetched(self.connection, f"SELECT names FROM things WHERE {condition}", [value])
        return [name for row in rows for name in _all(json.loads(row["names"]))]


class _Case:
    """One thing that a claim names: its words in the text, and what the world knows of it."""

    def __init__(self, namings: Namings, claim: Row, thing: str) -> None:
        self.namings, self.claim, self.text = namings, claim, claim["text"]
        self.thing = self._state(thing) if claim["cell"] == "country" else thing
        self.words = " ".join(self.text[start:end] for start, end in claim["spans"])
        known = namings.entries(self.thing)
        first = next(iter(known.values()), {})
        self.known = known.get("place", first) if claim["cell"] in ("city", "place") else first

    def _state(self, iso2: str) -> str:
        query = "SELECT id FROM things WHERE class = 'state' AND entry ->> 'iso2' = ?"
        found = self.namings.connection.execute(query, [iso2]).fetchone()
        return str(found[0]) if found else iso2

    def found(self, names: Iterable[str]) -> str | None:
        """The first of the names that stands in the words."""
        return next((name for name in names if _place(name, self.words) is not None), None)

    def line(self, at: int) -> str:
        """The number of the line of a character of the text."""
        return str(self.text.count("\n", 0, at) + 1)


def _told(case: _Case) -> list[Part]:
    """The first rule that says something; where none does, what stands elsewhere in the text and what the world knows."""
    told = next((part for rule in _RULES if (part := rule(case))), None)
    if told:
        return [told]
    meant = "country_of" if case.claim["cell"] == "country" else "meant_by"
    return [part for rule in (_elsewhere, _office) if (part := rule(case))] or [(meant, case.thing, _short(case.words))]


def _corrected(case: _Case) -> Part | None:
    """A name that a reader explained."""
    by = case.namings.identified.get(case.thing)
    if by is None or case.found([by["name"]]) is None:
        return None
    return ("identified", case.thing, by["name"], by["who"], str(by["made"]))


def _named(case: _Case) -> Part | None:
    name = case.found(_names(case.known) or [case.thing])
    return ("by_name", case.thing, name) if name else None


def _by_adjective(case: _Case) -> Part | None:
    name = case.found([word for words in case.known.get("adjectives", {}).values() for word in words])
    return ("by_adjective", case.thing, name) if name else None


def _by_capital(case: _Case) -> Part | None:
    """A state by its capital ("Moscow says"), a city as the capital of a state."""
    for key, code in (("capital", "by_capital"), ("capital_of", "as_capital")):
        entries = case.namings.entries(case.known.get(key, ""))
        if name := case.found(name for entry in entries.values() if entry["class"] in ("state", "place") for name in _names(entry)):
            return (code, case.thing, name)
    return None


def _by_other_name(case: _Case) -> Part | None:
    """A city by the name of another time."""
    if case.known.get("class") != "place":
        return None
    name = case.found(case.namings.names_where("class = 'place' AND entry ->> 'name_of' = ?", case.thing))
    return ("by_other_name", case.thing, name) if name else None


def _in_part(case: _Case) -> Part | None:
    """A surname, or another part of a name; with the line of the whole name, where the text has it."""
    names = _names(case.known) or [case.thing]
    parts = [(part, name) for name in names if (part := case.found(word for word in _WORD.findall(name)[::-1] if len(word) > _SHORTEST))]
    whole = next(
        (("named_in_part_of", case.thing, *told, case.line(at)) for told in parts if (at := _place(told[1], case.text)) is not None), None
    )
    return whole or (("named_in_part", case.thing, *parts[-1]) if parts else None)


def _before(case: _Case) -> Part | None:
    """Words elsewhere in the text from which it was understood."""
    for origin in case.claim["origin"]:
        if (at := _AT.search(origin)) and origin.startswith(case.claim["document"]):
            start, end = int(at[1]), int(at[2])
            return ("named_before", case.thing, _short(case.text[start:end]), case.line(start))
    return None


def _of_thing(case: _Case) -> Part | None:
    """The session, statement or process from which it was understood."""
    query = "SELECT thing FROM identities WHERE subject = ?"
    for origin in case.claim["origin"]:
        if "process" in case.namings.entries(origin):
            return ("from_process", case.thing, origin)
        if found := case.namings.connection.execute(query, [origin]).fetchone():
            return ("from_thing", case.thing, str(found[0]))
    return None


_RULES: list[Callable[[_Case], Part | None]] = [
    _corrected, _named, _before, _of_thing, _by_adjective, _by_capital, _by_other_name, _in_part,
]  # fmt: skip


def _elsewhere(case: _Case) -> Part | None:
    """The name of a person in another place of the text."""
    if case.known.get("class") != "person":
        return None
    found = next(((name, at) for name in _names(case.known) if (at := _place(name, case.text)) is not None), None)
    return ("named_elsewhere", case.thing, found[0], case.line(found[1])) if found else None


def _office(case: _Case) -> Part | None:
    """The office that a person held on the day of the report, of the side that the claim or its statement tells of."""
    day = str(case.claim["day"] or "")
    query = "SELECT plain FROM claims WHERE subject = ? AND cell IN ('of', 'office') UNION SELECT ? ->> '$.actor'"
    told = case.namings.connection.execute(query, [case.claim["subject"], case.claim["value"]]).fetchall()
    sides = {side for (side,) in told}
    for held in case.known.get("holds", []):
        start, end = str(held.get("from") or ""), str(held.get("to") or "")
        if day and start and held.get("of") in sides and start <= day[: len(start)] and (not end or day[: len(end)] <= end):
            return ("held_office", case.thing, str(held["office"]), str(held["of"]), start, str(held["source"]).split()[0])
    return None


def _names(entry: dict[str, Any]) -> list[str]:
    return sorted(_all(entry.get("names", {})), key=len, reverse=True)


def _all(names: dict[str, list[str]]) -> Iterator[str]:
    return (name for tongue in names.values() for name in tongue)


def _place(name: str, text: str) -> int | None:
    """Where the words of a name stand in a row in a text."""
    wanted, there = _words(name), _words(text)
    starts = (k for k in range(len(there) - len(wanted) + 1) if all(_alike(w, there[k + n][0]) for n, (w, _) in enumerate(wanted)))
    return next((there[k][1] for k in starts), None) if wanted else None


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text in their normal form, and where each begins."""
    return tuple((normal(m[0]), m.start()) for m in _WORD.finditer(text))


def _alike(name: str, word: str) -> bool:
    """Whether two words are one but for what is joined before them, which can change the article."""
    if name == word or name.isascii():
        return name == word
    stem, before = name[_CHANGED:], len(word) - len(name)
    return word.endswith(name) if 0 < before <= _JOINED else before == 0 and len(stem) >= _SHORTEST and word.endswith(stem)


def _short(words: str) -> str:
    """Words as a sentence can hold them."""
    line = " ".join(words.split()).strip(_QUOTES)
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
