"""Mahdar turns news coverage of a peace process into a sourced chronology: read a text, build a record, open it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mahdar.building import build
    from mahdar.opening import open_record
    from mahdar.texts import read

__all__ = ["build", "open_record", "read"]
_HOME = {"build": "mahdar.building", "open_record": "mahdar.opening", "read": "mahdar.texts"}
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The verbs, imported when first asked for: a worker or `mahdar --help` does not pay for all of them."""
    if name not in _HOME:
        raise AttributeError(f"module 'mahdar' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
