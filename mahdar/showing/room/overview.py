"""The overview: what the record holds, from which sources over time, what conflicts, what is due, what is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from mahdar.showing import listings
from mahdar.showing.room.pages import page, view

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

COUNTED = ("sessions", "outcomes", "statements", "commitments", "stances", "control", "documents")
_OPEN = """SELECT id, "by", what, due, fate FROM commitments WHERE fate IN ('pending', 'overdue', 'no_later_source')
  ORDER BY date_end NULLS LAST, id LIMIT 8"""
_CONFLICTS = """SELECT subject, kind, cell, count(*) AS versions FROM disagreements GROUP BY ALL
  ORDER BY max(backing) DESC, subject, cell LIMIT 8"""
_UNREAD = "SELECT coalesce(language, 'und') AS language, count(*) AS n FROM documents WHERE NOT read GROUP BY ALL ORDER BY n DESC"


def overview(request: Request) -> HTMLResponse:
    """The first page."""
    shown = view(request)
    counts = {listing: listings.count(shown.connection, listing) for listing in COUNTED}
    manifest = dict(shown.connection.execute("SELECT key, value FROM manifest").fetchall())
    return page(
        request,
        "overview.html",
        shown,
        counts=counts,
        conflicts=shown.rows(_CONFLICTS),
        due=shown.rows(_OPEN),
        gaps=shown.rows("FROM gaps ORDER BY process, what LIMIT 8"),
        unread=shown.rows(_UNREAD),
        manifest=manifest,
    )


ROUTES = [Route("/", overview, name="overview")]
