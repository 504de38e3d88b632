"""Ledgers: what was promised by what came of it, conflicting reports side by side, and what is not found, process by process."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

from mahdar.showing import listings
from mahdar.showing.room.asked import PAGE
from mahdar.showing.why import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mahdar.showing.room.pages import View
    from mahdar.showing.why import Evidence

Row = dict[str, Any]
NAMED = 3  # independent sources of a value of which a line is shown; `why` shows all
# The promises that replace one another, in the order in which they were made.
_STORY = """SELECT c.*, b.told FROM commitments c LEFT JOIN behind b ON b.thing = c.id AND b.kind = 'commitment'
  WHERE c.story = (SELECT story FROM commitments WHERE id = ?) ORDER BY b.told NULLS LAST, c.id"""
# Of each promise one claim of every source that settled it: the day, where that is told.
_SETTLED = """
WITH settling AS (SELECT id, unnest(settled_by) AS claim FROM commitments WHERE id IN (SELECT unnest(?))),
of_source AS (
  SELECT s.id, d.date_start, d.id AS document, first(c.id ORDER BY c.cell <> 'dates', c.span_start, c.id) AS claim
  FROM settling s JOIN claims c ON c.id = s.claim JOIN documents d ON d.id = c.document GROUP BY ALL
)
SELECT id, list(claim ORDER BY date_start NULLS LAST, document) AS claims FROM of_source GROUP BY id"""
# The values of some fields with their sources, one claim of each: those that say just this before those of a vaguer value that fits.
_VERSIONS = """
WITH picked AS (SELECT unnest($subjects) AS subject, unnest($kinds) AS kind, unnest($cells) AS cell),
said AS (
  SELECT d.* EXCLUDE (claims), d.value ->> '$.actor' AS about, unnest(d.claims) AS claim
  FROM disagreements d SEMI JOIN picked USING (subject, kind, cell)
), heard AS (
  SELECT s.* EXCLUDE (claim), c.family, min(r.date_start) AS told, bool_and(c.value <> s.value AND s.cell <> 'participant') AS vaguer,
    first(c.id ORDER BY c.value <> s.value, r.date_start NULLS LAST, c.document, c.span_start) AS claim
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.subject JOIN documents r ON r.id = c.document
  WHERE list_contains(s.families, c.family) GROUP BY ALL
)
SELECT * EXCLUDE (family, told, vaguer, claim),
  list({family: family, vaguer: vaguer, claim: claim} ORDER BY vaguer, told NULLS LAST, family) AS voices
FROM heard GROUP BY ALL ORDER BY subject, kind, cell, class, about, chosen DESC, backing DESC, value"""
_KINDS = "SELECT thing, kind FROM behind WHERE thing IN (SELECT unnest(?)) AND kind IN ('session', 'outcome', 'commitment')"


def commitments(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """What was promised, in groups by what came of it, with the evidence that settled it."""
    found = listings.rows(shown.connection, name, wanted, shown.asked.first, PAGE)
    fates = {group["fate"]: group["rows"] for group in listings.groups(shown.connection, name, ["fate"], wanted)}
    return {
        "rows": found,
        "total": sum(fates.values()),
        "fates": {fate: fates[fate] for fate in listings.FATES if fate in fates},
        "ledger": _grouped(found, "fate"),
        "settled": _settled(shown, found),
    }


def promise(shown: View, name: str) -> Row:
    """Of one commitment: the promises of its story, and the evidence that settled each."""
    story = shown.rows(_STORY, name)
    return {"story": story, "settled": _settled(shown, story)}


def _settled(shown: View, promises: Sequence[Row]) -> dict[str, list[Evidence]]:
    """Of each promise the evidence that settled it, once for every source, as the sources were published."""
    found = shown.rows(_SETTLED, [row["id"] for row in promises])
    known = evidence(shown.connection, [claim for row in found for claim in row["claims"]])
    return {row["id"]: [known[claim] for claim in row["claims"]] for row in found}


def disagreements(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """Fields on which reports conflict, each with its versions side by side: a page holds fields, not values."""
    fields = listings.groups(shown.connection, name, ["subject", "kind", "cell"], wanted, shown.asked.first, PAGE)
    asked = {f"{key}s": [field[key] for field in fields] for key in ("subject", "kind", "cell")}
    values = [{**row, "value": json.loads(row["value"])} for row in listings.fetched(shown.connection, _VERSIONS, asked)]
    heard = [voice["claim"] for row in values for voice in row["voices"][:NAMED]]
    return {
        "rows": fields,
        "total": fields[0]["groups"] if fields else 0,
        "subjects": [(*of, _grouped(rows, "cell", "class", "about")) for of, rows in _grouped(values, "subject", "kind")],
        "lines": evidence(shown.connection, heard),
    }


def gaps(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """What is not found, in groups by process."""
    found = listings.rows(shown.connection, name, wanted, shown.asked.first, PAGE)
    subjects = [row["subject"] for row in found if row["subject"]]
    return {
        "rows": found,
        "total": listings.count(shown.connection, name, wanted),
        "processes": _grouped(found, "process"),
        "kinds": dict(shown.connection.execute(_KINDS, [subjects]).fetchall()),
    }


def _grouped(rows: Iterable[Row], *by: str) -> list[tuple[Any, Sequence[Row]]]:
    """Rows that follow one another with the same values, each group after its values: one as it is, several as a tuple."""
    keyed = itertools.groupby(rows, lambda row: row[by[0]] if len(by) == 1 else tuple(row[key] for key in by))
    return [(key, list(group)) for key, group in keyed]
