"""Pastes the output of real runs into the README and the pages of docs/: `make readme`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs import shown


def main() -> None:
    """Runs every command that the pages show, and rewrites what it printed."""
    with tempfile.TemporaryDirectory() as home:
        made = shown.record(Path(home))
        for page in shown.PAGES:
            with tempfile.TemporaryDirectory() as folder:
                text = page.read_text(encoding="utf-8")
                page.write_text(shown.renewed(text, Path(folder), made), encoding="utf-8")


if __name__ == "__main__":
    main()
