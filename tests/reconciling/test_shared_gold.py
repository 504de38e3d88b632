"""The relations that the shared gold states between its five articles, where they are there."""

import pytest

from mahdar.documents import Refused, open_documents
from mahdar.engine.pack import HOME, load_packs
from mahdar.reading import read
from mahdar.reconciling import reconcile, store
from mahdar.showing.export import dumps, export_json
from tests.reconciling.made import rows

SEEDS = HOME.parent.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared articles are not here")


@pytest.fixture(scope="module")
def readings():
    packs = load_packs()
    return packs, [read(d, packs) for d in open_documents(SEEDS, packs) if not isinstance(d, Refused)]


def record(readings, as_of=None, order=1):
    packs, found = readings
    connection = store.memory()
    store.add_things(connection, packs.things, packs.processes)
    store.add_readings(connection, found[::order])
    reconcile(connection, as_of)
    return connection


def test_relations(readings):
    connection = record(readings)
    published = dict(rows(connection, "SELECT left(id, 3), published FROM documents"))
    assert published["001"] == "2024-12-04"
    assert published["003"].startswith("XXXX-11")
    doha = rows(connection, "SELECT id, process, dates, status FROM sessions WHERE city = 'doha' AND kind = 'ministerial' ORDER BY process")
    assert [row[1:] for row in doha] == [("astana", "2024-12-07", "held"), ("doha-arab-astana", "2024-12-07", "held")]
    told = rows(connection, "SELECT DISTINCT left(subject, 3) FROM identities WHERE thing = ? ORDER BY 1", doha[0][0])
    assert told == [("000",), ("001",)]
    assert {d for (d,) in rows(connection, "SELECT dates FROM sessions WHERE kind = 'call'")} == {"2024-11-30"}
    began = rows(connection, "SELECT value FROM disagreements WHERE subject = 'astana' AND cell = 'began' ORDER BY value")
    assert began == [('"2017-01"',), ('"{2015-05,2015-10}"',)]


@pytest.mark.parametrize(
    ("day", "fates"), [("2024-12-07", {"pending", "fulfilled"}), ("2025-01-31", {"no_later_source", "pending", "fulfilled"})]
)
def test_fates(readings, day, fates):
    connection = record(readings, day)
    found = rows(connection, "SELECT session, due, fate FROM commitments WHERE session LIKE 'astana-%'")
    assert {fate for _, _, fate in found} == fates
    due = {due: fate for _, due, fate in found}
    assert due["[2024-07..2024-12]"] == ("pending" if day < "2025" else "no_later_source")
    assert due[None] == "pending"
    settled = rows(connection, "SELECT unnest(settled_by) FROM commitments WHERE fate = 'fulfilled'")
    assert {d[:3] for (i,) in settled for (d,) in rows(connection, "SELECT document FROM claims WHERE id = ?", i)} == {"000"}


def test_the_same_bytes_in_any_order_and_every_span_is_in_its_text(readings):
    exports = [export_json(record(readings, order=order)) for order in (1, -1, 1)]
    assert len({dumps(e) for e in exports}) == 1
    texts = {r.document.id: r.document.text for r in readings[1]}
    claims = {c["id"]: c for c in exports[0]["claims"]}
    for claim in claims.values():
        assert claim["spans"] or claim["cell"] == "language", claim
        assert all(0 <= s < e <= len(texts[claim["document"]]) for s, e in claim["spans"]), claim
    for table in ("sessions", "outcomes", "statements", "commitments", "control", "processes"):
        for row in exports[0][table]:
            assert all(v["claims"] and set(v["claims"]) <= claims.keys() for values in row["cells"].values() for v in values), row["id"]
