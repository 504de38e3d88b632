"""What a terminal may be shown: texts of others without their control characters, right-to-left text kept apart.

Letters stay in logical order: the terminal lays them out. An isolate around each cell keeps Arabic from
pulling the columns beside it around; isolates are written to a terminal only, never to a file or a pipe.
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

FSI, PDI = "\u2068", "\u2069"
WIDTH_OF_A_PIPE = 160  # columns where no terminal says its width: the widest of our tables is readable at that
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_CELL = re.compile(r"^((?:\s|\x1b\[[0-9;]*m)*)(.*?)(\s*)$", re.S)


def safe(text: str) -> str:
    """The text without what could steer a terminal: control characters become one visible sign, bidi controls go."""
    return text if text.isascii() and text.isprintable() else _CONTROL.sub("\ufffd", _BIDI.sub("", text))


def escaped(line: str) -> str:
    r"""JSON or CSV text in which DEL, C1 and bidi controls stand as \u escapes: valid JSON, harmless to print."""
    return re.sub(f"{_BIDI.pattern}|[\x7f-\x9f\u2028\u2029]", lambda hit: f"\\u{ord(hit[0]):04x}", line)


def isolate(line: str) -> str:
    """A printed line with each cell that holds right-to-left letters in an isolate of its own; cells end at a `│`."""
    return "│".join(_isolated(cell) for cell in line.split("│"))


def _isolated(cell: str) -> str:
    if not _RIGHT_TO_LEFT.search(cell):
        return cell
    lead, text, tail = _CELL.match(cell).groups()  # type: ignore[union-attr]  # the pattern matches every string
    return f"{lead}{FSI}{text}{PDI}{tail}"


def show(renderable: RenderableType, out: TextIO | None = None) -> None:
    """Print tables or text to the terminal or pipe."""
    from rich.console import Console

    stream = out or sys.stdout
    tty = stream.isatty()
    kept = io.StringIO()
    width = None if tty or "COLUMNS" in os.environ else WIDTH_OF_A_PIPE
    console = Console(file=kept, force_terminal=tty, width=width, legacy_windows=False, highlight=False, soft_wrap=False)
    console.print(renderable)
    lines = kept.getvalue().splitlines()
    click.echo("\n".join(isolate(line) if tty else line.rstrip() for line in lines), file=stream)
