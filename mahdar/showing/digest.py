"""What became known between two days: the record as of the one beside the record as of the other, each difference with its sources.

Ids are made of what is known, and change with it: things of the two days are matched by the local things that they are made of.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import msgspec
from rich.console import Group
from rich.text import Text

from mahdar.errors import MahdarError
from mahdar.reconciling import as_of_view, store
from mahdar.showing.listings import LINE, Row, fetched
from mahdar.showing.tables import HASH, Names, shortened
from mahdar.showing.terminal import escaped, safe
from mahdar.showing.why import shown
from mahdar.showing.words import word

SECTIONS = (
    "new_sessions", "new_outcomes", "changed_cells", "new_dissent", "commitments_made", "commitments_fulfilled", "commitments_settled",
    "commitments_fallen_due",
)  # fmt: skip
_MANY = frozenset({"participant", "outcome", "by", "signatory"})
_IDS = frozenset({"outcome", "session", "margins_of"})  # cells whose values are ids of the record
_WORDING = ("what", "title", "content", "condition", "part", "mode")  # the same said in other words is no change
_FATES = {
    "commitments_fulfilled": ("fulfilled", "partly", "late"),
    "commitments_settled": ("superseded", "cancelled", "not_fulfilled"),
    "commitments_fallen_due": ("overdue", "no_later_source"),
}
_SESSION = ("kind", "number", "dates", "city", "status")
_OUTCOME = ("kind", "title", "session", "dates")
_COMMITMENT = ("by", "what", "due", "place")
_MOST_SOURCES = 3  # named in the terminal; Markdown and JSON name all

_CELLS = (
    "SELECT kind, thing, cell, value, claims FROM cells WHERE chosen AND kind IN ('session', 'outcome', 'commitment', 'control', 'process')"
)
_DISSENT = "SELECT subject, kind, cell, value, claims FROM disagreements ORDER BY subject, kind, cell, chosen DESC, backing DESC, value"
_CLAIMS = f"""SELECT c.id, c.thing, c.family, c.document || ':' || ({LINE.format(text="d.text", at="coalesce(c.span_start, 0)")}) AS source
  FROM claims c JOIN documents d ON d.id = c.document WHERE c.id IN (SELECT unnest(?))
  ORDER BY d.date_start NULLS LAST, c.document, c.span_start"""
_TOLD = """SELECT m.*, (SELECT list(c.id ORDER BY c.id) FROM claims c
    WHERE c.thing = m.id AND c.kind = 'commitment' AND c.cell IN ('what', 'due')) AS told
  FROM commitments m ORDER BY date_start NULLS LAST, id"""

Thing = tuple[str, str]  # kind and id
Cells = dict[tuple[str, str, str], dict[str, list[str]]]  # of kind, thing and cell: each value with its claims


class Entry(msgspec.Struct, frozen=True):
    """One difference: of which thing, what it is now (or of a cell: what it was and is), where that stands, whose voices say so.

    `coded` is the reason of a fate as codes; `facts` have it in English.
    """

    thing: str
    facts: dict[str, Any]
    sources: tuple[str, ...]
    families: tuple[str, ...]
    cell: str | None = None
    before: Any = None
    after: Any = None
    coded: tuple[tuple[str, ...], ...] = ()


class Digest(msgspec.Struct, frozen=True):
    """The differences by section, of the days from `since` to `until`."""

    since: str
    until: str
    sections: dict[str, tuple[Entry, ...]]


def digest(path: Path | str, since: str, until: str | None = None) -> tuple[Digest, duckdb.DuckDBPyConnection]:
    """What became known from one day to another, both included, and the record as of the last; without `until`, to the record's own day."""
    until = until or _last_day(path)
    if since > until:
        raise MahdarError(f"--since {since}", f"is after {until}", "give an earlier day")
    eve = (date.fromisoformat(since) - timedelta(1)).isoformat()
    with as_of_view(path, eve) as before:
        after = as_of_view(path, until)
        return compared(before, after, since, until), after


def _last_day(path: Path | str) -> str:
    with store.open_record(path) as connection:
        (day,) = connection.execute("SELECT day FROM as_of").fetchone() or (None,)
    if day is None:
        raise MahdarError(str(path), "no source of it has a day", "say which days are meant: --until DAY")
    return str(day)


