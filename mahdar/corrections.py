"""A reader's corrections: a TOML file beside the record, bound to claims, so that they survive every rebuild.

[[correction]]
do = "settle"
things = ["astana-round-21"]
cell = "city"
value = "astana"
claims = [["0615194d387a9ed85455"]]
who = "R. Haddad"
when = "2026-11-22"
why = "the communiqué names the city"
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mahdar import edtf
from mahdar.engine.pack import read_toml
from mahdar.errors import BeingBuiltError, MahdarError
from mahdar.model import canonical
from mahdar.opening import write_whole
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record, made_with

if TYPE_CHECKING:
    import duckdb

Do = Literal["merge", "split", "reject", "settle", "identify", "day"]
NEEDS: dict[str, tuple[str, ...]] = {
    "merge": ("claims",),
    "split": ("claims",),
    "reject": ("claims",),
    "settle": ("claims", "cell", "value"),
    "identify": ("name", "actor"),
    "day": ("document", "day"),
}
PATIENCE = 1.0  # seconds after which it is looked again whether another process is done
HELD = 5  # claims of a thing that a correction is bound to: one that is left is enough
_HEAD = "# Corrections of the record beside this file; `mahdar correct` writes them, and each may be taken out again.\n"


class Correction(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One correction. `claims` holds some claims of each thing or telling that it is about; `things` are their ids when it was made."""

    do: Do
    who: str
    when: str
    why: str
    things: tuple[str, ...] = ()
    claims: tuple[tuple[str, ...], ...] = ()
    cell: str | None = None
    value: str | int | None = None
    name: str | None = None
    actor: str | None = None
    document: str | None = None
    day: str | None = None


def beside(record: Path | str) -> Path:
    """Where the corrections of a record are."""
    return Path(record).with_suffix(".corrections.toml")


def read(path: Path) -> list[Correction]:
    """The corrections of a file, in order; none where there is no file. MahdarError names what is wrong in which of them."""
    if not path.exists():
        return []
    tables = read_toml(path)
    if set(tables) - {"correction"} or not isinstance(tables.get("correction", []), list):
        raise MahdarError(str(path), "holds something else than [[correction]] blocks", "take it out")
    return [_checked(block, f"{path}: correction {n}") for n, block in enumerate(tables.get("correction", []), 1)]


def _checked(block: Any, place: str) -> Correction:
    try:
        found = msgspec.convert(block, Correction)
    except msgspec.ValidationError as fault:
        raise MahdarError(place, str(fault), f"use the keys {', '.join(Correction.__struct_fields__)}") from None
    lacking = [key for key in NEEDS[found.do] if getattr(found, key) in (None, ())]
    if lacking:
        raise MahdarError(place, f"{found.do} lacks {' and '.join(lacking)}", "write it, or take the block out")
    return found


def write(path: Path, corrections: Sequence[Correction]) -> None:
    """Writes the file whole."""
    write_whole(path, "\n".join([_HEAD, *(_block(correction) for correction in corrections)]))


def _block(correction: Correction) -> str:
    fields = msgspec.to_builtins(correction)
    return "\n".join(["[[correction]]", *(f"{key} = {_toml(value)}" for key, value in fields.items()), ""])


