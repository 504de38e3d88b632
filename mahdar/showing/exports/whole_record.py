"""The whole record as JSON, in the form `mahdar-record/1`."""

from __future__ import annotations

from pathlib import Path

from mahdar.showing.export import dumps, export_json
from mahdar.showing.exports.made import Made
from mahdar.showing.terminal import escaped


def write(made: Made, path: Path) -> None:
    """Every table, every cell with its candidates, every claim."""
    found = export_json(made.connection, made.text)
    path.write_text(escaped(dumps({**found, "manifest": {**found["manifest"], "text": made.manifest["text"]}})), encoding="utf-8")
