"""The record made anew behind the readers: corrections are in the file beside it at once, and in the record a while later.

That file is the queue. Whoever is stopped or killed meanwhile loses nothing: what it holds beyond the record is taken up the next time.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from typing import TYPE_CHECKING

from mahdar import corrections
from mahdar.errors import MahdarError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from mahdar.corrections import Correction

_APART = multiprocessing.get_context("spawn")  # a process of its own: making a record would keep the readers waiting


class Behind:
    """Writes corrections of the record at `path` down, and makes it anew with all that came meanwhile; `ask` gives a connection to it."""

    def __init__(self, path: Path, ask: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._path, self._ask = path, ask
        self._lock = threading.Lock()
        self.waiting = False  # whether the record is being made anew
        self.failed = False  # whether that was tried last and could not be done

    def note(self, make: Callable[[duckdb.DuckDBPyConnection], Correction]) -> None:
        """Writes a correction down, and begins. Raises MahdarError where it is about nothing that the record has."""
        with self._lock:
            corrections.note(self._path, self._ask(), make)
        self.begin()

    def begin(self) -> None:
        """Makes the record anew, if it lacks corrections that are written down."""
        with self._lock:
            if self.waiting or not self._lacking():
                return
            self.waiting, self.failed = True, False
        threading.Thread(target=self._go_on, daemon=True).start()

    def _go_on(self) -> None:
        """Until no correction is lacking: some may come while the record is being made with those before."""
        while self.waiting:
            making = _APART.Process(target=_make, args=(self._path,), daemon=True)
            making.start()
            making.join()
            with self._lock:
                self.waiting, self.failed = False, making.exitcode != 0
                self.waiting = not self.failed and self._lacking()

    def _lacking(self) -> bool:
        return corrections.lacking(self._path, self._ask())


def _make(path: Path) -> None:
    """What the process does; a Ctrl-C is for the room, which ends this one too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        corrections.catch_up(path)
    except MahdarError as fault:
        sys.exit(f"mahdar: {fault}")
