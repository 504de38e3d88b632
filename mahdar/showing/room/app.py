"""The application: its pages, its assets, and what it says where it cannot answer."""

from __future__ import annotations

import contextlib
import functools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mahdar.errors import MahdarError
from mahdar.showing.room import correcting, coverage, listing, network, overview, reading, review, sources, territory, things, timeline
from mahdar.showing.room.asked import Asked
from mahdar.showing.room.behind import Behind
from mahdar.showing.room.guard import Guard
from mahdar.showing.room.pages import HERE, Room, View, page
from mahdar.showing.room.remembered import Remembered
from mahdar.showing.room.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from mahdar.showing.words import Tongue

# The pages, in the order in which an address is looked for.
MODULES = (overview, correcting, review, coverage, timeline, network, territory, listing, sources, reading, things)
ROUTES: list[Route] = [route for module in MODULES for route in module.ROUTES]


AT_ONCE = 4  # requests that ask the record at the same time: more would only share its memory; all others wait for their turn
AHEAD = 1.0  # seconds after which the room makes ready what will be asked for: the first page goes first


@contextlib.asynccontextmanager
async def _open(app: Starlette) -> AsyncIterator[None]:
    """While the room is open."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
    shelf = app.state.room.shelf
    ahead = threading.Timer(AHEAD, shelf.ahead)
    ahead.start()
    try:
        yield
    finally:
        ahead.cancel()
        shelf.rest()
        ahead.join()


def application(
    record: Path | str, tongue: Tongue = "en", *, hosts: tuple[str, ...] = (), token: str | None = None, packs: Path | None = None
) -> Starlette:
    """The room of a record. `hosts` are further names it answers to; with a `token`, whoever holds it may correct.

    Corrections that were written down before and are not in the record yet are taken up then.
    Raises MahdarError where there is no such record, or what was written down cannot be read.
    """
    app = Starlette(
        lifespan=_open,
        routes=[*ROUTES, Mount("/static", StaticFiles(directory=HERE / "static"))],
        middleware=[
            Middleware(Guard, hosts=hosts),
            Middleware(Remembered, path=Path(record)),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        ],
        exception_handlers={MahdarError: _refused, HTTPException: _failed},
    )
    shelf = Shelf(record, functools.partial(listing.ready, tongue))
    app.state.room = Room(shelf, Behind(shelf.path, lambda: shelf.book().cursor()), tongue, token, packs)
    if token is not None:
        app.state.room.behind.begin()
    return app


def _refused(request: Request, problem: Exception) -> Response:
    """What cannot be answered as it was asked: one line, with the cure."""
    return _said(request, 400, str(problem))


def _failed(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return _said(request, problem.status_code, problem.detail)


def _said(request: Request, status: int, line: str) -> HTMLResponse:
    room: Room = request.app.state.room
    book = room.shelf.book()
    words: Tongue = "ar" if request.query_params.get("words", room.tongue) == "ar" else "en"
    plain = View(Asked(request.url.path, words, None, {}, 1), book, book.cursor(), book.names(words))
    return page(request, "refused.html", plain, status, line=line)
