"""Which outlet a report is of, and which outlet it repeats, where the text itself says so."""

from __future__ import annotations

from mahdar.engine.cascade import Node
from mahdar.reading.page import Page


def settle(page: Page) -> None:
    """Sets the document's outlet and the outlets that it repeats, with their claims."""
    outside = page.document.outlet
    if outside:
        page.found["outlet"] = outside
        page.claim(page.document.id, "document", "outlet", outside, (), pattern="metadata")
