"""Builds a record beside the one that readers use, and publishes it whole.

The work stands in a hidden file beside the target. Its lock keeps a second writer away, its transactions survive a kill or a stop, and
the same build takes it up again. Readers see the old record until the new one, checkpointed and copied, is renamed over it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec

from mahdar import record
from mahdar.documents.known import day
from mahdar.errors import BeingBuiltError, MahdarError
from mahdar.model import Document, Section, canonical
from mahdar.reconciling import keeping, store

if TYPE_CHECKING:
    from collections.abc import Iterator

_STORED = ("id", "text", "sha256", "path", *store.FROM_OUTSIDE)


@contextlib.contextmanager
def growing_record(target: Path | str, work: str = "", anew: bool = False, **made: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The record at `target`, to be added to; published when the block ends well, else left as it was.

    It holds what the record holds, if that was `made` with the same (`reader="0.1.0"`, `packs="..."`); else nothing, and what the
    record holds is to be read again (`stored_documents`). With `anew` it is empty. `work` tells one build from another: where the
    same build was killed before, its work is there. Raises MahdarError where `target` cannot be written, or is being written.
    """
    target, made = Path(target), _made(made)
    store.check_target(target)
    begun = canonical({"work": work, "anew": anew, "of": None if anew else _identity(target), **made})
    hidden = target.with_name(f".{target.name}.partial")
    connection = None
    try:
        connection = _locked(target, hidden)
        if not _begun(connection, begun):
            if goes_on := target.exists() and not anew and made_with(target) == made:
                empty, connection = connection, None  # while it is none, what another writer makes there is not cleared
                connection = _copied(empty, target, hidden)
            _begin(connection, begun, goes_on, made)
        yield connection
        connection.execute("DETACH DATABASE IF EXISTS kept")
        _publish(connection, hidden, target)
        _clear(connection, hidden)
    except (OSError, duckdb.IOException) as fault:
        _clear(connection, hidden)
        raise store.unwritable(target, fault) from None
    except KeyboardInterrupt:
        if connection is not None and _has_read(connection):
            connection.close()
        else:
            _clear(connection, hidden)
        raise
    except BaseException:
        _clear(connection, hidden)
        raise


def _clear(connection: duckdb.DuckDBPyConnection | None, hidden: Path) -> None:
    """Takes the hidden file away, before its lock is given up, so that no other writer can have it; never that of another writer."""
    try:
        connection = connection or duckdb.connect(str(hidden))
    except duckdb.Error:
        return
    hidden.unlink(missing_ok=True)
    connection.close()
    hidden.with_name(f"{hidden.name}.wal").unlink(missing_ok=True)


def _has_read(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether this build has read anything that a later one would have to read again."""
    with contextlib.suppress(duckdb.Error):
        connection.rollback()
    try:
        (read,) = connection.execute("SELECT (SELECT count(*) FROM said_documents) > held FROM work").fetchone() or (False,)
    except duckdb.Error:
        return False
    return bool(read)


def _locked(target: Path, hidden: Path) -> duckdb.DuckDBPyConnection:
    """The hidden file, opened for this process alone; what no database can be opened from is thrown away."""
    for _ in range(2):
        try:
            return duckdb.connect(str(hidden))
        except duckdb.IOException as fault:
            if "lock" in str(fault):
                raise BeingBuiltError(str(target), "is being built by another process", "wait until that is done") from None
            if not hidden.exists():
                raise store.unwritable(target, fault) from None
            hidden.unlink()
    raise MahdarError(str(target), f"cannot be built: {hidden.name} is in the way", "delete it")


def _begun(connection: duckdb.DuckDBPyConnection, begun: str) -> bool:
    """Whether the same build was killed here, and can go on."""
    record.make(connection, *record.HELD)
    connection.execute("CREATE TABLE IF NOT EXISTS work (begun VARCHAR, held BIGINT)")
    return connection.execute("SELECT begun FROM work").fetchall() == [(begun,)]


def _copied(connection: duckdb.DuckDBPyConnection, target: Path, hidden: Path) -> duckdb.DuckDBPyConnection:
    """The hidden file as a copy of the record, opened again; what lies between leaves no time for another writer but to be refused."""
    whole = target.with_name(f".{target.name}.{os.getpid()}.whole")
    try:
        shutil.copyfile(target, whole)
        whole.replace(hidden)
    finally:
        whole.unlink(missing_ok=True)
    connection.close()
    connection = _locked(target, hidden)
    store.attach(connection, target, "kept")
    for table in set(record.tables()) - {*record.HELD, *keeping.AT_HAND}:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute("CHECKPOINT")  # so that what is made anew takes the place of these
    keeping.copied(connection)
    return connection


def _begin(connection: duckdb.DuckDBPyConnection, begun: str, goes_on: bool, made: dict[str, str]) -> None:
    """Begins with what the record holds, or with nothing."""
    connection.execute("CREATE TABLE IF NOT EXISTS work (begun VARCHAR, held BIGINT)")
    connection.execute("BEGIN")
    for table in ("work",) if goes_on else ("work", *record.HELD):
        connection.execute(f"DELETE FROM {table}")
    store.describe(connection, **made)
    connection.execute("INSERT INTO work SELECT ?, count(*) FROM said_documents", [begun])
    connection.execute("COMMIT")


def _made(facts: dict[str, str]) -> dict[str, str]:
    """What a record is made with: what the caller says, and the rules."""
    return {"layout": keeping.fingerprint(), **facts}


def made_with(target: Path) -> dict[str, str]:
    """What an existing record was made with."""
    with store.open_earlier(target) as old:
        return dict(old.execute("SELECT key, value FROM about").fetchall())


def _identity(target: Path) -> str | None:
    """What tells this state of the record from another one; None where there is none."""
    if not target.exists():
        return None
    with store.open_earlier(target) as old:
        return str(old.execute("SELECT value FROM manifest WHERE key = 'collection'").fetchall())


def _publish(connection: duckdb.DuckDBPyConnection, hidden: Path, target: Path) -> None:
    """A copy of what is on disk, renamed over the target: who reads the old record goes on reading it."""
    connection.execute("CHECKPOINT")
    whole = target.with_name(f".{target.name}.{os.getpid()}.whole")
    try:
        shutil.copyfile(hidden, whole)
        with duckdb.connect(str(whole)) as copy:
            _leave_tables_only(copy)
        whole.replace(target)
    finally:
        whole.unlink(missing_ok=True)


def _leave_tables_only(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes out what is no table of a record: notes of this build, and what a killed one left."""
    for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()").fetchall():
        if name not in record.tables():
            connection.execute(f"DROP TABLE {name}")
    connection.execute("CHECKPOINT")


def stored_documents(target: Path | str, **made: str) -> Iterator[Document]:
    """The documents of an existing record that was made with something else, as they were opened: to be read again."""
    target = Path(target)
    if not target.exists() or made_with(target) == _made(made):
        return
    with store.open_earlier(target) as old:
        found = old.execute(f"SELECT {', '.join(_STORED)}, published, sections FROM said_documents ORDER BY id")
        while rows := found.fetchmany(store.BATCH):
            for *fields, published, sections in rows:
                yield _document(dict(zip(_STORED, fields, strict=True)), published, sections)


def _document(fields: dict[str, Any], published: str | None, sections: str) -> Document:
    parts = msgspec.json.decode(sections, type=tuple[Section, ...])
    return Document(**fields, sections=parts, published=day(published) if published else None)
