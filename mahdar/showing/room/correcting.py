"""Corrections from the room: who may make them, the form, and the record with them.

They are written exactly as `mahdar correct` writes them, and the record is made anew with them behind the readers.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from mahdar import corrections

if TYPE_CHECKING:
    from starlette.requests import Request

    from mahdar.corrections import Asked, Do
    from mahdar.showing.room.pages import Room

Fields = ImmutableMultiDict[str, str]
_YEAR = 365 * 86_400  # seconds for which a browser keeps the name of who corrects
_ASKED: dict[Do, Callable[[Fields], Asked]] = {
    "merge": lambda said: corrections.things(*_several(said, "things", 2)),
    "split": lambda said: corrections.tellings(_one(said, "thing"), _several(said, "documents", 1)),
    "reject": lambda said: corrections.claims(*_several(said, "claims", 1)),
    "settle": lambda said: corrections.settled(_one(said, "cell"), _one(said, "value")),
    "identify": lambda said: corrections.named(_one(said, "name"), _one(said, "actor")),
}


def may_correct(request: Request) -> bool:
    """Whether corrections can be made at all, and whoever asks holds the token of this run."""
    token = _room(request).token
    return token is not None and _same(request.cookies.get(_cookie(request), ""), token)


def who_corrects(request: Request) -> str:
    """The name that was given with the last correction."""
    return unquote(request.cookies.get("who", ""))


def enter(request: Request) -> RedirectResponse:
    """Gives whoever has the address with the token the right to correct, in a cookie that no script reads and no other page sends."""
    token = _room(request).token
    if token is None or not _same(request.query_params.get("token", ""), token):
        raise HTTPException(403, "this is not the address that mahdar serve --edit printed; open that one")
    answer = RedirectResponse("/review", 303)
    answer.set_cookie(_cookie(request), token, path="/", httponly=True, samesite="strict")
    return answer


async def correct(request: Request) -> RedirectResponse:
    """Writes one correction down, and leads back to the page it was made on."""
    if not may_correct(request):
        raise HTTPException(403, "corrections are made from the address that mahdar serve --edit printed; open that one")
    async with request.form(max_files=0, max_fields=100) as form:
        said = _said(form)
    await run_in_threadpool(_make, _room(request), said)
    answer = RedirectResponse(_back(said.get("back", "")), 303)
    answer.set_cookie("who", quote(said["who"]), _YEAR, path="/", httponly=True, samesite="strict")
    return answer


def behind(request: Request) -> JSONResponse:
    """Whether the record is still being made anew: what a page that says so asks until it is not."""
    if not may_correct(request):
        raise HTTPException(403, "corrections are made from the address that mahdar serve --edit printed; open that one")
    return JSONResponse({"waiting": _room(request).behind.waiting})


def _make(room: Room, said: Fields) -> None:
    found = next(((do, ask) for do, ask in _ASKED.items() if do == said.get("do")), None)
    if found is None:
        raise HTTPException(400, f"{said.get('do', '')}: a correction is one of {', '.join(_ASKED)}")
    do, asked = found
    who, why = _one(said, "who"), _one(said, "why")
    room.behind.note(corrections.signed(do, asked(said), who, date.today().isoformat(), why))


def _said(form: FormData) -> Fields:
    """What a form says; its button says what is to be done, as a query of its own: `do=settle&cell=...&value=...`."""
    own = [(key, value.strip()) for key, value in form.multi_items() if isinstance(value, str)]
    button = [pair for key, value in own if key == "act" for pair in parse_qsl(value, errors="replace")]
    return ImmutableMultiDict([*button, *((key, value) for key, value in own if value and key != "act" and key not in dict(button))])


def _one(said: Fields, key: str) -> str:
    return _several(said, key, 1)[0]


def _several(said: Fields, key: str, least: int) -> list[str]:
    found = [value for value in said.getlist(key) if value]
    if len(found) < least:
        raise HTTPException(400, f"{key} is missing; go back, fill it in and send the form again")
    return found


def _back(path: str) -> str:
    """A page of this room; the review for what is no such page."""
    parts = urlsplit(path.replace("\\", "/"))
    return path if path.startswith("/") and not path.startswith("//") and not parts.netloc and path.isprintable() else "/review"


def _room(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


def _cookie(request: Request) -> str:
    """The name of the cookie: browsers share cookies between the ports of a machine."""
    return f"token-{request.url.port or 80}"


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


ROUTES = [Route("/edit", enter), Route("/edit/behind", behind), Route("/correct", correct, methods=["POST"])]
