from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mahdar import building
from mahdar.showing.room.app import application

SAMPLE = Path(__file__).parents[3] / "examples" / "astana"


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The record of the sample articles."""
    path = tmp_path_factory.mktemp("room") / "astana.duckdb"
    building.build([SAMPLE], path, jobs=1)
    return path


@pytest.fixture(scope="session")
def room(sample):
    """A browser without a browser: the room of the sample."""
    return TestClient(application(sample), base_url="http://127.0.0.1")
