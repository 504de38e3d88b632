"""How fast Mahdar reads, rejects and reconciles, on one core, beside a bare loop over the same texts in the same run.

A benchmark, never a test: it prints what it measured and fails at nothing.
"""

from __future__ import annotations

import json
import platform
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.texts import articles, irrelevant
from mahdar import reading
from mahdar.documents import from_text, open_documents
from mahdar.engine.pack import Packs, load_packs
from mahdar.model import Document
from mahdar.reading.gate import gate
from mahdar.reading.page import Page
from mahdar.reconciling import reconcile, store

COUNT = 500  # distinct texts read
REJECTED = 3000  # distinct texts rejected


def main() -> None:
    """Measures and prints one table."""
    start, packs = _measure(_load)
    texts = articles(COUNT, packs)
    print(f"Python {platform.python_version()}, {len(texts)} texts of {sum(map(len, texts)) // len(texts)} characters, one core\n")
    bare = _timed(lambda: [text.split() for text in texts], repeat=5)
    opened, documents = _measure(lambda: _opened(texts, packs))
    cold, _ = _measure(lambda: [reading.read(document, packs) for document in documents])
    warm, readings = _measure(lambda: [reading.read(document, packs) for document in documents])
    memory = _peak()
    _row("bare loop: split into words", len(texts) / bare, "texts/s")
    _row("packs loaded and compiled, once", start * 1000, "ms")
    _row("open: gate, sections, identity", len(texts) / opened, "texts/s")
    _row("read, cold", len(texts) / cold, "texts/s", f"1/{cold / bare:.0f} of the bare loop")
    _row("read, warm", len(texts) / warm, "texts/s", f"1/{warm / bare:.0f} of the bare loop")
    _row("peak memory after reading", memory, "MB")
    _reject(packs)
    _stages(documents, packs, warm)
    _reconcile(readings)


def _load() -> Packs:
    """The packs, compiled: the first text read pays for what is compiled late."""
    packs = load_packs()
    reading.read(from_text(".", packs, language="ar"), packs)
    return packs


def _opened(texts: list[str], packs: Packs) -> list[Document]:
    """The documents of a JSONL file of the texts, through the gate as a build opens them."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
        file.flush()
        return [found for found in open_documents(file.name, packs, gate(packs)) if isinstance(found, Document)]


def _reject(packs: Packs) -> None:
    """Texts about something else, through the relevance gate."""
    texts, relevant = irrelevant(REJECTED, packs), gate(packs)
    seconds = _timed(lambda: [relevant(text) for text in texts], repeat=3)
    passed = sum(map(relevant, texts))
    _row(f"reject {len(texts[0])} characters", len(texts) / seconds, "texts/s", f"{passed} of {len(texts)} let through")


def _stages(documents: Iterable[Document], packs: Packs, whole: float) -> None:
    """The passes of the reader one by one; what is left is making pages and claims."""
    spent: dict[str, float] = defaultdict(float)
    for document in documents:
        began = process_time()
        page = Page(document, packs, packs.languages["ar"])
        spent["tokens and gazetteer"] += process_time() - began
        for name, run in reading.PASSES:
            began = process_time()
            run(page)
            spent[name] += process_time() - began
    total = sum(spent.values())
    print("\ntime per stage")
    for name, seconds in spent.items():
        _row(f"  {name}", seconds / COUNT * 1000, "ms/text", f"{seconds / total:.0%}")


def _reconcile(readings: list[Any]) -> None:
    """All readings into one record in memory."""
    claims = sum(len(one.claims) for one in readings)
    connection = store.memory()
    added, _ = _measure(lambda: store.add_readings(connection, readings), perf_counter)
    settled, _ = _measure(lambda: reconcile(connection), perf_counter)  # the store uses every core, so here the clock on the wall
    print("\nreconciling")
    _row(f"  add {claims} claims", claims / added, "claims/s")
    _row("  reconcile", claims / settled, "claims/s")
    _row("peak memory in all", _peak(), "MB")


def _measure(work: Callable[[], Any], clock: Callable[[], float] = process_time) -> tuple[float, Any]:
    """The seconds that work took, and its result; by default those of the processor, whatever else the machine does."""
    began = clock()
    result = work()
    return clock() - began, result


def _timed(work: Callable[[], Any], repeat: int) -> float:
    """The best of several runs."""
    return min(_measure(work)[0] for _ in range(repeat))


def _peak() -> float:
    """The most memory this process has held, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _row(what: str, figure: float, unit: str, note: str = "") -> None:
    print(f"{what:34} {figure:12,.1f} {unit:9} {note}".rstrip())


if __name__ == "__main__":
    main()
