"""How reconciling grows: made-up coverage of 1k to 1M claims, each size in a process of its own, judged by its truth.

python bench/growth.py            all sizes, as a table
python bench/growth.py CLAIMS     one size, as JSON
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import judging
from bench.coverage import Coverage
from mahdar.reconciling import reconcile, store

SIZES = (1_000, 10_000, 100_000, 1_000_000)
JUDGED = 100_000  # claims, at most: beyond, only time and memory are of interest
ADDED = 500  # readings at a time, so that they need not all be held


def main(arguments: list[str]) -> None:
    """Measures one size, or all of them."""
    if arguments:
        print(json.dumps(measured(int(arguments[0]))))
        return
    found = [_apart(size) for size in SIZES]
    times = f"{'claims':>9} {'documents':>9} {'add s':>8} {'reconcile s':>11} {'claims/s':>9} {'MB':>6}"
    print(f"{times}  sessions  origins   words   cells   fates")
    for row in found:
        print(_row(row))
    small, large = found[1], found[-1]
    print(f"growth from {small['claims']:,} to {large['claims']:,} claims: n^{_exponent(small, large):.2f}")


def measured(claims: int) -> dict[str, Any]:
    """Seconds on the clock, the most memory in MB and, of the smaller sizes, how much is right."""
    coverage = Coverage(claims)
    connection = store.memory()
    began = perf_counter()
    documents = store.add_readings(connection, coverage.readings())
    added = perf_counter() - began
    store.add_things(connection, coverage.truth.things, coverage.truth.processes)
    began = perf_counter()
    reconcile(connection)
    seconds = perf_counter() - began
    (counted,) = connection.execute("SELECT count(*) FROM said_claims").fetchone() or (0,)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    figures = {"claims": counted, "documents": documents, "added": added, "seconds": seconds, "memory": most}
    return figures | (_judged(connection, coverage) if claims <= JUDGED else {})


def _judged(connection: Any, coverage: Coverage) -> dict[str, float]:
    cells, (right, promises) = judging.choices(connection, coverage.truth), judging.fates(connection, coverage.truth)
    return {
        "sessions": judging.sessions(connection, coverage.truth).f1,
        "origins": judging.shared_origins(connection, coverage.truth).f1,
        "words": judging.shared_words(connection, coverage.truth).f1,
        "cells": cells.right / max(1, cells.cells),
        "fates": right / max(1, promises),
    }


def _apart(claims: int) -> dict[str, Any]:
    told = subprocess.run([sys.executable, __file__, str(claims)], check=True, capture_output=True, text=True)  # ourselves
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _row(row: dict[str, Any]) -> str:
    shares = "  ".join(f"{row[name]:7.3f}" if name in row else "      -" for name in ("sessions", "origins", "words", "cells", "fates"))
    speed = row["claims"] / row["seconds"]
    return (
        f"{row['claims']:9,} {row['documents']:9,} {row['added']:8.1f} {row['seconds']:11.1f} {speed:9,.0f} {row['memory']:6,.0f}  {shares}"
    )


def _exponent(small: dict[str, Any], large: dict[str, Any]) -> float:
    return math.log(large["seconds"] / small["seconds"]) / math.log(large["claims"] / small["claims"])


if __name__ == "__main__":
    main(sys.argv[1:])
