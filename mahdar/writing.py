"""Files and folders that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mahdar.errors import MahdarError


@contextmanager
def whole_file(path: Path | str) -> Iterator[Path]:
    """A place to write to, renamed to `path` when the block ends well, else taken away."""
    path = Path(path)
    if path.is_dir():
        raise MahdarError(str(path), "is a folder", "give the name of a file")
    partial = _partial(path)
    try:
        yield partial
        partial.replace(path)
    except OSError as fault:
        raise _unwritable(path, fault) from None
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path | str, suffix: str) -> Iterator[Path]:
    """A folder to write to, renamed to `path` when the block ends well; it takes the place of one that holds files of that suffix alone."""
    path = Path(path)
    if path.is_file() or (path.is_dir() and any(p.suffix != f".{suffix}" for p in path.iterdir())):
        raise MahdarError(str(path), f"holds something else than an export to {suffix}", "give the name of a new folder")
    partial = _partial(path)
    try:
        partial.mkdir()
        yield partial
        if path.is_dir():
            shutil.rmtree(path)
        partial.replace(path)
    except OSError as fault:
        raise _unwritable(path, fault) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _unwritable(path: Path, fault: OSError) -> MahdarError:
    return MahdarError(str(path), f"cannot be written: {fault.strerror}", "choose a place that can be written to")
