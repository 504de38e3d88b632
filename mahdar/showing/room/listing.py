"""The listings: a page of rows with their filters, and the download of exactly what is shown."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from mahdar.showing import listings, tables
from mahdar.showing.room import ledgers, positions
from mahdar.showing.room.asked import PAGE, Asked
from mahdar.showing.room.pages import View, options, page, view
from mahdar.showing.words import word

if TYPE_CHECKING:
    import pyarrow as pa
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from mahdar.showing.room.shelf import Book
    from mahdar.showing.words import Shelf, Tongue

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
MOST = 200  # choices that a filter offers in a list; of more, a name is typed


def listing(name: str, request: Request) -> HTMLResponse:
    """A page of a listing."""
    shown = view(request)
    content = _OWN.get(name, _rows)(name, shown, _wanted(name, shown))
    return page(
        request,
        f"{name}.html" if name in _OWN else "listing.html",
        shown,
        listing=name,
        columns=[column for column in listings.LISTINGS[name].shown if column != "id"],
        last=max(1, math.ceil(content["total"] / PAGE)),
        filters={option: choices(name, option, shown) for option in listings.LISTINGS[name].filters},
        searched=name in SEARCHED,
        options=[option for option, _ in listings.LISTINGS[name].options()],
        **content,
    )


def _rows(name: str, shown: View, wanted: dict[str, str]) -> dict[str, Any]:
    """The rows of the page, and how many there are in all."""
    listed = shown.book.held.listing(name)
    found, total = listed.page(shown.connection, wanted, shown.asked.first, PAGE, _searched(name, shown))
    return {"rows": found, "total": total}


SEARCHED = frozenset({"statements"})  # listings whose words can be searched, as `q`
# Listings with a page of their own form: what it shows.
_OWN: dict[str, Callable[[str, View, dict[str, str]], dict[str, Any]]] = {
    "commitments": ledgers.commitments,
    "disagreements": ledgers.disagreements,
    "gaps": ledgers.gaps,
    "control": _rows,
    "stances": positions.matrix,
}


def download(name: str, form: str, request: Request) -> Response:
    """All rows that fit the filters that are set."""
    shown = view(request)
    listed = shown.book.held.listing(name)
    found, _ = listed.page(shown.connection, _wanted(name, shown), among=_searched(name, shown))
    held: str | bytes
    if form == "json":
        held = tables.as_json(found)
    elif form == "csv":
        held = tables.as_csv(found, listed.columns)
    else:
        manifest = shown.connection.execute("SELECT key, value FROM manifest ORDER BY key <> 'cite', key").fetchall()
        held = tables.as_xlsx(name, found, listed.columns, manifest)
    return Response(held, media_type=_TYPES[form], headers={"content-disposition": f'attachment; filename="{name}.{form}"'})


def _wanted(name: str, shown: View) -> dict[str, str]:
    """The filters that are set; one that the listing does not have is refused."""
    known = {option for option, _ in listings.LISTINGS[name].options()}
    wanted = {option: value for option, value in shown.asked.wanted.items() if option != "q" or name not in SEARCHED}
    if strange := set(wanted) - known:
        raise HTTPException(400, f"{', '.join(sorted(strange))}: {name} can be filtered by {', '.join(sorted(known))}")
    return wanted


def _searched(name: str, shown: View) -> pa.Array | None:
    """The numbers of the rows with what is searched for, where the listing can be searched and something is."""
    words = shown.asked.wanted.get("q") if name in SEARCHED else None
    return shown.book.held.words().search(words) if words else None


def choices(name: str, option: str, shown: View) -> Markup:
    """What a filter can be set to, as the choices of a list: ids with their names, in the order of the names."""
    return shown.book.keep(("choices", name, option, shown.asked.tongue), lambda: options(_choices(name, option, shown)))


def ready(tongue: Tongue, book: Book) -> None:
    """Finds the choices of all filters, before anybody asks for them in this language."""
    shown = View(Asked("/", tongue, None, {}, 1), book, book.cursor(), book.names(tongue))
    for name, known in listings.LISTINGS.items():
        for option in known.filters:
            choices(name, option, shown)


def _choices(name: str, option: str, shown: View) -> list[tuple[str, str]]:
    known = listings.choices(shown.connection, name, option)
    shelf: Shelf = "languages" if option == "language" else "values"
    named = ((one, told if (told := word(shelf, one, shown.names.tongue)) != one else shown.names(one)) for one in known)
    return sorted(named, key=lambda pair: pair[1].casefold())[:MOST]


def _routes(name: str) -> list[Route]:
    """The page of a listing, and its downloads."""
    return [
        Route(f"/{name}", functools.partial(listing, name)),
        *(Route(f"/{name}.{form}", functools.partial(download, name, form)) for form in _TYPES),
    ]


ROUTES = [route for name in listings.LISTINGS for route in _routes(name)]
