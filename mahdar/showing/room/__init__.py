"""The reading room: a record in the browser, on this machine, without any request to another one."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from mahdar.errors import MahdarError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mahdar.showing.words import Tongue

HOME = "127.0.0.1"
LARGEST_HEAD = 16_384  # bytes of a request before its body


def serve(
    record: Path | str,
    port: int,
    tongue: Tongue,
    *,
    host: str = HOME,
    edit: bool = False,
    packs: Path | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serves the record until it is stopped; `say` is given the address once it listens. Port 0 takes any that is free.

    With `edit`, corrections can be made by whoever opens the address that is said: it holds a token made for this run.
    Raises MahdarError where the record cannot be opened, or the address cannot be listened on.
    """
    import uvicorn

    from mahdar.showing.room.app import application

    token = secrets.token_urlsafe(24) if edit else None
    app = application(record, tongue, hosts=(host,), token=token, packs=packs)
    listening = _listening(host, port)
    place = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    say(f"{record}: open {place}{f'edit?token={token}' if token else ''} (Ctrl-C to stop)")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, h11_max_incomplete_event_size=LARGEST_HEAD)
    uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, or one clear line."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise MahdarError(f"{host}:{port}", f"cannot be listened on: {fault.strerror}", "choose another with --port, or --port 0") from None