def compared(before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection, since: str, until: str) -> Digest:
    """The differences between two states of one record."""
    views = _Views(before, after)
    found = {
        "new_sessions": views.new("session", "sessions", _SESSION),
        "new_outcomes": views.new("outcome", "outcomes", _OUTCOME),
        "changed_cells": views.changed(),
        "new_dissent": views.dissent(),
        "commitments_made": views.new("commitment", "commitments", _COMMITMENT),
        **{section: views.fated(section) for section in _FATES},
    }
    return Digest(since, until, {section: tuple(found[section]) for section in SECTIONS})


class _Views:
    """The two states, and which thing of the one is which of the other."""

    def __init__(self, before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection) -> None:
        self.before, self.after = before, after
        shared, self.known = _shared(before, after)
        self.was: dict[Thing, str] = {}
        self.now: dict[Thing, str] = {}
        for (kind, new, old), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            if (kind, new) not in self.was and (kind, old) not in self.now:
                self.was[kind, new], self.now[kind, old] = old, new

    def new(self, kind: str, table: str, facts: tuple[str, ...]) -> Iterator[Entry]:
        """Things of which nothing was told before."""
        claims = dict(
            self.after.execute("SELECT thing, list(id ORDER BY id) FROM claims WHERE kind = ? AND thing IS NOT NULL GROUP BY thing", [kind])
            .fetchall()
        )  # fmt: skip
        for row in fetched(self.after, f"FROM {table}"):
            if (kind, row["id"]) not in self.known:
                yield self._entry(row["id"], {name: row[name] for name in facts if row[name]}, claims.get(row["id"], []))

    def changed(self) -> Iterator[Entry]:
        """Cells of things told before whose value is another now."""
        old, new = self._cells(self.before, self.now), self._cells(self.after)
        for (kind, thing, cell), values in sorted(new.items()):
            had = old.get((kind, thing, cell), {})
            gained = {value: claims for value, claims in values.items() if value not in had}
            gone = [json.loads(value) for value in sorted(had.keys() - values.keys())]
            if gained and (kind, thing) in self.was:
                told = [json.loads(value) for value in sorted(gained)]
                sides = (gone, told) if cell in _MANY else (gone[0] if gone else None, told[0])
                yield self._entry(thing, {}, [c for claims in gained.values() for c in claims], cell, *sides)

    def _cells(self, connection: duckdb.DuckDBPyConnection, now: dict[Thing, str] | None = None) -> Cells:
        """The chosen values of each cell with their claims; `now` gives the things of the earlier state the ids of the later."""
        found: Cells = defaultdict(dict)
        for kind, thing, cell, value, claims in connection.execute(_CELLS).fetchall():
            if cell not in _WORDING:
                if now is not None:
                    thing = now.get((kind, thing), thing)
                    value = _renamed(value, now) if cell in _IDS else value
                found[kind, thing, cell][value] = claims
        return found

    def dissent(self) -> Iterator[Entry]:
        """Values in conflict of which one at least was not in conflict before."""
        old = {(kind, self.now.get((kind, s), s), cell, value) for s, kind, cell, value, _ in self.before.execute(_DISSENT).fetchall()}
        groups: Cells = defaultdict(dict)
        for subject, kind, cell, value, claims in self.after.execute(_DISSENT).fetchall():
            groups[kind, subject, cell][value] = claims
        for (kind, subject, cell), values in groups.items():
            if any((kind, subject, cell, value) not in old for value in values):
                told = [json.loads(value) for value in values]
                yield self._entry(subject, {}, [c for claims in values.values() for c in claims], cell, None, told)

    def fated(self, section: str) -> Iterator[Entry]:
        """Commitments that came to one of the fates of a section."""
        old = dict(self.before.execute("SELECT id, fate FROM commitments").fetchall())
        for row in fetched(self.after, _TOLD):
            had = old.get(self.was.get(("commitment", row["id"]), ""))
            if row["fate"] in _FATES[section] and had not in _FATES[section]:
                facts = {name: row[name] for name in (*_COMMITMENT, "fate_reason") if row[name]}
                entry = self._entry(row["id"], facts, row["settled_by"] or row["told"], "fate", had, row["fate"])
                yield msgspec.structs.replace(entry, coded=tuple(map(tuple, row["fate_coded"])))

    def _entry(self, thing: str, facts: Row, claims: list[str], cell: str | None = None, before: Any = None, after: Any = None) -> Entry:
        stands = fetched(self.after, _CLAIMS, [claims])
        own = [row for row in stands if row["thing"] == thing] or stands
        return Entry(
            thing,
            {name: value if isinstance(value, list | int) else str(value) for name, value in facts.items()},
            tuple(dict.fromkeys(row["source"] for row in own)),
            tuple(sorted({row["family"] for row in own})),
            cell,
            before,
            after,
        )


