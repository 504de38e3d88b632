"""The reading room over a record of 100,000 documents: the first page, and every listing and search with 20 readers at once.

python bench/room.py [DOCUMENTS]     made-up coverage, with two statements a document; the record is kept in build/ for the next run
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.coverage import Coverage
from mahdar.model import Claim, Reading, claim_id
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record

ROOT = Path(__file__).resolve().parent.parent
READERS, EACH, CLAIMS_EACH = 20, 15, 11  # readers at once; requests of each; claims of a made-up document, about
LISTED = ("sessions", "statements", "commitments", "disagreements", "gaps", "documents")
PAGES = (
    "/", "/timeline", "/timeline.json", "/network", *(f"/{name}" for name in LISTED),
    *(f"/{name}?page={page}" for name in ("sessions", "statements", "documents") for page in range(2, 40, 3)),
    "/sessions?status=held&since=2019-01-01", "/sessions?kind=summit", "/documents?language=ar", "/statements?since=2020-01-01",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    documents = int(arguments[0]) if arguments else 100_000
    path = ROOT / "build" / f"room-{documents}.duckdb"
    if not path.exists():
        _made(path, documents)
    began = perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "mahdar", "serve", str(path), "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        home = re.search(r"http://\S+/", server.stdout.readline())[0]  # type: ignore[index]  # what serve prints
        _asked(home)
        _row("start and first page", f"{perf_counter() - began:.2f} s")
        _row("first search, with the making of its index", f"{_asked(f'{home}statements?q=zzzz'):.2f} s")
        words = _words(home)
        for what, addresses in (("pages", PAGES), ("searches", [f"/statements?q={word}" for word in words])):
            _load(home, what, list(addresses))
        _row("memory of the server", f"{_memory(server.pid):,.0f} MB")
    finally:
        server.terminate()


def _load(home: str, what: str, addresses: list[str]) -> None:
    """Twenty readers at once, each after addresses of its own; what takes long is named."""
    chance = random.Random(5)
    plans = [[chance.choice(addresses) for _ in range(EACH)] for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as readers:
        took = [pair for pairs in readers.map(lambda plan: [(_asked(home + a[1:]), a) for a in plan], plans) for pair in pairs]
    cuts = quantiles([seconds for seconds, _ in took], n=20)
    slowest = sorted({(round(1000 * seconds), a) for seconds, a in took}, reverse=True)[:3]
    _row(f"{what}, {READERS} readers", f"median {1000 * cuts[9]:.0f} ms, 95th percentile {1000 * cuts[18]:.0f} ms; slowest {slowest}")


def _asked(address: str) -> float:
    began = perf_counter()
    with urllib.request.urlopen(address) as answer:  # the room on this machine
        answer.read()
    return perf_counter() - began


def _words(home: str) -> list[str]:
    """Words of the statements of a page."""
    with urllib.request.urlopen(f"{home}statements?page=7") as answer:
        page = answer.read().decode()
    said = re.findall(r'<q class="words"[^>]*>([^<]+)</q>', page)
    return sorted({word for text in said for word in re.findall(r"[a-z]{4,}", text)})[:60]


def _memory(process: int) -> float:
    """The most memory that a process had, in MB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1]) / 1024  # type: ignore[index]


def _made(path: Path, documents: int) -> None:
    path.parent.mkdir(exist_ok=True)
    coverage = Coverage(documents * CLAIMS_EACH)
    with growing_record(path, anew=True) as connection:
        store.add_readings(connection, _talking(coverage.readings()))
        store.add_things(connection, coverage.truth.things, coverage.truth.processes)
        reconcile(connection)


def _talking(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings, each with what two of its lines say as statements of those it names."""
    for reading in readings:
        said = [claim for k, line in enumerate(_lines(reading.document.text)[:2]) for claim in _statement(reading, k, line)]
        yield msgspec.structs.replace(reading, claims=(*reading.claims, *said))


def _lines(text: str) -> list[tuple[int, int]]:
    return [hit.span() for hit in re.finditer(r"[^\n]{30,}", text)]


def _statement(reading: Reading, number: int, span: tuple[int, int]) -> Iterator[Claim]:
    document = reading.document
    actors = sorted({c.value["actor"] for c in reading.claims if c.cell == "participant" and c.value.get("actor")}) or ["state0"]
    subject = f"{document.id}#statement-{number + 1}"
    for cell, value in (("content", document.text[slice(*span)]), ("speaker", actors[number % len(actors)]), ("mode", "paraphrase")):
        named = claim_id(document.sha256, subject, "statement", cell, value, (span,), "asserted")
        yield Claim(named, document.id, subject, "statement", cell, value, (span,))


def _row(what: str, figure: str) -> None:
    print(f"{what:45} {figure}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
