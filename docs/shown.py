"""Commands shown in pages: fenced blocks that begin with `$ `. They are run in order, beside the sample, and their output is pasted in.

A fence that names a file (```` ```toml mypacks/world/people.toml ````) writes it. A command without output shows none; output that ends
in `...` is cut where it is cut now.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
RECORD, SAMPLE = "astana.duckdb", "examples/astana"  # what every page calls them
PROMPT, CUT, WIDTH = "$ ", "...", 132
_FENCE = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
_FIRST = re.compile(rf"^{re.escape(PROMPT)}.*", re.M)
_EACH = re.compile(rf"^(?={re.escape(PROMPT)})", re.M)


def run(command: str, folder: Path) -> list[str]:
    """The lines that a command prints, run in `folder`; RuntimeError where it fails."""
    program, *arguments = shlex.split(command)
    if program != "mahdar":
        raise RuntimeError(f"{command}: pages show commands of mahdar only")
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", "mahdar", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command}: {(done.stderr or done.stdout).decode('utf-8')}")
    return [line.rstrip() for line in done.stdout.decode("utf-8").rstrip().splitlines()]


def record(folder: Path) -> Path:
    """The record of the sample, built in `folder`."""
    shutil.copytree(ROOT / SAMPLE, folder / SAMPLE)
    run(f"mahdar build {SAMPLE} --into {RECORD}", folder)
    return folder / RECORD


def renewed(page: str, folder: Path, made: Path) -> str:
    """The page with what its commands print now, in a folder with the sample and, unless the page begins by making it, its record."""
    shutil.copytree(ROOT / SAMPLE, folder / SAMPLE)
    first = _FIRST.search(page)
    if first and f"--into {RECORD}" not in first[0]:
        shutil.copy(made, folder / RECORD)
    return _FENCE.sub(lambda block: _renewed(block, folder), page)


def _renewed(block: re.Match[str], folder: Path) -> str:
    """A fenced block: a file is written, commands are run, everything else is left as it is."""
    language, name, body = block.groups()
    if name:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")
    if name or not body.startswith(PROMPT):
        return block[0]
    return f"```{language}\n{''.join(_ran(part, folder) for part in _EACH.split(body) if part)}```"


def _ran(part: str, folder: Path) -> str:
    """A command as typed, with as much of its output as is shown."""
    command, _, rest = part.partition("\n")
    printed, shown = run(command.removeprefix(PROMPT), folder), rest.rstrip().splitlines()
    if shown and shown[-1] == CUT and len(printed) >= len(shown):
        printed = [*printed[: len(shown) - 1], CUT]
    return "\n".join([command, *(printed if shown else [])]) + (rest[len(rest.rstrip()) :] if shown else f"\n{rest}")
