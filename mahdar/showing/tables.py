"""Listings as terminal tables, JSON and CSV.

A table shows the columns that fit, names instead of ids, and marks inferred values. JSON and CSV hold every column, ids, lists in full.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import duckdb
import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from mahdar.showing.listings import LISTINGS, Row
from mahdar.showing.sheets import workbook
from mahdar.showing.terminal import escaped, safe
from mahdar.showing.words import Tongue, reason, sentence, word

if TYPE_CHECKING:
    from mahdar.record import Coded

Format = Literal["table", "json", "csv"]
NAMED = 3  # independent sources that a table names; JSON, CSV and `why` name all
LONGEST = 240  # characters of a cell in a terminal table; JSON, CSV and `why` have the rest
INFERRED = "*"
# The widest that a column gets, so that the words of the sources get the rest.
_WIDEST = {"dates": 18, "backing": 24, "source": 22, "speaker": 20, "chain": 20, "outlet": 22, "families": 22, "family": 22, "class": 14}
HASH = re.compile(r"-[0-9a-f]{10}(?=$|:)")  # at the end of a document's id; its stem is enough for a reader
_NOTES = {"en": "* inferred, not said in so many words", "ar": "* مستنتج لا مذكور بلفظه"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


_CODES = "SELECT entry ->> '$.iso2', id FROM things WHERE class = 'state' AND entry ->> '$.iso2' IS NOT NULL"  # a country is a code


class Names:
    """The names of ids and the words of closed lists, in the reader's language."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, tongue: Tongue) -> None:
        self.tongue = tongue
        things = connection.execute("SELECT id, names FROM things ORDER BY class = 'place'").fetchall()
        told = connection.execute("SELECT value FROM manifest WHERE key = 'unread'").fetchone()
        self._unread: dict[str, int] = json.loads(told[0]) if told else {}
        self._names: dict[str, dict[str, list[str]]] = {thing: msgspec.json.decode(names) for thing, names in things}
        self._names |= {code: self._names[state] for code, state in connection.execute(_CODES).fetchall()}

    def __call__(self, thing: str) -> str:
        """The name of an id; the reader's word for what has none of its own, as a joint statement; else the id itself."""
        names = self._names.get(thing, {})
        found = names.get(self.tongue) or names.get("en") or names.get("ar")
        return found[0] if found else self.value(thing)

    def unread(self) -> str:
        """How many sources in which languages were not read, as it stands wherever voices are counted; nothing where all were."""
        counted = (f"{word('languages', language, self.tongue)} {n}" for language, n in self._unread.items())
        return f"{word('things', 'unread', self.tongue)}: {', '.join(counted)}" if self._unread else ""

    def value(self, key: str) -> str:
        """The reader's word for an entry of a closed list."""
        return word("values", key, self.tongue)

    def level(self, said: str) -> str:
        """The office that a level of representation is called by; what no office is called by stays."""
        office = said.replace(" ", "-")
        return self(office) if office in self._names else said

    def reason(self, said: str | None) -> str:
        """Why the record has something so, in the reader's words."""
        return reason(said, self.tongue)

    def sentence(self, coded: Coded) -> str:
        """A coded sentence of the record, with the reader's words and names in its places."""
        return sentence(coded, self.tongue, lambda place: _plain(place, self))


def table(listing: str, found: list[Row], names: Names) -> Group:
    """The rows as a terminal table with its title and how many there are."""
    columns, title = LISTINGS[listing].shown, word("titles", listing, names.tongue)
    grid = Table(box=SIMPLE_HEAD, title=f"{title} ({_count(found)})", title_justify="left", title_style="bold", padding=(0, 1, 0, 0))
    for column in columns:
        heading = word("fields", column, names.tongue)
        whole = column == "id" and "text" not in columns
        grid.add_column(heading, no_wrap=whole, overflow="fold", max_width=_WIDEST.get(column))
    for row in found:
        grid.add_row(*(Text(shortened(safe(_cell(row, column, names)))) for column in columns))
    notes = [_NOTES[names.tongue]] if any(row.get("inferred") for row in found) else []
    notes += [unread] if "backing" in columns and (unread := names.unread()) else []
    return Group(grid, *(Text(note, style="dim") for note in notes))


def _count(found: list[Row]) -> int:
    """How many things there are; the values in conflict over one cell count once."""
    return len({row.get("id") or tuple(row.get(key) for key in ("subject", "kind", "cell", "what")) for row in found})