def _shared(before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection) -> tuple[Counter[tuple[str, str, str]], set[Thing]]:
    """How many local things two things of the two states have in common, and the things of the later state that have any."""
    query = "SELECT kind, subject, thing FROM identities"
    old = {(kind, subject): thing for kind, subject, thing in before.execute(query).fetchall()}
    same = [(kind, thing, old[kind, subject]) for kind, subject, thing in after.execute(query).fetchall() if (kind, subject) in old]
    return Counter(same), {(kind, thing) for kind, thing, _ in same}


def _renamed(value: str, now: dict[Thing, str]) -> str:
    """A value that is the id of a session or outcome document, with its id in the later state."""
    old = json.loads(value)
    return json.dumps(next((now[kind, old] for kind in ("session", "outcome") if (kind, old) in now), old), ensure_ascii=False)


# --- shown


def as_json(found: Digest) -> str:
    """The digest as JSON (`mahdar-digest/1`)."""
    sections = msgspec.to_builtins(found.sections)
    for entry in (entry for entries in sections.values() for entry in entries):
        entry["backing"] = len(entry["families"])
    page = {"schema": "mahdar-digest/1", "since": found.since, "until": found.until, **sections}
    return escaped(json.dumps(page, ensure_ascii=False, indent=1))


def as_text(found: Digest, names: Names) -> Group:
    """The digest for the terminal: a line for each difference, and where it stands. Each part, up to a `│`, has its own direction."""
    parts = [Text(_title(found, names), style="bold")]
    for section, entries in found.sections.items():
        if entries:
            parts += [Text(""), Text(_heading(section, entries, names), style="bold")]
        for entry in entries:
            parts += [Text(" │ ".join(_parts(entry, names))), Text("    " + _whence(entry, names, _MOST_SOURCES), style="dim")]
    return Group(*parts, *([] if any(found.sections.values()) else [Text(word("titles", "nothing_new", names.tongue))]))


def as_markdown(found: Digest, names: Names) -> str:
    """The digest as Markdown: a heading for each section, an item for each difference with all its sources."""
    lines = [f"# {_title(found, names)}"]
    for section, entries in found.sections.items():
        if entries:
            lines += ["", f"## {_heading(section, entries, names)}", ""]
        lines += [f"- {_marked(' · '.join(_parts(entry, names)))}  \n  {_marked(_whence(entry, names))}" for entry in entries]
    return "\n".join(lines if any(found.sections.values()) else [*lines, "", word("titles", "nothing_new", names.tongue)])


def _title(found: Digest, names: Names) -> str:
    return f"{word('titles', 'digest', names.tongue)}: {found.since} – {found.until}"


def _heading(section: str, entries: tuple[Entry, ...], names: Names) -> str:
    return f"{word('titles', section, names.tongue)} ({len(entries)})"


def _parts(entry: Entry, names: Names) -> list[str]:
    """The thing, the cell with what it was and is, and what else is told of it."""
    parts = [entry.thing]
    if entry.cell and entry.after is not None:
        parts.append(word("fields", entry.cell, names.tongue))
    for side, value in (("before", entry.before), ("after", entry.after)):
        if value not in (None, []):
            label = "value" if side == "after" and entry.before in (None, []) else side
            parts.append(f"{word('fields', label, names.tongue)}: {_value(value, names)}")
    parts += [names.sentence(entry.coded) if name == "fate_reason" else _value(value, names) for name, value in entry.facts.items()]
    return [shortened(safe(" ".join(part.split()))) for part in parts]


def _value(value: Any, names: Names) -> str:
    return "; ".join(shown(one, names) for one in value) if isinstance(value, list) else shown(value, names)


def _whence(entry: Entry, names: Names, most: int | None = None) -> str:
    """Where it stands, as document:line, and the independent sources."""
    sources = [HASH.sub("", source) for source in entry.sources[:most]]
    more = f" +{len(entry.sources) - len(sources)}" if len(sources) < len(entry.sources) else ""
    voices = ", ".join(HASH.sub("", names(family)) for family in entry.families[:most])
    rest = f" +{len(entry.families) - most}" if most and len(entry.families) > most else ""
    return safe(f"{', '.join(sources)}{more} │ {word('things', 'backing', names.tongue)}: {len(entry.families)} │ {voices}{rest}")


def _marked(text: str) -> str:
    """Text in which no letter of a source is a mark of Markdown."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>#|" else letter for letter in text).replace(" │ ", " · ")
