"""The record grows beside the one that is read: nothing lost, nothing doubled, whatever stops it."""

import random
import signal
import subprocess
import sys
import time

import pytest

from bench.coverage import Coverage
from mahdar import record
from mahdar.errors import MahdarError
from mahdar.reconciling import reconcile, store
from mahdar.reconciling.publishing import growing_record, stored_documents
from mahdar.showing.export import dumps, export_json
from tests.reconciling.made import Doc, resolve, rows

CLAIMS = 1500
GROW = """
import sys
from mahdar.reconciling import reconcile, store
from tests.reconciling.test_publishing import grow
store.BATCH = 7
print("begun", flush=True)
grow(sys.argv[1])
"""


def grow(path):
    """A build of some hundred made-up documents."""
    coverage = Coverage(CLAIMS)
    readings = list(coverage.readings())
    with growing_record(path, "coverage", packs="p") as connection:
        store.add_things(connection, coverage.truth.things, coverage.truth.processes)
        wanted = {d.id for d in store.fresh(connection, [r.document for r in readings])}
        store.add_readings(connection, [r for r in readings if r.document.id in wanted])
        reconcile(connection)


def exported(path):
    with store.open_record(path) as connection:
        return dumps(export_json(connection))


def reading(n, outlet=None):
    doc = Doc(f"d{n}", "2031-12-07", outlet=outlet)
    doc.session("river-talks", "round", number=n, dates="2031-12-07")
    return doc.reading()


def add(path, *readings, **options):
    with growing_record(path, **options) as connection:
        fresh = {d.id for d in store.fresh(connection, [r.document for r in readings])}
        store.add_readings(connection, [r for r in readings if r.document.id in fresh])
        reconcile(connection, None, resolve)
    return fresh


def test_what_is_added_joins_what_was_there_and_nothing_is_read_twice(tmp_path):
    path, whole = tmp_path / "r.duckdb", tmp_path / "whole.duckdb"
    assert add(path, reading(1), reading(2)) == {"d1", "d2"}
    assert add(path, reading(2), reading(3)) == {"d3"}
    add(whole, reading(3), reading(1), reading(2))
    assert exported(path) == exported(whole)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.duckdb", "whole.duckdb"]


def test_made_up_coverage_that_is_added_in_parts_gives_every_table_of_all_at_once(tmp_path):
    parts, whole, readings = tmp_path / "parts.duckdb", tmp_path / "whole.duckdb", list(Coverage(CLAIMS).readings())
    random.Random(1).shuffle(readings)
    for part in (readings[:5], readings[5:80], readings[80:]):
        add(parts, *part)
    add(whole, *sorted(readings, key=lambda r: r.document.id))
    with store.open_record(parts) as one, store.open_record(whole) as other:
        assert rows(one, "SELECT count(*) > 100 FROM compared") == [(True,)]
        for table in record.tables():
            assert rows(one, f"FROM {table} ORDER BY ALL") == rows(other, f"FROM {table} ORDER BY ALL"), table


def test_of_a_document_of_which_something_else_is_known_the_later_reading_counts(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, reading(1), reading(2))
    assert add(path, reading(1, outlet="wire"), reading(2)) == {"d1"}
    with store.open_record(path) as opened:
        assert rows(opened, "SELECT id, outlet FROM documents ORDER BY id") == [("d1", "wire"), ("d2", None)]


def test_a_record_made_with_something_else_is_read_again(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, reading(1), reading(2), packs="old")
    assert [d.id for d in stored_documents(path, packs="old")] == []
    again = list(stored_documents(path, packs="new"))
    assert [(d.id, d.text, d.sections, d.published.edtf) for d in again] == [
        (d.id, d.text, d.sections, "2031-12-07") for d in (reading(1).document, reading(2).document)
    ]
    add(path, reading(2), packs="new")
    with store.open_record(path) as record:
        assert rows(record, "SELECT id FROM documents") == [("d2",)]


def test_anew_holds_only_what_is_given(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, reading(1))
    add(path, reading(2), anew=True)
    with store.open_record(path) as record:
        assert rows(record, "SELECT id FROM documents") == [("d2",)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_build_that_is_killed_anywhere_goes_on_with_nothing_lost_or_doubled(tmp_path):
    whole, path, chance = tmp_path / "whole.duckdb", tmp_path / "r.duckdb", random.Random(7)
    began = time.monotonic()
    grow(whole)
    lasts = time.monotonic() - began
    for _ in range(6):
        child = subprocess.Popen([sys.executable, "-c", GROW, str(path)], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(chance.uniform(0, 2 * lasts))
        child.kill()
        child.communicate()
        if path.exists():
            assert exported(path) == exported(whole), "what is published is whole"
    subprocess.run([sys.executable, "-c", GROW, str(path)], check=True)
    assert exported(path) == exported(whole)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.duckdb", "whole.duckdb"]


def test_the_work_of_another_build_is_not_taken_up(tmp_path):
    path = tmp_path / "r.duckdb"
    script = (
        "import os; from mahdar.reconciling import store; from mahdar.reconciling.publishing import growing_record\n"
        "from tests.reconciling.test_publishing import reading\n"
        f"with growing_record({str(path)!r}, 'one') as c: store.add_readings(c, [reading(1)]); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 9
    assert [p.name for p in tmp_path.iterdir()] != [], "the work of the build that died is there"
    assert add(path, reading(2), work="another") == {"d2"}
    with store.open_record(path) as record:
        assert rows(record, "SELECT id FROM documents") == [("d2",)]


def test_a_second_writer_is_refused_and_a_reader_is_not(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, reading(1))
    with growing_record(path) as connection:
        store.add_readings(connection, [reading(2)])
        script = f"from mahdar.reconciling.publishing import growing_record\nwith growing_record({str(path)!r}): pass"
        told = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
        assert told.returncode == 1
        assert "r.duckdb: is being built by another process; wait until that is done" in told.stderr
        with store.open_record(path) as record:
            assert rows(record, "SELECT count(*) FROM documents") == [(1,)]
        reconcile(connection, None, resolve)
    with store.open_record(path) as record:
        assert rows(record, "SELECT count(*) FROM documents") == [(2,)]


def test_a_hidden_file_that_is_no_database_is_thrown_away(tmp_path):
    (tmp_path / ".r.duckdb.partial").write_bytes(b"half of something")
    add(tmp_path / "r.duckdb", reading(1))
    assert [p.name for p in tmp_path.iterdir()] == ["r.duckdb"]


def test_a_failure_leaves_the_record_as_it_was(tmp_path):
    path = tmp_path / "r.duckdb"
    add(path, reading(1))
    before = path.read_bytes()
    with pytest.raises(MahdarError, match="on purpose"), growing_record(path):
        raise MahdarError("a test", "fails on purpose", "let it")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["r.duckdb"]


def stopped(path):
    with growing_record(path) as connection:
        store.add_readings(connection, [reading(1)])
        raise KeyboardInterrupt


def test_a_stop_keeps_what_was_read(tmp_path):
    path = tmp_path / "r.duckdb"
    with pytest.raises(KeyboardInterrupt):
        stopped(path)
    assert add(path, reading(1), reading(2)) == {"d2"}
    assert [p.name for p in tmp_path.iterdir()] == ["r.duckdb"]
