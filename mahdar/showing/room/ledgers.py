"""Ledgers: what was promised by what came of it, conflicting reports side by side, and what is not found, process by process."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mahdar.showing import listings
from mahdar.showing.room.asked import PAGE
from mahdar.showing.why import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mahdar.showing.room.pages import View
    from mahdar.showing.why import Evidence

Row = dict[str, Any]
NAMED = 3  # independent sources of a value of which a line is shown; `why` shows all
# The promises that replace one another, in the order in which they were made.
_STORY = """SELECT c.*, b.told FROM commitments c LEFT JOIN behind b ON b.thing = c.id AND b.kind = 'commitment'
  WHERE c.story = (SELECT story FROM commitments WHERE id = ?) ORDER BY b.told NULLS LAST, c.id"""
_SETTLED = "SELECT id, claims FROM {settled} WHERE id IN (SELECT unnest(?))"
_FIELDS = "SELECT max(field) FROM {versions}"
_FITTING = "SELECT DISTINCT field FROM {versions} SEMI JOIN {fitting} f USING (subject, kind, cell) ORDER BY field"
_VALUES = "FROM {versions} WHERE field IN (SELECT unnest($fields)) ORDER BY n"
_KINDS = "SELECT thing, kind FROM behind WHERE thing IN (SELECT unnest(?)) AND kind IN ('session', 'outcome', 'commitment')"


def commitments(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """What was promised, in groups by what came of it, with the evidence that settled it."""
    listed = shown.book.held.listing(name)
    found, total = listed.page(shown.connection, wanted, shown.asked.first, PAGE)
    fates = {group["fate"]: group["rows"] for group in listings.groups(shown.connection, listed.listing, ["fate"], wanted)}
    return {
        "rows": found,
        "total": total,
        "fates": {fate: fates[fate] for fate in listings.FATES if fate in fates},
        "ledger": _grouped(found, "fate"),
        "settled": _settled(shown, found, NAMED),
    }


def promise(shown: View, name: str) -> Row:
    """Of one commitment: the promises of its story, and the evidence that settled each."""
    story = shown.rows(_STORY, name)
    return {"story": story, "settled": _settled(shown, story)}


class Settled(NamedTuple):
    """What settled a promise: how many sources told it, and the evidence of as many as are shown, as they were published."""

    sources: int
    told: list[Evidence]


def _settled(shown: View, promises: Sequence[Row], most: int | None = None) -> dict[str, Settled]:
    """Of each promise what settled it, with the evidence of no more than `most` sources."""
    found = shown.rows(_SETTLED.format(settled=shown.book.held.table("settled")), [row["id"] for row in promises])
    known = told(shown.connection, [place for row in found for place in row["claims"][:most]])
    return {row["id"]: Settled(len(row["claims"]), [known[place] for place in row["claims"][:most]]) for row in found}


def disagreements(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """Fields on which reports conflict, each with its versions side by side: a page holds fields, not values."""
    versions = shown.book.held.table("versions")
    fields = _fields(name, shown, wanted)
    asked = list(fields[shown.asked.first : shown.asked.first + PAGE])
    values = [{**row, "value": json.loads(row["value"])} for row in shown.rows(_VALUES.format(versions=versions), fields=asked)]
    heard = [voice["place"] for row in values for voice in row["voices"][:NAMED]]
    return {
        "rows": asked,
        "total": len(fields),
        "subjects": [(*of, _grouped(rows, "cell", "class", "about")) for of, rows in _grouped(values, "subject", "kind")],
        "lines": told(shown.connection, heard),
    }


def _fields(name: str, shown: View, wanted: dict[str, str]) -> Sequence[int]:
    """The numbers of the fields of which a value fits, in their order."""
    versions = shown.book.held.table("versions")
    if not wanted:
        (last,) = shown.connection.execute(_FIELDS.format(versions=versions)).fetchone() or (0,)
        return range(1, (last or 0) + 1)
    fitting, bound = listings.fitting(shown.connection, shown.book.held.listing(name).listing, wanted)
    query = _FITTING.format(versions=versions, fitting=fitting)
    return [field for (field,) in shown.connection.execute(query, bound).fetchall()]


def gaps(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """What is not found, in groups by process."""
    listed = shown.book.held.listing(name)
    found, total = listed.page(shown.connection, wanted, shown.asked.first, PAGE)
    subjects = [row["subject"] for row in found if row["subject"]]
    return {
        "rows": found,
        "total": total,
        "processes": _grouped(found, "process"),
        "kinds": dict(shown.connection.execute(_KINDS, [subjects]).fetchall()),
    }


def _grouped(rows: Iterable[Row], *by: str) -> list[tuple[Any, Sequence[Row]]]:
    """Rows that follow one another with the same values, each group after its values: one as it is, several as a tuple."""
    keyed = itertools.groupby(rows, lambda row: row[by[0]] if len(by) == 1 else tuple(row[key] for key in by))
    return [(key, list(group)) for key, group in keyed]
