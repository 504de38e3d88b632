"""The file of the record: whole or not there, never over something else."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from mahdar.errors import MahdarError
from mahdar.reconciling import as_of_view, reconcile, steps, store
from mahdar.reconciling.publishing import growing_record
from tests.reconciling.made import THINGS, Doc, resolve, rows


def readings(n=3):
    for i in range(n):
        doc = Doc(f"d{i}", "2031-12-07")
        doc.session("river-talks", "round", number=i, dates="2031-12-07")
        yield doc.reading()


def write(path, n=3):
    with growing_record(path, anew=True) as connection:
        store.add_things(connection, THINGS)
        store.describe(connection, reader="0.0.1", packs="abc")
        store.add_readings(connection, readings(n))
        reconcile(connection, None, resolve)


def test_a_record_is_written_and_opened_again(tmp_path):
    path = tmp_path / "r.duckdb"
    write(path)
    assert [p.name for p in tmp_path.iterdir()] == ["r.duckdb"]
    connection = store.open_record(path)
    assert connection.sql("SELECT count(*) FROM sessions").fetchall() == [(3,)]
    manifest = dict(rows(connection, "SELECT key, value FROM manifest"))
    assert manifest.items() >= {"reader": "0.0.1", "packs": "abc", "documents": "3"}.items()
    with pytest.raises(duckdb.Error):
        connection.execute("CREATE TABLE x (y INTEGER)")


def test_a_record_is_replaced_while_it_is_read(tmp_path):
    path = tmp_path / "r.duckdb"
    write(path, 1)
    reader = store.open_record(path)
    script = f"from tests.reconciling.test_store import write; from pathlib import Path; write(Path({str(path)!r}), 2)"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert rows(reader, "SELECT count(*) FROM sessions") == [(1,)]
    reader.close()
    assert rows(store.open_record(path), "SELECT count(*) FROM sessions") == [(2,)]


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "r.duckdb"
    write(path)
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), growing_record(path, anew=True):  # the block is what is tested
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["r.duckdb"]


@pytest.mark.parametrize("content", [b"", b"a table of contents", b"\x00" * 5000])
def test_another_file_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "thesis.docx"
    path.write_bytes(content)
    with pytest.raises(MahdarError, match=r"thesis\.docx: is not a record"), growing_record(path, anew=True):
        pytest.fail("the block must not run")
    assert path.read_bytes() == content


def test_another_database_is_refused(tmp_path):
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).execute("CREATE TABLE manifest (key VARCHAR, value VARCHAR)").close()
    with pytest.raises(MahdarError, match="is not a record"):
        store.check_target(path)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(MahdarError, match="does not exist"):
        store.check_target(tmp_path / "no" / "r.duckdb")
    with pytest.raises(MahdarError, match="is a folder"):
        store.check_target(tmp_path)
    with pytest.raises(MahdarError, match="no such record"):
        store.open_record(tmp_path / "r.duckdb")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(MahdarError, match="cannot be written"):
        store.check_target(tmp_path / "r.duckdb")


def test_a_document_is_never_counted_twice():
    connection = store.memory()
    assert store.add_readings(connection, readings(3)) == 3
    assert store.add_readings(connection, readings(4)) == 1
    assert rows(connection, "SELECT count(*), count(DISTINCT id) FROM said_documents") == [(4, 4)]
    assert rows(connection, "SELECT count(*) = count(DISTINCT (document, id)) FROM said_claims") == [(True,)]


def test_readings_arrive_in_batches(monkeypatch):
    monkeypatch.setattr(store, "BATCH", 2)
    assert store.add_readings(store.memory(), readings(5)) == 5


def test_every_step_can_be_run_again_with_those_after_it():
    connection = store.memory()
    store.add_readings(connection, readings())
    reconcile(connection, None, resolve)
    all_steps = steps(None, resolve)
    before = {t: rows(connection, f"FROM {t} ORDER BY ALL") for step in all_steps for t in step.tables}
    for first in range(len(all_steps)):
        for step in all_steps[first:]:
            step.run(connection)
        assert before == {t: rows(connection, f"FROM {t} ORDER BY ALL") for t in before}, all_steps[first].name


def test_a_record_of_nothing_is_a_record():
    connection = store.memory()
    reconcile(connection, None, resolve)
    assert rows(connection, "SELECT value FROM manifest WHERE key = 'documents'") == [("0",)]
    assert rows(connection, "FROM sessions") == []


def test_a_view_of_another_day_leaves_the_open_record_alone(tmp_path):
    path = tmp_path / "r.duckdb"
    write(path)
    opened = store.open_record(path)
    view = as_of_view(path, "2031-12-01", resolve)
    assert rows(view, "SELECT count(*) FROM sessions") == [(0,)]
    assert rows(opened, "SELECT count(*) FROM sessions") == [(3,)]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that cannot be written to")
def test_a_file_that_cannot_be_made_is_named_as_the_user_named_it():
    with pytest.raises(MahdarError, match=r"^/proc/r\.duckdb: cannot be written"), growing_record("/proc/r.duckdb", anew=True):
        pytest.fail("the block must not run")
