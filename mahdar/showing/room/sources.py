"""A source: its untouched text with every claim marked at its characters, and the card of one claim."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from mahdar.showing import citing, why
from mahdar.showing.room.pages import page, view

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from mahdar.showing.room.pages import View

Row = dict[str, Any]
# The cells of the things it tells of are read by their place in the table: what they hold is long.
_CLAIMS = """WITH said AS MATERIALIZED (
  SELECT id, kind, thing, cell, value, span_start, span_end, spans, basis, modality, chain FROM claims
  WHERE document = ? AND thing IS NOT NULL AND value IS NOT NULL AND len(spans) > 0
), near AS MATERIALIZED (SELECT rowid AS place FROM cells WHERE thing IN (SELECT thing FROM said)),
filled AS (SELECT thing, kind, cell, claims, chosen FROM cells WHERE rowid IN (SELECT place FROM near))
SELECT c.*, bool_or(e.chosen) AS chosen FROM said c
LEFT JOIN filled e ON e.thing = c.thing AND e.kind = c.kind AND e.cell = c.cell AND list_contains(e.claims, c.id)
GROUP BY ALL ORDER BY c.span_start, c.span_end, c.id, c.thing"""
SECTIONS = "SELECT span_start, span_end, role FROM sections WHERE document = ? ORDER BY span_start"
_COPIES = "SELECT id FROM documents WHERE family = ? AND id <> ? ORDER BY date_start, id LIMIT 50"
_EVIDENCE = """SELECT c.*, e.chosen, e.backing, e.families, i.reason AS same FROM claims c
  LEFT JOIN cells e ON e.thing = c.thing AND e.kind = c.kind AND e.cell = c.cell AND list_contains(e.claims, c.id)
  LEFT JOIN identities i ON i.subject = c.subject AND i.kind = c.kind
  WHERE c.id = ? AND c.thing IS NOT NULL AND c.value IS NOT NULL ORDER BY c.thing"""


class Piece(NamedTuple):
    """A run of characters under the same claims, the narrowest first; `begins` are the claims whose words begin here."""

    text: str
    claims: tuple[str, ...]
    kinds: tuple[str, ...]
    begins: tuple[str, ...]


class Line(NamedTuple):
    """A line of a text, from 1 on, with the role of the section it stands in."""

    number: int
    role: str
    pieces: tuple[Piece, ...]


def source(request: Request) -> HTMLResponse:
    """The page of a source."""
    shown = view(request)
    document = _document(shown, request.path_params["id"])
    claims = [{**row, "value": json.loads(row["value"])} for row in shown.rows(_CLAIMS, document["id"])]
    sections = shown.rows(SECTIONS, document["id"])
    return page(
        request,
        "source.html",
        shown,
        document=document,
        claims=claims,
        lines=list(lines(document["text"], claims, sections)),
        citation=list(citing.parts(document, shown.names)),
        copies=shown.rows(_COPIES, document["family"], document["id"]),
    )


def text(request: Request) -> PlainTextResponse:
    """The untouched text, as it was read."""
    document = _document(view(request), request.path_params["id"])
    headers = {"content-disposition": "attachment; filename=source.txt"}
    return PlainTextResponse(document["text"].encode("utf-8", "surrogatepass"), headers=headers)


def evidence(request: Request) -> HTMLResponse:
    """The card of a claim: what it says of which field, in which words of which source, and how to cite it."""
    shown, claim = view(request), request.path_params["id"]
    found = shown.rows(_EVIDENCE, claim)
    if not found:
        raise HTTPException(404, f"{claim}: the record has no such evidence on this day; take one from the page of a source")
    document = _document(shown, found[0]["document"])
    uses = [{**row, "value": json.loads(row["value"])} for row in found]
    return page(
        request,
        "evidence.html",
        shown,
        claim=uses[0],
        uses=uses,
        document=document,
        line=why.evidence(shown.connection, [claim])[claim],
        citation=list(citing.parts(document, shown.names)),
    )


def _document(shown: View, name: str) -> Row:
    found = shown.rows("SELECT * EXCLUDE (sentences, shingles) FROM documents WHERE id = ?", name)
    if not found:
        raise HTTPException(404, f"{name}: the record has no such source on this day; take one from the list of sources")
    return found[0]


def lines(text: str, claims: list[Row], sections: list[Row]) -> Iterator[Line]:
    """The text line by line, cut wherever words of a claim begin or end."""
    spans = sorted((start, -end, claim["id"], claim["kind"]) for claim in claims for start, end in claim["spans"])
    cuts = sorted({0, len(text), *(s for s, _, _, _ in spans), *(-e for _, e, _, _ in spans)})
    at, open_, heard, following = 0, [], set[str](), 0
    for number, whole in enumerate(text.split("\n"), 1):
        stop, pieces = at + len(whole), []
        inner = cuts[bisect_right(cuts, at) : bisect_right(cuts, stop)]
        for first, last in zip([at, *inner], [*inner, stop], strict=True):
            while following < len(spans) and spans[following][0] <= first:
                open_.append(spans[following])
                following += 1
            open_ = [span for span in open_ if -span[1] > first]
            if first < last:
                pieces.append(_piece(text[first:last].rstrip("\r"), open_, heard))
        yield Line(number, _role(sections, at), tuple(pieces))
        at = stop + 1


def _piece(text: str, over: list[tuple[int, int, str, str]], heard: set[str]) -> Piece:
    """A run of characters; `heard` are the claims whose first words have come already, and grows."""
    narrow = sorted(over, key=lambda span: (-span[1] - span[0], span[2]))
    claims = tuple(dict.fromkeys(claim for _, _, claim, _ in narrow))
    begins = tuple(claim for claim in claims if claim not in heard)
    heard.update(begins)
    return Piece(text, claims, tuple(dict.fromkeys(kind for _, _, _, kind in narrow)), begins)


def _role(sections: list[Row], at: int) -> str:
    """The role of the section that a character stands in."""
    return next((s["role"] for s in sections if s["span_start"] <= at < s["span_end"]), "")


ROUTES = [Route("/sources/{id}.txt", text), Route("/sources/{id}", source), Route("/evidence/{id}", evidence)]
