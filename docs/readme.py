"""Pastes the output of a real run into the README, between its two marks: `make readme`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = (  # command, and how many lines of it are shown
    ("build examples/astana --into astana.duckdb", 12),
    ("sessions astana.duckdb --process astana", 24),
    ("statements astana.duckdb --speaker alexander-lavrentiev", 12),
    ("disagreements astana.duckdb", 16),
    ("why astana.duckdb astana-round-21.dates", 24),
)
_BLOCK = re.compile(r"(<!-- demo -->\n).*?(\n<!-- /demo -->)", re.S)


def main() -> None:
    """Runs the commands on the sample and rewrites the block."""
    with tempfile.TemporaryDirectory() as folder:
        shown = "\n\n".join(_ran(command, most, Path(folder)) for command, most in RUNS)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(_BLOCK.sub(lambda found: f"{found[1]}```\n{shown}\n```{found[2]}", text), encoding="utf-8")


def _ran(command: str, most: int, folder: Path) -> str:
    """A command as typed, and the first lines of what it printed."""
    arguments = [str(folder / word) if word.endswith(".duckdb") else word for word in command.split()]
    environment = {**os.environ, "COLUMNS": "132"}
    done = subprocess.run([sys.executable, "-m", "mahdar", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    lines = done.stdout.decode("utf-8").replace(f"{folder}{os.sep}", "").rstrip().splitlines()
    return "\n".join([f"$ mahdar {command}", *lines[:most], *(["..."] if len(lines) > most else [])])


if __name__ == "__main__":
    main()
