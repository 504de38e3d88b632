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
def whole_folder(path: Path | str) -> Iterator[Path]:
    """A folder to write to, renamed to `path` when the block ends well; of one that is there every file must be among those written."""
    path = Path(path)
    if path.is_file():
        raise MahdarError(str(path), "is a file", "give the name of a folder")
    partial = _partial(path)
    try:
        partial.mkdir()
        yield partial
        if path.is_dir():
            _clear(path, {file.name for file in partial.iterdir()})
        partial.replace(path)
    except OSError as fault:
        raise _unwritable(path, fault) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _clear(folder: Path, known: set[str]) -> None:
    """Takes away a folder in which nothing else is than what takes its place."""
    others = sorted(file.name for file in folder.iterdir() if file.name not in known)
    if others:
        raise MahdarError(str(folder), f"holds {others[0]}, which is no part of this export", "give the name of a new folder")
    shutil.rmtree(folder)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _unwritable(path: Path, fault: OSError) -> MahdarError:
    return MahdarError(str(path), f"cannot be written: {fault.strerror or fault}", "choose a place that can be written to")
