"""Builds a record from files and folders: reads them, reconciles what they say, and tells what came of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mahdar import __version__
from mahdar.documents import Refused, open_documents
from mahdar.engine.pack import Packs, load_packs
from mahdar.errors import MahdarError
from mahdar.model import Document, Reading
from mahdar.reading.gate import gate
from mahdar.reconciling import reconcile, store
from mahdar.scaling import map_read
from mahdar.texts import refusal

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[int, int | None], None]  # documents done so far, and how many there may be
COUNTED = ("sessions", "outcomes", "statements", "stances", "commitments", "control")


class Report(msgspec.Struct):
    """What a build read, what it did not and why, and what it holds."""

    read: int = 0
    unread: Counter[str] = msgspec.field(default_factory=Counter)
    aside: list[Refused] = msgspec.field(default_factory=list)
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    conflicts: int = 0
    processes: list[str] = msgspec.field(default_factory=list)

    def note(self, readings: Iterable[Reading], progress: Progress, total: int | None) -> Iterator[Reading]:
        """Passes readings on and counts them."""
        for reading in readings:
            if reading.read:
                self.read += 1
            else:
                self.unread[reading.why_not or "not said why"] += 1
            progress(self.done, total)
            yield reading

    @property
    def done(self) -> int:
        """How many documents were met, whatever became of them."""
        return self.read + self.unread.total() + len(self.aside)


def build(
    sources: Path | str | Iterable[Path | str],
    into: Path | str,
    packs: Path | None = None,
    jobs: int = 1,
    progress: Progress = lambda *_: None,
) -> Report:
    """Builds the record of files and folders at `into`; a faulty document is set aside, and nothing half-written is left.

    With more than one job the documents are read in worker processes: call it under `if __name__ == "__main__":` then.
    """
    sources = [sources] if isinstance(sources, str | Path) else list(sources)
    known, report = load_packs(packs), Report()
    with store.new_record(into) as connection:
        store.describe(connection, reader=__version__, packs=known.fingerprint)
        store.add_things(connection, known.things, known.processes, known.issues)
        readings = map_read(opened(sources, known, report.aside), known, jobs, packs)
        store.add_readings(connection, report.note(readings, progress, _how_many(sources)))
        if not report.read + report.unread.total():
            raise _nothing(sources, report.aside)
        progress(report.done, report.done)
        reconcile(connection)
        _count(connection, report)
    return report


def opened(sources: Iterable[Path | str], packs: Packs, aside: list[Refused]) -> Iterator[Document]:
    """The documents of files and folders, through the gate; what cannot be opened goes to `aside`."""
    relevant = gate(packs)
    for source in sources:
        for found in open_documents(source, packs, relevant):
            if isinstance(found, Refused):
                aside.append(found)
            else:
                yield found


def _how_many(sources: Iterable[Path | str]) -> int | None:
    """How many documents there may be: one a file; unknown for what is not a folder."""
    folders = [Path(source) for source in sources]
    return sum(len(names) for folder in folders for _, _, names in os.walk(folder)) if all(folder.is_dir() for folder in folders) else None


def _nothing(sources: Iterable[Path | str], aside: list[Refused]) -> MahdarError:
    if len(aside) == 1:
        return refusal(aside[0])
    where = ", ".join(str(source) for source in sources)
    if aside:
        return MahdarError(where, f"none of its {len(aside)} documents can be read", f"the first is {aside[0]}")
    return MahdarError(where, "there are no documents in it", "give a folder or file with .txt, .html or .jsonl")


def _count(connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    for table in COUNTED:
        (report.counts[table],) = connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    (report.conflicts,) = connection.execute("SELECT count(DISTINCT (subject, kind, cell)) FROM disagreements").fetchone() or (0,)
    report.processes = [row[0] for row in connection.execute("SELECT id FROM processes ORDER BY id").fetchall()]
