"""Parsed packs are kept beside their files in `__pycache__`, as Python keeps its modules: reading TOML is half of a start.

What is kept belongs to the exact bytes of its file; where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import xxhash

Table = dict[str, Any]


def kept(path: Path, read: Callable[[Path], Table]) -> Table:
    """The table of a file: the one kept, if it is of these very bytes, else as `read` reads it; `read` also says what is wrong with it."""
    beside = path.parent / "__pycache__" / f"{path.name}.json"
    try:
        digest = xxhash.xxh3_128_hexdigest(path.read_bytes()).encode("ascii")
    except OSError:
        return read(path)
    with suppress(OSError, ValueError):
        found, _, data = beside.read_bytes().partition(b"\n")
        if found == digest:
            return msgspec.json.decode(data, type=Table)
    table = read(path)
    if not sys.dont_write_bytecode:
        _keep(beside, digest, table)
    return table


def _keep(beside: Path, digest: bytes, table: Table) -> None:
    """Writes a table whole or not at all; one with values that JSON has not, such as days, is not kept."""
    with suppress(OSError, TypeError, ValueError):
        data = msgspec.json.encode(table)
        if msgspec.json.decode(data) == table:
            beside.parent.mkdir(exist_ok=True)
            partial = beside.with_name(f"{beside.name}.{os.getpid()}")
            partial.write_bytes(digest + b"\n" + data)
            partial.replace(beside)
