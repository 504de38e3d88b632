"""Builds a record from files and folders: reads them, reconciles what they say, and tells what came of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mahdar import __version__, corrections
from mahdar.documents import Refused, open_documents, reopened
from mahdar.engine.pack import Packs, load_packs
from mahdar.errors import MahdarError
from mahdar.model import Document, Reading
from mahdar.reading.gate import gate
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record, stored_documents
from mahdar.scaling import map_read
from mahdar.texts import refusal

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[int, int | None], None]  # documents done so far, and how many there may be
COUNTED = ("sessions", "outcomes", "statements", "stances", "commitments", "control")


class Report(msgspec.Struct):
    """What a build read, what it did not and why, and what the record holds.

    `met` counts the documents that it came by, `held` those that the record holds now, earlier ones among them.
    """

    met: int = 0
    held: int = 0
    read: int = 0
    unread: Counter[str] = msgspec.field(default_factory=Counter)
    aside: list[Refused] = msgspec.field(default_factory=list)
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    conflicts: int = 0
    processes: list[str] = msgspec.field(default_factory=list)
    idle: list[str] = msgspec.field(default_factory=list)  # corrections that no longer apply, and why

    def meet(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Passes documents on and counts them."""
        for document in documents:
            self.met += 1
            yield document

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
        """How many documents were come by, whatever became of them."""
        return self.met + len(self.aside)


def build(
    sources: Path | str | Iterable[Path | str],
    into: Path | str,
    packs: Path | None = None,
    jobs: int = 1,
    progress: Progress = lambda *_: None,
    anew: bool = False,
) -> Report:
    """Builds the record of files and folders at `into`, or adds them to the record there; with `anew` in place of it.

    Only what the record does not hold is read, unless it was made with another version or other packs: then its own documents are
    read again first. A faulty document is set aside, nothing half-written is seen, and a build that was killed goes on when it is
    begun again. With more than one job the documents are read in worker processes: call it under `if __name__ == "__main__":` then.
    """
    sources = [sources] if isinstance(sources, str | Path) else list(sources)
    known, report = load_packs(packs), Report()
    known_corrections = corrections.read(corrections.beside(into))
    made_with = {"reader": __version__, "packs": known.fingerprint}
    with growing_record(into, " ".join(str(Path(s).absolute()) for s in sources), anew, **made_with) as connection:
        store.add_things(connection, known.things, known.processes, known.issues)
        corrections.add(connection, known_corrections)
        earlier = [] if anew else _again(into, known, made_with)
        documents = report.meet(chain(earlier, opened(sources, known, report.aside)))
        readings = map_read(store.fresh(connection, documents), known, jobs, packs)
        store.add_readings(connection, report.note(readings, progress, _how_many(sources)))
        if not report.met:
            raise _nothing(sources, report.aside)
        progress(report.done, report.done)
        reconcile(connection)
        _count(connection, report)
    return report


def _again(into: Path | str, packs: Packs, made_with: dict[str, str]) -> Iterator[Document]:
    """The documents of a record that was made with something else."""
    relevant = gate(packs)
    return (reopened(document, packs, relevant) for document in stored_documents(into, **made_with))


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
    (report.held,) = connection.execute("SELECT count(*) FROM said_documents").fetchone() or (0,)
    (report.conflicts,) = connection.execute("SELECT count(DISTINCT (subject, kind, cell)) FROM disagreements").fetchone() or (0,)
    idle = connection.execute("SELECT number, what, because FROM corrections WHERE NOT applies ORDER BY number").fetchall()
    report.idle = [f"correction {number} ({what}) does not apply: {because}" for number, what, because in idle]
    report.processes = [row[0] for row in connection.execute("SELECT id FROM processes ORDER BY id").fetchall()]
