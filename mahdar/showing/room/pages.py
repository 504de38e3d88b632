"""Draws a page: the template, what all pages have in common, and the record as it was asked for."""

from __future__ import annotations

import functools
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup
from starlette.responses import HTMLResponse

from mahdar.showing.brief.dated import dated
from mahdar.showing.listings import fetched
from mahdar.showing.room.asked import Asked, asked
from mahdar.showing.room.correcting import may_correct, who_corrects
from mahdar.showing.tables import HASH, Names
from mahdar.showing.terminal import safe
from mahdar.showing.why import AROUND, shown
from mahdar.showing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import duckdb
    from starlette.requests import Request

    from mahdar.showing.room.shelf import Book, Shelf
    from mahdar.showing.why import Evidence
    from mahdar.showing.words import Tongue

_DATE = re.compile(r"([\[{]?(?:\d{4}|XXXX)-\d\d[\d./,X-]*[\]}]?)")
HERE = Path(__file__).parent
_INTERVAL = re.compile(r"([0-9X~?%-]+)/([0-9X~?%-]+)")
# Where a thing of each kind has its page.
PAGES = {
    "session": "sessions", "statement": "statements", "commitment": "commitments", "outcome": "outcomes",
    "stance": "stances", "control": "control", "process": "processes", "document": "sources",
}  # fmt: skip
MENU = (
    "overview", "timeline", "sessions", "statements", "outcomes", "commitments", "stances", "control", "network", "disagreements", "gaps",
    "documents", "read",
)  # fmt: skip


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
    """What all requests share: the record, the language that is spoken first, the token for corrections, the user's own packs."""

    shelf: Shelf
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
    sessions = asking.book.keep(("sessions", tongue), lambda: _called(asking))
    common = {
        "asked": asking.asked,
        "url": asking.asked.url,
        "names": names,
        "name": lambda thing: sessions.get(thing) or names(thing),
        "level": names.level,
        "comma": "، " if tongue == "ar" else ", ",
        "semicolon": "؛ " if tongue == "ar" else "; ",
        "value": names.value,
        "sentence": lambda coded: _isolated(names.sentence(coded)),
        "reason": names.reason,
        "dated": lambda edtf, part=None: dated(edtf, tongue, part),
        "shown_value": lambda value: spaced(shown(value, names)),
        "w": lambda key: word("room", key, tongue),
        "field": lambda key: word("fields", key, tongue),
        "title_of": lambda key: word("titles", key, tongue),
        "language_word": lambda key: word("languages", key, tongue),
        "thing_word": lambda key: word("things", key, tongue),
        "label": lambda listing, row: _label(listing, row, names),
        "days": _days(room),
        "menu": MENU,
        "pages": PAGES,
        "record": room.shelf.path.name,
        "editing": may_correct(request) and not asking.asked.as_of,
        "who": who_corrects(request),
        "act": lambda **said: urlencode(said, doseq=True),
    }
    return HTMLResponse(environment().get_template(template).render(**common, **content), status)


def _called(asking: View) -> dict[str, str]:
    """What every session is called, by its id."""
    found = asking.rows("SELECT id, process, kind, number, dates, city FROM sessions")
    return {row["id"]: _label("sessions", row, asking.names) for row in found}


def _label(listing: str, row: dict[str, Any], names: Names) -> str:
    """What a thing is called at the head of its page or row: a session by its process, kind and number, else by its day and city."""
    if listing == "sessions":
        where = [] if row["number"] else [spaced(row["dates"]), names(row["city"] or "")]
        parts = [names(row["process"] or ""), names.value(row["kind"] or "session"), str(row["number"] or ""), *where]
        return " ".join(part for part in parts if part)
    if listing == "statements":
        speakers = [row["speaker"]] if row["speaker"] else row["by"]
        return f"{', '.join(map(names, speakers))} {spaced(row['dates'])}".strip() or str(row["id"])
    return names(str(row["id"]))


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
    return Markup("").join(Markup('<option value="{}">{}</option>').format(safe(value), safe(told)) for value, told in choices)


def _picked(choices: Markup, value: str | None) -> Markup:
    """The same with one of them picked."""
    own = Markup('<option value="{}"').format(safe(value or ""))
    return Markup(str(choices).replace(f"{own}>", f"{own} selected>", 1)) if value else choices  # noqa: S704  # markup of ours


def _isolated(text: str) -> Markup:
    """A sentence whose dates stay whole where its letters run from right to left."""
    isolate = Markup('<bdi dir="ltr">{}</bdi>')
    return Markup("").join(isolate.format(part) if n % 2 else part for n, part in enumerate(_DATE.split(safe(text))))


def _pieces(evidence: Evidence) -> Iterator[tuple[str, bool]]:
    """The line of a claim around its words, in pieces: the text of each, and whether it is marked."""
    line, marks = evidence.line, evidence.marks
    at, end = (max(0, marks[0][0] - AROUND), marks[-1][1] + AROUND) if marks else (0, 2 * AROUND)
    yield "… " if at else "", False
    for first, last in marks:
        yield line[at:first], False
        yield line[first:last], True
        at = last
    yield line[at:end] + (" …" if end < len(line) else ""), False


def _short(document: str) -> str:
    """A document's id without its hash."""
    return HASH.sub("", document)


def _at(source: str) -> tuple[str, str]:
    """A `document:line` as its two parts."""
    document, _, line = source.rpartition(":")
    return document, line


def _longest_chain(tellings: list[dict[str, Any]]) -> list[str]:
    """The attribution that names most transmitters."""
    return max((telling["chain"] for telling in tellings), key=len, default=[])


def spaced(edtf: str | None) -> str:
    """A date in EDTF as a reader likes it: an interval with a dash. What is no interval stays as it is."""
    interval = _INTERVAL.fullmatch(edtf or "")
    return f"{interval[1]} – {interval[2]}" if interval else edtf or ""


FILTERS: dict[str, Callable[..., Any]] = {
    "pieces": _pieces,
    "short": _short,
    "at": _at,
    "longest_chain": _longest_chain,
    "spaced": spaced,
    "picked": _picked,
}
