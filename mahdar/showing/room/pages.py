"""Draws a page: the template, what all pages have in common, and the record as it was asked for."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from mahdar.showing.brief.dated import dated
from mahdar.showing.listings import fetched
from mahdar.showing.room.asked import Asked, asked
from mahdar.showing.room.cells import Cells, called, short
from mahdar.showing.room.correcting import may_correct, who_corrects
from mahdar.showing.tables import Names
from mahdar.showing.terminal import safe
from mahdar.showing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import duckdb
    from starlette.requests import Request

    from mahdar.showing.room.behind import Behind
    from mahdar.showing.room.shelf import Book, Shelf
    from mahdar.showing.words import Tongue

HERE = Path(__file__).parent
MENU = (
    "overview", "timeline", "sessions", "statements", "outcomes", "commitments", "stances", "control", "network", "disagreements", "gaps",
    "documents", "read",
)  # fmt: skip


# What sessions, outcome documents and promises are called by.
_CALLED = (
    "SELECT id, process, kind, number, dates, city FROM sessions",
    "SELECT id, kind, session, symbol, title FROM outcomes",
    "SELECT id, what FROM commitments WHERE what IS NOT NULL",
)


class View(NamedTuple):
    """The record as a request asks for it: what was asked, a connection of its own, and the names of things."""

    asked: Asked
    book: Book
    connection: duckdb.DuckDBPyConnection
    names: Names

    def rows(self, query: str, *bound: Any, **named: Any) -> list[dict[str, Any]]:
        """The rows of a query, which is bound to values by place or by name."""
        return fetched(self.connection, query, named or bound)


class Room(NamedTuple):
    """What all requests share: the record, what makes it anew, the language spoken first, the token, the user's own packs."""

    shelf: Shelf
    behind: Behind
    tongue: Tongue
    token: str | None
    packs: Path | None


def view(request: Request) -> View:
    """The record as this request asks for it."""
    room: Room = request.app.state.room
    wants = asked(request, room.tongue)
    book = room.shelf.book(wants.as_of)
    return View(wants, book, book.cursor(), book.names(wants.tongue))


def page(request: Request, template: str, asking: View, status: int = 200, **content: Any) -> HTMLResponse:
    """A page of the room."""
    room: Room = request.app.state.room
    tongue, names = asking.asked.tongue, asking.names
    cells = asking.book.keep(("cells", tongue), lambda: _cells(asking))
    common = {
        "asked": asking.asked,
        "url": asking.asked.url,
        "names": names,
        "cells": cells,
        "name": cells.name,
        "level": names.level,
        "comma": cells.comma,
        "semicolon": cells.semicolon,
        "value": names.value,
        "sentence": cells.sentence,
        "reason": names.reason,
        "dated": lambda edtf, part=None: dated(edtf, tongue, part),
        "shown_value": cells.value,
        "w": lambda key: word("room", key, tongue),
        "field": lambda key: word("fields", key, tongue),
        "title_of": lambda key: word("titles", key, tongue),
        "language_word": lambda key: word("languages", key, tongue),
        "thing_word": lambda key: word("things", key, tongue),
        "label": cells.label,
        "days": _days(room),
        "menu": MENU,
        "record": room.shelf.path.name,
        "editing": may_correct(request) and not asking.asked.as_of,
        "behind": room.behind,
        "who": who_corrects(request),
        "act": lambda **said: urlencode(said, doseq=True),
    }
    return HTMLResponse(environment().get_template(template).render(**common, **content), status)


def _cells(asking: View) -> Cells:
    """The looks of values for all pages of one day in one language."""
    sessions, outcomes, promises = (asking.rows(query) for query in _CALLED)
    known = called(sessions, outcomes, promises, asking.names)
    return Cells(asking.names, known, Asked("/", asking.asked.tongue, asking.asked.as_of, {}, 1).url)


def _days(room: Room) -> tuple[date, date] | None:
    """The first and the last day of which the record has a source."""
    book = room.shelf.book()
    first = book.keep(("days",), lambda: book.cursor().execute("SELECT min(date_start), max(date_start) FROM documents").fetchone())
    return first if first and first[0] else None


@functools.cache
def environment() -> jinja2.Environment:
    """The templates. All that is put into them is text: letters of markup are escaped, controls of direction are taken out."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(FILTERS)
    return made


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def options(choices: Iterable[tuple[str, str]]) -> Markup:
    """The choices of a list, each with what is shown of it."""
    each = (f'<option value="{escape(safe(value))}">{escape(safe(told))}</option>' for value, told in choices)
    return Markup("".join(each))  # noqa: S704  # what is put in is escaped


def _picked(choices: Markup, value: str | None) -> Markup:
    """The same with one of them picked."""
    own = Markup('<option value="{}"').format(safe(value or ""))
    return Markup(str(choices).replace(f"{own}>", f"{own} selected>", 1)) if value else choices  # noqa: S704  # markup of ours


FILTERS: dict[str, Callable[..., Any]] = {"short": short, "picked": _picked}
