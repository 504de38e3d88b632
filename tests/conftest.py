"""What every test stands on."""

import pytest


@pytest.fixture(autouse=True)
def _a_page_of_160_columns(monkeypatch):
    """Tables are as wide as the terminal: in tests always the same."""
    monkeypatch.setenv("COLUMNS", "160")
