"""The records that the exports are tested on."""

import pytest

from tests.showing.exports.made import HOSTILE, built, readings


@pytest.fixture(scope="session")
def connection():
    return built(readings())


@pytest.fixture(scope="session")
def hostile():
    """Whatever can be said by a source is hostile: words, titles, the names of people and outlets, marks."""
    return built(readings(words=HOSTILE, title=HOSTILE, name=HOSTILE, mark=HOSTILE))
