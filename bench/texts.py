"""Texts for the benchmark: sentences of real and sample reports, recombined; the same ones every time."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from mahdar.documents import open_documents
from mahdar.engine.pack import Packs
from mahdar.model import Document
from mahdar.reading.gate import gate

ROOT = Path(__file__).resolve().parent.parent
SAMPLE, SEEDS = ROOT / "examples" / "astana", ROOT.parent / "shared" / "seeds"
ABOUT_SOMETHING_ELSE = SAMPLE / "2024-07-03-cycling.txt"
ARTICLE, IRRELEVANT = 2500, 3000  # characters: an agency report, and the length that rejecting is measured at
_SENTENCE = re.compile(r"[^.؟!\n]+[.؟!]?")


def articles(count: int, packs: Packs) -> list[str]:
    """Distinct texts in the manner of the reports they are made of: some lines of several sentences."""
    paths = [path for folder in (SAMPLE, SEEDS) for kind in ("*.txt", "*.jsonl") for path in sorted(folder.glob(kind))]
    texts = [found.text for path in paths for found in open_documents(path, packs) if isinstance(found, Document)]
    return list(_recombined([s for text in texts for s in sentences(text)], count, ARTICLE, seed=20170123))


def irrelevant(count: int, packs: Packs) -> list[str]:
    """Distinct texts about something else, from the sentences of one report of the sample that name no process."""
    (report,) = open_documents(ABOUT_SOMETHING_ELSE, packs)
    assert isinstance(report, Document)
    relevant = gate(packs)
    return list(_recombined([s for s in sentences(report.text) if not relevant(s)], count, IRRELEVANT, seed=20240703))


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed; the very short ones left out."""
    return [found.strip() for found in _SENTENCE.findall(text) if len(found.strip()) > 20]


def _recombined(pool: list[str], count: int, length: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for number in range(count):
        lines, size = [f"({number:x})"], 0
        while size < length:
            line = " ".join(chance.sample(pool, min(3, len(pool))))
            lines.append(line)
            size += len(line) + 1
        yield "\n".join(lines)[:length]
