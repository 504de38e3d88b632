"""The sources as CSL-JSON for Zotero and other reference managers, the record itself among them."""

from __future__ import annotations

from pathlib import Path

from mahdar.showing.citing import csl, sources
from mahdar.showing.exports.made import Made, Row, json_line


def write(made: Made, path: Path) -> None:
    """A list of items: the record as a data set, then the sources by their days."""
    items = [_record(made), *(csl(row, made.names) for row in sources(made.connection).values())]
    path.write_text("[" + ",\n".join(json_line(item).rstrip() for item in items) + "]\n", encoding="utf-8")


def _record(made: Made) -> Row:
    facts = made.manifest
    return {
        "id": f"mahdar-record-{facts['collection'][:12]}",
        "type": "dataset",
        "title": facts["cite"],
        "version": f"mahdar {facts.get('reader', '')}".strip(),
        "note": "; ".join(f"{key}: {facts[key]}" for key in ("schema", "packs", "collection", "as_of", "text") if key in facts),
    }
