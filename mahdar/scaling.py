"""Reads many documents: in this process when they are few, in worker processes when they are many.

Whatever the number of workers, readings come in the documents' order and are the same. A worker that dies (most often:
killed for want of memory) costs at most the document it died on.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path

from mahdar.engine.pack import Packs, load_packs
from mahdar.errors import MahdarError
from mahdar.model import Document, Reading
from mahdar.reading import read

SMALL = 200  # documents read before two workers have started and compiled their packs, about a second
CHUNK = 16  # documents handed to a worker at once: pickling is then under 2 % of reading
AHEAD = 4  # chunks in flight per worker: bounds memory, keeps workers busy
NO_PROCESS = "it names no known process and no talks"
KILLED = "the process that read it was killed, perhaps for want of memory: read it alone, or shorten it"

_log = logging.getLogger("mahdar")
_packs: Packs | MahdarError | None = None  # a worker's own, compiled once when it starts, or why it has none


def map_read(documents: Iterable[Document], packs: Packs, jobs: int = 2, extra: Path | None = None) -> Iterator[Reading]:
    """One reading per document, in order. `extra` is the folder of the user's own packs, which each worker loads for itself."""
    stream = iter(documents)
    head = list(islice(stream, SMALL if jobs > 1 else 0))
    everything = chain(head, stream)
    if jobs > 1 and len(head) == SMALL:
        return _Workers(jobs, extra).map(everything)
    return (_read_one(document, packs) for document in everything)


def _read_one(document: Document, packs: Packs) -> Reading:
    """A reading, or the reason why there is none: one document never stops the others."""
    if not document.sections:  # the gate kept it from being taken apart
        return Reading(document, read=False, why_not=NO_PROCESS)
    try:
        return read(document, packs)
    except MahdarError as problem:
        return Reading(document, read=False, why_not=str(problem))
    except Exception as bug:
        return Reading(document, read=False, why_not=f"the reader failed on it ({type(bug).__name__}: {bug}): please report this")


def _start(extra: Path | None) -> None:
    global _packs
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers Ctrl-C
    try:
        _packs = load_packs(extra)
    except MahdarError as problem:  # a pack was edited since the parent loaded it
        _packs = problem


def _read_chunk(chunk: tuple[Document, ...]) -> list[Reading]:
    assert _packs is not None
    if isinstance(_packs, MahdarError):
        return [Reading(document, read=False, why_not=str(_packs)) for document in chunk]
    return [_read_one(document, _packs) for document in chunk]


class _Workers:
    """A pool that outlives the death of its workers."""

    def __init__(self, jobs: int, extra: Path | None) -> None:
        self._jobs, self._extra = jobs, extra
        self._pool = self._new(jobs)

    def _new(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (self._extra,))

    def map(self, documents: Iterator[Document]) -> Iterator[Reading]:
        """Readings in order, a bounded number of chunks ahead of what is asked for."""
        waiting: deque[tuple[tuple[Document, ...], Future[list[Reading]]]] = deque()
        try:
            while chunk := tuple(islice(documents, CHUNK)):
                waiting.append((chunk, self._submit(chunk)))
                if len(waiting) > AHEAD * self._jobs:
                    yield from self._first(waiting)
            while waiting:
                yield from self._first(waiting)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, chunk: tuple[Document, ...]) -> Future[list[Reading]]:
        try:
            return self._pool.submit(_read_chunk, chunk)
        except BrokenProcessPool as broken:
            failed: Future[list[Reading]] = Future()
            failed.set_exception(broken)
            return failed

    def _first(self, waiting: deque[tuple[tuple[Document, ...], Future[list[Reading]]]]) -> list[Reading]:
        chunk, future = waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            _log.warning("a worker process was killed: its documents are read again, one at a time")
            readings = self._one_by_one(chunk)
            self._pool = self._new(self._jobs)
            again = [(later, old if old.done() and not old.exception() else self._submit(later)) for later, old in waiting]
            waiting.clear()
            waiting.extend(again)
            return readings

    def _one_by_one(self, chunk: tuple[Document, ...]) -> list[Reading]:
        """The chunk again, so that only the document that kills its worker stays unread."""
        readings, pool = [], self._new(1)
        for document in chunk:
            try:
                readings += pool.submit(_read_chunk, (document,)).result()
            except BrokenProcessPool:
                readings.append(Reading(document, read=False, why_not=KILLED))
                pool = self._new(1)
        pool.shutdown()
        return readings
