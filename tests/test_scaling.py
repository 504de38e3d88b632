"""Many documents: the same readings in the same order whatever the number of workers, and a worker's death costs one document."""

import os

import msgspec
import pytest

from mahdar import scaling
from mahdar.documents import from_text
from mahdar.engine.pack import load_packs
from mahdar.scaling import KILLED, SMALL, map_read

COUNT = SMALL + 60


@pytest.fixture(scope="module")
def packs():
    return load_packs()


@pytest.fixture(scope="module")
def documents(packs):
    return [from_text(f"report {number}", packs, language="ar") for number in range(COUNT)]


class Lethal:
    """Stands in for a document; the process that receives it dies."""

    id = "lethal"

    def __reduce__(self):
        return os._exit, (9,)


def test_workers_read_the_same_in_the_same_order(packs, documents):
    alone = list(map_read(documents, packs, jobs=1))
    assert [r.document.id for r in alone] == [d.id for d in documents]
    assert list(map_read(iter(documents), packs, jobs=2)) == alone


def test_a_killed_worker_costs_the_one_document_it_died_on(packs, documents, caplog):
    at = SMALL // 2
    mixed = [*documents[:at], Lethal(), *documents[at:]]
    found = list(map_read(mixed, packs, jobs=2))
    assert [r.document.id for r in found] == [d.id for d in mixed]
    assert [r.why_not for r in found if not r.read] == [KILLED]
    assert any("a worker process was killed" in message for message in caplog.messages)


def test_few_documents_need_no_workers(packs, documents, monkeypatch):
    monkeypatch.setattr(scaling, "ProcessPoolExecutor", None)
    assert len(list(map_read(documents[:5], packs, jobs=2))) == 5


def test_a_fault_of_the_reader_stops_one_document_only(packs, documents):
    broken = msgspec.structs.replace(documents[0], text=7)
    good, bad, last = map_read([documents[0], broken, documents[1]], packs, jobs=1)
    assert (good.read, bad.read, last.read) == (True, False, True)
    assert "the reader failed on it" in bad.why_not
