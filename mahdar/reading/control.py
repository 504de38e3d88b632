"""Who took, entered, besieged, left or lost which place."""

from __future__ import annotations

from mahdar.reading.page import Page


def collect(page: Page) -> None:
    """Makes the claims of control."""
