"""What stands between the network and the pages: whom they answer, how much they take, and what a browser may do with them."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 5_000_000  # bytes of an upload: a saved page, not a film
LONGEST = 4_000  # characters of an address
_TOO_MUCH = f"a text may have at most {LARGEST} bytes"
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Refuses what no page of ours asks for, in one line with a 4xx status, and sends the same strict headers with everything.

    `hosts` are the names under which the room may be asked for besides those of this machine: a page elsewhere whose name was
    pointed here is refused. A POST must come from a page of the room.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = ()) -> None:
        self.app = app
        self.hosts = _LOCAL | set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        answer = PlainTextResponse(refusal[1], refusal[0]) if refusal else self.app
        try:
            await answer(scope, _at_most(receive), _with_headers(send, _kept(scope)))
        except ClientDisconnect:  # the body went on beyond the largest that is taken, or nobody listens any more
            await PlainTextResponse(_TOO_MUCH, 413)(scope, receive, _with_headers(send, _kept(scope)))

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """The status and the line, where a request is refused."""
        if _name(headers.get("host", "")) not in self.hosts:
            return 421, "ask for this room under the address that mahdar serve printed"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "pages here can be looked at (GET) and forms can be sent (POST)"
        if len(scope["path"]) + len(scope["query_string"]) > LONGEST:
            return 414, f"an address has at most {LONGEST} characters"
        if scope["method"] == "POST" and not _own(headers):
            return 403, "a form must be sent from a page of this room"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST:
            return 413, _TOO_MUCH
        return None


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _own(headers: Headers) -> bool:
    """Whether a form comes from a page of the room itself: a browser says so, and no page elsewhere can make it."""
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] == "same-origin"
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


def _at_most(receive: Receive) -> Receive:
    """The body as it comes, up to the largest that is taken, whatever length was announced."""
    taken = 0

    async def received() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST else message

    return received


def _kept(scope: Scope) -> str:
    """Whether a browser may keep an answer: what pages are made of, if it asks each time whether it is still so; never the record."""
    return "no-cache" if scope["path"].startswith("/static/") else "no-store"


def _with_headers(send: Send, kept: str) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", kept)
        await send(message)

    return sent
