"""Pages that were asked for before, as they were sent: a record does not change until it is built anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOM = 32_000_000  # bytes of pages that are kept
LARGEST = 1_000_000  # bytes of a page that is


class _Page(NamedTuple):
    start: Message
    body: bytes


class Remembered:
    """Sends what was sent before to the same address, as long as the record at `path` is the same file, unchanged.

    Who asks for what is being drawn for another one waits for that. Who may correct is sent everything anew.
    """

    def __init__(self, app: ASGIApp, path: Path) -> None:
        self.app, self.path = app, path
        self._pages: OrderedDict[tuple[object, ...], _Page] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()
        self._drawing: dict[tuple[object, ...], anyio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        if drawing := self._drawing.get(key):
            await drawing.wait()
        if page := self._found(key):
            await send(page.start)
            await send({"type": "http.response.body", "body": page.body})
        else:
            await self._draw(key, scope, receive, send)

    async def _draw(self, key: tuple[object, ...], scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what was not asked for before; those who ask in the meantime are told when that is done."""
        done = self._drawing[key] = anyio.Event()
        try:
            await self.app(scope, receive, self._keeping(key, send))
        finally:
            if self._drawing.get(key) is done:
                del self._drawing[key]
            done.set()

    def _key(self, scope: Scope) -> tuple[object, ...] | None:
        """What an answer is kept under; None where it is not: a browser keeps what is static itself, and asks whether it is still so."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self.path.exists() or scope["path"].startswith("/static/"):
            return None
        headers, state = Headers(scope=scope), self.path.stat()
        if "cookie" in headers:
            return None
        return scope["path"], scope["query_string"], headers.get("accept-encoding"), state.st_ino, state.st_mtime_ns

    def _found(self, key: tuple[object, ...]) -> _Page | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def _keeping(self, key: tuple[object, ...], send: Send) -> Send:
        """Sends on, and keeps what was sent once it is whole."""
        began: list[Message] = []
        parts: list[bytes] = []

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                began.append(message)
            else:
                parts.append(message.get("body", b""))
                if not message.get("more_body") and began and began[0]["status"] == 200:
                    self._keep(key, _Page(began[0], b"".join(parts)))
            await send(message)

        return sent

    def _keep(self, key: tuple[object, ...], page: _Page) -> None:
        if len(page.body) > LARGEST:
            return
        with self._lock:
            if key not in self._pages:
                self._pages[key] = page
                self._held += len(page.body)
            while self._held > ROOM:
                _, old = self._pages.popitem(last=False)
                self._held -= len(old.body)
