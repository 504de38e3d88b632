"""What drawings are made of: JSON in the reader's language, every part of it with the address of its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from mahdar.showing.room.asked import asked
from mahdar.showing.room.pages import view
from mahdar.showing.terminal import safe
from mahdar.showing.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.requests import Request

    from mahdar.showing.room.pages import Room, View

# What every drawing says beside its own words.
_WORDS = ("zoom_in", "zoom_out", "whole", "as_table", "key", "strongest")

# What may not stand in a drawing, as JSON has it, and more than that: only where this is found is each text looked at.
_STEERING = re.compile(r"\\[ubfr]|[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def drawing(path: str, draw: Callable[[Request], Response]) -> Route:
    """The route of a drawing, which is made once for each address while the record is the same."""

    def drawn(request: Request) -> Response:
        room: Room = request.app.state.room
        book = room.shelf.book(asked(request, room.tongue).as_of)
        content = book.drawn(f"{path}?{request.url.query}", lambda: bytes(draw(request).body))
        return Response(content, media_type="application/json")

    return Route(path, drawn)


def asked_for(request: Request, options: Collection[str]) -> View:
    """The record as a drawing is asked for; a filter that it does not have is refused."""
    shown = view(request)
    if strange := set(shown.asked.wanted) - set(options):
        raise HTTPException(400, f"{', '.join(sorted(strange))}: this drawing can be filtered by {', '.join(sorted(options))}")
    return shown


def bound(shown: View, options: Collection[str]) -> dict[str, str | None]:
    """Every filter of a drawing, as its queries are asked with: None where it is not set."""
    return {option: shown.asked.wanted.get(option) for option in options}


def answer(shown: View, words: Collection[str] = (), fields: Collection[str] = (), **content: Any) -> Response:
    """The content of a drawing with the words and headings that it says; texts of sources come without what could steer a page."""
    said = {key: word("room", key, shown.asked.tongue) for key in (*_WORDS, *words)}
    headed = {key: word("fields", key, shown.asked.tongue) for key in fields}
    whole = {**content, "words": said, "fields": headed}
    text = msgspec.json.encode(whole).decode()
    return Response(msgspec.json.encode(_plain(whole)) if _STEERING.search(text) else text, media_type="application/json")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
