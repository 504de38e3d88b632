"""What was announced, agreed or promised for later: by whom, what, for when."""

from __future__ import annotations

from mahdar.reading.page import Page


def collect(page: Page) -> None:
    """Makes the commitments' claims."""
