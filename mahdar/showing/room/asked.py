"""What an address of the room asks for, and the addresses of other views with the same day and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from mahdar.errors import MahdarError
from mahdar.opening import iso_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from mahdar.showing.words import Tongue

PAGE = 25  # rows of a listing that a page shows
_OWN = ("as_of", "words", "page")
_DAYS = ("as_of", "since", "until")


@dataclass(frozen=True)
class Asked:
    """The path, the language of the pages, the day, the filters that are set, and which page of a listing (from 1)."""

    path: str
    tongue: Tongue
    as_of: str | None
    wanted: Mapping[str, str]
    page: int

    @property
    def first(self) -> int:
        """The number (from 0) of the first row of the page."""
        return (self.page - 1) * PAGE

    @cached_property
    def _own(self) -> str:
        """The day and the language, as an address has them."""
        return urlencode({key: value for key, value in (("as_of", self.as_of), ("words", self.tongue)) if value})

    def url(self, path: str | None = None, **changes: str | int | None) -> str:
        """The address of another view on the same day in the same language; without a path, of this one with its filters.

        A change of None takes a filter away; every change but that of the page leads to the first page.
        """
        if path is not None and not changes:
            return f"{quote(path)}?{self._own}"
        kept = dict(self.wanted) if path is None else {}
        own = {"as_of": self.as_of, "words": self.tongue}
        asked = {key: str(value) for key, value in {**kept, **own, **changes}.items() if value not in (None, "")}
        return f"{quote(self.path if path is None else path)}?{urlencode(asked)}"


def asked(request: Request, tongue: Tongue) -> Asked:
    """What a request asks for. MahdarError where a day is no day or a page no number."""
    said = {key: value.strip() for key, value in request.query_params.items() if value.strip()}
    days = {key: iso_day(said[key]) for key in _DAYS if key in said}
    if not (page := said.get("page", "1")).isascii() or not page.isdigit() or not 0 < int(page) < 1_000_000:
        raise MahdarError(f"page={page}", "is no page", "pages are numbered from 1")
    words: Tongue = "ar" if said.get("words", tongue) == "ar" else "en"
    return Asked(request.url.path, words, days.get("as_of"), {k: v for k, v in {**said, **days}.items() if k not in _OWN}, int(page))