def _toml(value: Any) -> str:
    """A text, number or list as TOML: as in JSON, but for DEL, which TOML does not take bare."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def add(connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> None:
    """Sets the corrections that the steps of reconciling go by."""
    connection.execute("DELETE FROM said_corrections")
    for row in _rows(corrections):
        connection.execute(f"INSERT INTO said_corrections VALUES ({', '.join('?' * len(row))})", row)


def _rows(corrections: Sequence[Correction]) -> list[tuple[Any, ...]]:
    """The corrections as rows of their table."""
    rows = []
    for number, one in enumerate(corrections, 1):
        value = None if one.value is None else canonical(one.value)
        about = (one.cell, value, one.name, one.actor, one.document, one.day, one.who, one.when, one.why)
        rows.append((number, one.do, list(one.things), [list(some) for some in one.claims], *about))
    return rows


def correct(record: Path | str, make: Callable[[duckdb.DuckDBPyConnection], Correction]) -> Correction:
    """Makes a correction of an open record, writes it beside the record and rebuilds that; nothing changes where it does not apply."""
    path = beside(record)
    with store.open_record(record) as opened:
        made = make(opened)
    with growing_record(record, f"correction {made}", anew=False, **made_with(Path(record))) as connection:
        known = [*read(path), made]  # here, where no other process can be adding to it
        add(connection, known)
        reconcile(connection)
        applies, because = connection.execute("SELECT applies, because FROM corrections ORDER BY number DESC LIMIT 1").fetchall()[0]
        if not applies:
            raise MahdarError(str(record), f"the correction does not apply: {because}", "look at the listing again")
        write(path, [*read(path), made])  # as it is by now: others may have been noted
    return made


def note(record: Path | str, opened: duckdb.DuckDBPyConnection, make: Callable[[duckdb.DuckDBPyConnection], Correction]) -> None:
    """Makes a correction of an open record and writes it beside the record, which has it once it caught up."""
    path = beside(record)
    write(path, [*read(path), make(opened)])


def lacking(record: Path | str, opened: duckdb.DuckDBPyConnection) -> bool:
    """Whether an open record was made with other corrections than those that are written beside it."""
    return opened.execute("FROM said_corrections ORDER BY number").fetchall() != _rows(read(beside(record)))


def catch_up(record: Path | str) -> None:
    """Rebuilds the record with the corrections beside it, if it lacks any; waits where another process is rebuilding it."""
    while True:
        with store.open_record(record) as opened:
            if not lacking(record, opened):
                return
        try:
            with growing_record(record, "corrections", anew=False, **made_with(Path(record))) as connection:
                add(connection, read(beside(record)))
                reconcile(connection)
        except BeingBuiltError:
            time.sleep(PATIENCE)


# --- what each correction is bound to

Asked = Callable[["duckdb.DuckDBPyConnection"], dict[str, Any]]


def things(*ids: str) -> Asked:
    """Some claims of each of these things."""

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        return {"things": ids, "claims": tuple(_claims_of(connection, thing) for thing in ids)}

    return find


def _claims_of(connection: duckdb.DuckDBPyConnection, thing: str) -> tuple[str, ...]:
    query = f"SELECT id FROM claims WHERE thing = ? ORDER BY cell <> 'kind', document, span_start, id LIMIT {HELD}"
    found = tuple(row[0] for row in connection.execute(query, [thing]).fetchall())
    if not found:
        raise MahdarError(thing, "the record has no such thing", "take an id from a listing")
    return found


def tellings(thing: str, documents: Sequence[str]) -> Asked:
    """What these documents tell of a thing."""

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        some = f"list(id ORDER BY span_start, id)[:{HELD}]"
        query = f"SELECT subject, {some} FROM claims WHERE thing = ? AND starts_with(document, ?) GROUP BY subject ORDER BY ALL"
        found = []
        for document in documents:
            claims = [tuple(row[1]) for row in connection.execute(query, [thing, document]).fetchall()]
            if not claims:
                raise MahdarError(thing, f"no source {document} tells of it", "take a source from the listing")
            found += claims
        return {"things": (thing,), "claims": tuple(found)}

    return find


def claims(*beginnings: str) -> Asked:
    """Claims by their ids or beginnings of them, as `why` shows them."""

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        found = []
        for begin in beginnings:
            hits = connection.execute("SELECT DISTINCT id, thing FROM claims WHERE starts_with(id, ?) ORDER BY ALL", [begin]).fetchall()
            if len({hit[0] for hit in hits}) != 1:
                raise MahdarError(begin, f"{len(hits) or 'no'} claims begin like this", "take a claim from: mahdar why RECORD CELL")
            found.append(hits[0])
        return {"things": tuple(thing or "" for _, thing in found), "claims": tuple((claim,) for claim, _ in found)}

    return find


def settled(name: str, value: str) -> Asked:
    """A value for a cell named `ID.CELL`."""
    thing, _, cell = name.rpartition(".")

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        query = "SELECT 1 FROM cells WHERE cell = ? AND kind IN (SELECT kind FROM cells WHERE thing = ?) LIMIT 1"
        if not connection.execute(query, [cell, thing]).fetchall():
            raise MahdarError(name, "the record has no such cell", "take an id from a listing, as in ID.dates")
        return {**things(thing)(connection), "cell": cell, "value": _value(cell, value)}

    return find


def _value(cell: str, value: str) -> str | int:
    if cell == "number":
        if not value.isdecimal():
            raise MahdarError(value, "is no number", "write digits")
        return int(value)
    if cell in ("dates", "due", "began", "in_force") and edtf.bounds(value) == (None, None) and not re.fullmatch(r"XXXX-\d\d-\d\d", value):
        raise MahdarError(value, "is no day or period", "write it in EDTF, as in 2024-01-24/2024-01-25")
    return value


def named(name: str, actor: str) -> Asked:
    """Who a name that only texts know is."""

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        if not connection.execute("SELECT 1 FROM things WHERE id = ?", [actor]).fetchall():
            raise MahdarError(actor, "the world has nobody with this id", "take an id from world/, or add one with --packs")
        return {"name": name, "actor": actor}

    return find


def published(document: str, day: str) -> Asked:
    """The day on which a source was published."""

    def find(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        found = connection.execute("SELECT id FROM said_documents WHERE starts_with(id, ?) ORDER BY id", [document]).fetchall()
        if len(found) != 1:
            raise MahdarError(document, f"{len(found) or 'no'} sources begin like this", "take one from: mahdar documents RECORD")
        return {"document": found[0][0], "day": day}

    return find


def signed(do: Do, asked: Asked, who: str | None, when: str, why: str) -> Callable[[duckdb.DuckDBPyConnection], Correction]:
    """A correction by somebody, on a day, for a reason."""
    name = who or os.environ.get("USER") or "unnamed"
    return lambda connection: Correction(do=do, who=_text(name), when=when, why=_text(why), **asked(connection))


def _text(words: str) -> str:
    """Words as a file can hold them: what was no text when it was typed becomes a visible sign."""
    return words.encode("utf-8", "replace").decode()
