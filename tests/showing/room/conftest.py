from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mahdar import building
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record
from mahdar.showing.room.app import application
from tests.reconciling.made import THINGS, resolve

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


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The room of a record of made-up documents: `made(doc, ...)`, with `token=` where corrections can be made."""

    def make(*docs, **how):
        path = tmp_path_factory.mktemp("made") / "made.duckdb"
        with growing_record(path) as connection:
            store.add_things(connection, THINGS)
            store.add_readings(connection, [doc.reading() for doc in docs])
            reconcile(connection, None, resolve)
        return TestClient(application(path, **how), base_url="http://127.0.0.1")

    return make


@pytest.fixture
def another(sample):
    """The room of the sample, of which no page was asked for yet."""
    return TestClient(application(sample), base_url="http://127.0.0.1")
