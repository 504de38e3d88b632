"""Reports that only look like news of talks (sport, forums, tourism, history): no session, no promise, nobody's control is claimed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.documents import from_text
from mahdar.reading import read
from tests.reading.made import packs

FOLDER = Path(__file__).parent / "distractors"
REPORTS = [path for path in sorted(FOLDER.rglob("*.txt")) if path.parent.name in packs().languages]
CLAIMED = {"session", "outcome", "commitment", "stance", "control", "process"}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_of_a_peace_process_is_claimed(path: Path) -> None:
    document = from_text(path.read_text(encoding="utf-8"), packs(), language=path.parent.name, published="2024-05-02")
    reading = read(document, packs())
    assert reading.read
    assert not [c for c in reading.claims if c.kind in CLAIMED]
