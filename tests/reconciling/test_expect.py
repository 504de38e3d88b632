"""What a process says must come out of it (`[expect]`), in the record of the sample."""

import pytest

from mahdar.documents import Refused, open_documents
from mahdar.engine.pack import HOME, load_packs
from mahdar.reading import read
from mahdar.reconciling import reconcile, store
from tests.reconciling.made import rows

PACKS = load_packs()
EXPECTED = {name: process["expect"]["rounds"] for name, process in PACKS.processes.items() if "expect" in process}
SAMPLE = HOME.parent / "examples"


@pytest.fixture(scope="module")
def connection():
    found = store.memory()
    store.add_things(found, PACKS.things, PACKS.processes)
    store.add_readings(found, [read(d, PACKS) for d in open_documents(SAMPLE, PACKS) if not isinstance(d, Refused)])
    reconcile(found)
    return found


@pytest.mark.parametrize(("process", "total"), EXPECTED.items())
def test_every_round_is_reported_or_not_found_and_no_other_was_held(connection, process, total):
    query = "SELECT DISTINCT number FROM sessions WHERE process = ? AND kind = 'round' AND number IS NOT NULL AND status = 'held'"
    held = {number for (number,) in rows(connection, query, process)}
    assert max(held) == total
    gaps = rows(connection, "SELECT what FROM gaps WHERE process = ? AND what LIKE 'round%'", process)
    missing = {what.partition(":")[0] for (what,) in gaps}
    planned = {n for (n,) in rows(connection, query.replace("= 'held'", "<> 'held'"), process)}
    assert held | planned | {n for words in missing for n in _numbers(words)} >= set(range(1, total + 1))


def _numbers(words):
    """The numbers in `round 4` and `rounds 1 to 3`."""
    told = [int(word) for word in words.split() if word.isdigit()]
    return range(told[0], told[-1] + 1)
