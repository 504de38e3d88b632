"""How long a record takes to be made for another day, and one more document to be added: made-up coverage, on disk.

python bench/days.py [CLAIMS]     26,500 claims (some 2,000 documents) unless told otherwise

Where other programs run beside it, the seconds of the processor tell more than those on the clock.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.coverage import Coverage
from mahdar.model import Reading
from mahdar.reconciling import as_of_view, reconcile, store
from mahdar.reconciling.publishing import growing_record

CLAIMS = 26_500
TIMES = 5  # that each day is made
SHARES = (0.1, 0.5, 0.75, 1)  # of the documents, that are published by the days asked for


def main(arguments: list[str]) -> None:
    """Measures and prints one table."""
    coverage = Coverage(int(arguments[0]) if arguments else CLAIMS)
    *most, last = coverage.readings()
    days = sorted(one.document.published.edtf for one in most if one.document.published and one.document.published.edtf)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.duckdb"
        _row("build, reconcile and write", *_timed(lambda: _add(path, coverage, most)))
        for day in (days[int(share * (len(days) - 1))] for share in SHARES):
            _view(path, day)
            _row(f"as of {day}", *_middle([_timed(partial(_view, path, day)) for _ in range(TIMES)]))
        _row("one more document", *_timed(lambda: _add(path, coverage, [last])))


def _add(path: Path, coverage: Coverage, readings: list[Reading]) -> None:
    with growing_record(path) as connection:
        store.add_things(connection, coverage.truth.things, coverage.truth.processes)
        store.add_readings(connection, readings)
        reconcile(connection)


def _view(path: Path, day: str) -> None:
    as_of_view(path, day).close()


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - processor


def _middle(found: list[tuple[float, float]]) -> tuple[float, float]:
    return median(clock for clock, _ in found), median(processor for _, processor in found)


def _row(what: str, clock: float, processor: float) -> None:
    print(f"{what:32} {clock:8.2f} s on the clock {processor:8.2f} s of the processor", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
