"""What stands on the page of an outcome document beside its fields, and on that of a process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mahdar.showing.room.pages import View

Row = dict[str, Any]
MOST = 200  # rows of each part of a page: of more, their listing has all
_SIGNED = """SELECT value ->> '$' AS actor, backing, families, chosen FROM cells
  WHERE thing = ? AND kind = 'outcome' AND cell = 'signatory' ORDER BY chosen DESC, actor"""
_TELLING = "(SELECT DISTINCT document FROM claims WHERE thing = $outcome AND kind = 'outcome')"
# What its signatories say and promise together, in the sources that tell of it.
_SAYS = f"""SELECT s.id, s."by", first(t.text ORDER BY t.document, t.span_start) AS text, count(DISTINCT t.document) AS told
  FROM statements s JOIN tellings t ON t.thing = s.id AND t.kind = 'statement' JOIN {_TELLING} d USING (document)
  WHERE s.speaker IS NULL AND list_has_any(s."by", $signatories)
  GROUP BY s.id, s."by" ORDER BY min((t.document, t.span_start)) LIMIT {MOST}"""
_PROMISES = f"""SELECT id, "by", what, due, part, place, fate, fate_coded FROM commitments c
  WHERE len(list_intersect("by", $signatories)) > 1 AND EXISTS (
    FROM tellings t JOIN {_TELLING} d USING (document) WHERE t.thing = c.id AND t.kind = 'commitment')
  ORDER BY date_start NULLS LAST, id LIMIT {MOST}"""
_HELD = f"""SELECT s.id, s.kind, s.number, s.dates, s.part, s.city, s.status, s.outcomes, len(b.families) AS backing
  FROM sessions s LEFT JOIN behind b ON b.thing = s.id AND b.kind = 'session'
  WHERE s.process = ? ORDER BY s.kind <> 'round', s.kind, s.number NULLS LAST, s.date_start NULLS LAST, s.id LIMIT {MOST}"""


def outcome(shown: View, name: str) -> Row:
    """Who signed it, the session it comes from, what it says and promises."""
    signed = shown.rows(_SIGNED, name)
    signatories = [one["actor"] for one in signed if one["chosen"]]
    return {
        "signed": signed,
        "of": shown.rows("SELECT s.* FROM sessions s JOIN outcomes o ON o.session = s.id WHERE o.id = ?", name),
        "says": shown.rows(_SAYS, outcome=name, signatories=signatories),
        "promised": shown.rows(_PROMISES, outcome=name, signatories=signatories),
        "gaps": shown.rows("FROM gaps WHERE subject = ?", name),
    }


def process(shown: View, name: str) -> Row:
    """What it is called, which of its sessions are told of, and what is not found."""
    (row,) = shown.rows("SELECT names FROM processes WHERE id = ?", name)
    sessions = shown.rows(_HELD, name)
    (counted,) = shown.rows("SELECT count(*) AS n FROM sessions WHERE process = ?", name)
    gaps = shown.rows(f"FROM gaps WHERE process = ? ORDER BY what LIMIT {MOST}", name)
    return {"called": json.loads(row["names"]), "held": sessions, "counted": counted["n"], "gaps": gaps}