def shortened(text: str) -> str:
    """As much of a text as a cell of a terminal table shows."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _cell(row: Row, column: str, names: Names) -> str:
    """What a terminal table shows for a column of a row."""
    special, coded = _SPECIAL.get(column), row.get(f"{column}_coded")
    text = special(row, names) if special else names.sentence(coded) if coded else _plain(row.get(column), names)
    mark = INFERRED if text and {column, column.removesuffix("s")} & set(row.get("inferred") or ()) else ""
    return text + mark


def _plain(value: Any, names: Names) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return names.value("yes" if value else "no")
    if isinstance(value, list):
        return ", ".join(_plain(item, names) for item in value)
    if isinstance(value, dict):
        return _plain([part for _, part in sorted(value.items()) if part is not None], names)
    text = str(value)
    shown = names.value(text)
    return shown if shown != text else names(text)


def _backing(row: Row, names: Names) -> str:
    """How many independent sources, and which: `2: Wire, Morning Post`."""
    first, more = row["families"][:NAMED], len(row["families"]) - NAMED
    named = ", ".join(names(family) for family in first) + (f" +{more}" if more > 0 else "")
    return f"{row['backing']}: {named}" if named else str(row["backing"])


def _participants(row: Row, names: Names) -> str:
    """`Russia (guarantor): A, B; Iran (guarantor)`: each delegation once, with the people named of it."""
    sides: dict[tuple[str | None, str | None], list[str]] = {}
    for one in row["participants"]:
        people = sides.setdefault((one["actor"], one["role"]), [])
        if one["person"]:
            people.append(names(one["person"]) + (INFERRED if one["basis"] == "inferred" else ""))
    return "; ".join(_side(actor, role, people, names) for (actor, role), people in sides.items())


def _side(actor: str | None, role: str | None, people: list[str], names: Names) -> str:
    who = names(actor) + (f" ({names.value(role)})" if role else "") if actor else ""
    return ": ".join(part for part in (who, ", ".join(people)) if part)


def _dates(row: Row, names: Names, column: str = "dates") -> str:
    """The EDTF value, as two days where it lasted, with the part of the period that was said."""
    part = names.value(row["part"]) + " " if row.get("part") else ""
    return part + _spaced(row[column] or "")


def _spaced(edtf: str) -> str:
    """An interval as two days, which a narrow column may break between."""
    return edtf.replace("/", " – ")


def _source(row: Row, names: Names) -> str:
    first, *others = row["sources"] or [""]
    return HASH.sub("", first) + (f" +{len(others)}" if others else "")


def _speaker(row: Row, names: Names) -> str:
    return names(row["speaker"]) if row["speaker"] else ", ".join(names(actor) for actor in row["by"])


def _words(row: Row, names: Names) -> str:
    return " ".join(row["tellings"][0]["text"].split()) if row["tellings"] else ""


def _chain(row: Row, names: Names) -> str:
    longest: list[str] = max((telling["chain"] for telling in row["tellings"]), key=len, default=[])
    if longest == [row["speaker"]]:
        return ""
    return " ← ".join(names(one) for one in longest)


def _value(row: Row, names: Names) -> str:
    value = json.loads(row["value"])
    text = names.value(_spaced(value)) if row["cell"] in ("dates", "due", "began", "published") else _plain(value, names)
    return text + (" ✓" if row["chosen"] else "")


def _read(row: Row, names: Names) -> str:
    return names.value("yes" if row["read"] else "no") + (f": {row['why_not']}" if row["why_not"] else "")


_SPECIAL: dict[str, Callable[[Row, Names], str]] = {
    "participants": _participants,
    "backing": _backing,
    "dates": _dates,
    "due": lambda row, names: _dates(row, names, "due"),
    "source": _source,
    "speaker": _speaker,
    "text": _words,
    "chain": _chain,
    "value": _value,
    "read": _read,
    "because": lambda row, names: names.sentence(row["because_coded"]) if row.get("because_coded") else names.reason(row["because"]),
}


def as_json(found: list[Row]) -> str:
    """The rows as a JSON list, one object per row."""
    return escaped(json.dumps(found, ensure_ascii=False, indent=1, default=_day))


def _day(value: Any) -> str:
    assert isinstance(value, date), value
    return value.isoformat()


def as_csv(found: list[Row], columns: list[str]) -> str:
    """The rows as CSV: lists joined by `; `, structures as JSON; what a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_flat(value) for value in row.values()] for row in found)
    return safe_lines(out.getvalue())


def as_xlsx(name: str, found: list[Row], columns: list[str], manifest: Sequence[tuple[str, str]]) -> bytes:
    """The rows as a workbook in which nothing acts; a second sheet says what record they are of, and how to cite it."""
    rows = [[value if type(value) in (int, float) else _told(value) for value in row.values()] for row in found]
    return workbook({name: (columns, rows), "manifest": (("key", "value"), manifest)})


def _flat(value: Any) -> str:
    text = _told(value)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(value, bool | int | float) else text


def _told(value: Any) -> str:
    """A value as one text: lists joined, structures as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "; ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False, default=_day) if isinstance(value, list) else str(value)


def safe_lines(text: str) -> str:
    """Printable lines of a CSV: line ends and letters stay, what could steer a terminal does not."""
    return "\n".join(safe(line) for line in text.split("\n"))
