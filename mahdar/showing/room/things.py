"""The page of one thing: its fields with the independent sources behind each, what conflicts, and what belongs to it."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.routing import Route

from mahdar.errors import MahdarError
from mahdar.showing.listings import LINE
from mahdar.showing.room.cells import PAGES
from mahdar.showing.room.ledgers import promise
from mahdar.showing.room.pages import page, view
from mahdar.showing.room.results import outcome, process
from mahdar.showing.why import why

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
# Fields that have a part of the page of their own.
_APART = frozenset({"participant", "outcome", "signatory", "by", "statement"})
_CELLS = """SELECT c.cell, c.value, c.chosen, c.backing, c.families, c.reason, c.settled_by, d.class
  FROM cells c LEFT JOIN disagreements d ON (d.subject, d.kind, d.cell, d.value) = (c.thing, c.kind, c.cell, c.value)
  WHERE c.thing = ? AND c.kind = ? ORDER BY c.cell, c.chosen DESC, c.backing DESC, c.value"""
_SOURCES = """SELECT d.id, d.outlet, d.title, d.published, d.language, s.line FROM
  (SELECT unnest(sources) AS source, regexp_extract(source, ':(\\d+)$', 1) AS line, left(source, length(source) - length(line) - 1) AS id
   FROM behind WHERE thing = ? AND kind = ?) s JOIN documents d USING (id) ORDER BY d.date_start NULLS LAST, d.id"""
_PARTICIPANTS = """SELECT actor, role, level, person, person_role, basis, families, chosen FROM participants
  WHERE session = ? ORDER BY role = 'absent', role NULLS LAST, actor NULLS LAST, person"""
_PROMISED = """SELECT id, "by", what, due, part, place, fate, fate_coded FROM commitments
  WHERE session = $session OR id IN (
    SELECT id FROM (SELECT id, unnest(settled_by) AS claim FROM commitments) WHERE claim IN (SELECT unnest($claims)))
  ORDER BY date_start NULLS LAST, id"""
_TELLINGS = f"""SELECT t.*, d.outlet, d.published, d.language, {LINE.format(text="d.text", at="t.span_start")} AS line
  FROM tellings t JOIN documents d ON d.id = t.document WHERE t.thing = ? AND t.kind = 'statement'
  ORDER BY d.date_start NULLS LAST, t.document, t.span_start"""
# What sources that tell of the session say was said on its days; their words are read by their place in the table.
_SAID = """WITH telling AS MATERIALIZED (
  SELECT rowid AS place FROM tellings WHERE kind = 'statement' AND document IN (SELECT unnest($documents))
), words AS MATERIALIZED (SELECT thing, document, span_start, text, chain FROM tellings WHERE rowid IN (SELECT place FROM telling)),
told AS MATERIALIZED (SELECT rowid AS place FROM statements WHERE id IN (SELECT thing FROM words)),
said AS (SELECT id, speaker, "by", date_start FROM statements WHERE rowid IN (SELECT place FROM told))
SELECT s.id, any_value(s.speaker) AS speaker, any_value(s."by") AS "by", first(t.text ORDER BY t.document) AS text,
    first(t.chain ORDER BY len(t.chain) DESC) AS chain, count(DISTINCT t.document) AS told
  FROM words t JOIN said s ON s.id = t.thing JOIN sessions n ON n.id = $session
  JOIN (SELECT id, date_start FROM documents WHERE id IN (SELECT unnest($documents))) d ON d.id = t.document
  WHERE coalesce(s.date_start, d.date_start) BETWEEN n.date_start AND n.date_end + 1
  GROUP BY s.id ORDER BY min(coalesce(s.date_start, d.date_start)), min(t.document), min(t.span_start) LIMIT 200"""


def thing(listing: str, kind: str, request: Request) -> HTMLResponse:
    """The page of one thing of a kind."""
    shown, name = view(request), request.path_params["id"]
    found = shown.rows(f"FROM {listing} WHERE id = ?", name)
    if not found:
        raise HTTPException(404, f"{name}: the record has none of that id on this day; look for it in its listing")
    fields = _fields(shown.rows(_CELLS, name, kind))
    template, more = _MORE.get(kind, ("thing.html", _nothing))
    sources = shown.rows(_SOURCES, name, kind)
    return page(request, template, shown, listing=listing, kind=kind, row=found[0], fields=fields, sources=sources, **more(shown, name))


def _nothing(shown: View, name: str) -> Row:
    """Most things have no more than their fields."""
    return {}


def _fields(cells: list[Row]) -> dict[str, list[Row]]:
    """The values of each field, the chosen ones first."""
    fields: dict[str, list[Row]] = {}
    for cell in cells:
        if cell["cell"] not in _APART:
            fields.setdefault(cell["cell"], []).append({**cell, "value": json.loads(cell["value"])})
    return fields


def _session(shown: View, name: str) -> Row:
    """Who took part, what it left behind, what was promised and what was said there."""
    told = shown.rows("SELECT id, document FROM claims WHERE thing = ?", name)
    claims, documents = [one["id"] for one in told], sorted({one["document"] for one in told})
    roles: dict[str, list[Row]] = {}
    for one in shown.rows(_PARTICIPANTS, name):
        roles.setdefault(one["role"] or "", []).append(one)
    return {
        "roles": roles,
        "outcomes": shown.rows("FROM outcomes WHERE session = ? ORDER BY id", name),
        "promised": shown.rows(_PROMISED, session=name, claims=claims),
        "said": shown.rows(_SAID, session=name, documents=documents),
        "gaps": shown.rows("FROM gaps WHERE subject = ?", name),
    }


def _statement(shown: View, name: str) -> Row:
    """Every telling of it, with the way that each came."""
    return {"tellings": shown.rows(_TELLINGS, name)}


# Kinds with a page of their own form: its template, and what it shows beside the fields.
_MORE: dict[str, tuple[str, Callable[[View, str], Row]]] = {
    "session": ("session.html", _session),
    "commitment": ("commitment.html", promise),
    "statement": ("statement.html", _statement),
    "outcome": ("outcome.html", outcome),
    "process": ("process.html", process),
}


def reasons(request: Request) -> HTMLResponse:
    """Why a field says what it says."""
    shown = view(request)
    try:
        answer = why(shown.connection, request.path_params["cell"])
    except MahdarError as unknown:
        raise HTTPException(404, str(unknown)) from None
    return page(request, "why.html", shown, answer=answer)


_KINDS = {PAGES[kind]: kind for kind in ("session", "statement", "commitment", "outcome", "stance", "control", "process")}
ROUTES = [
    *(Route(f"/{listing}/{{id}}", functools.partial(thing, listing, kind)) for listing, kind in _KINDS.items()),
    Route("/why/{cell}", reasons),
]
