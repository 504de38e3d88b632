"""The DuckDB file: add readings to it in batches, open it, look at it on another day."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec
import pyarrow as pa
import xxhash

from mahdar import record
from mahdar.errors import MahdarError
from mahdar.model import canonical
from mahdar.reconciling import shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mahdar.model import Claim, Document, Reading

SCHEMA = "mahdar-record/1"
ROW_GROUP = 122_880  # rows that DuckDB gives to one thread; where there are no more, other threads only cost
BATCH = 500  # readings a batch: some 50,000 claims, a few tens of megabytes
FROM_OUTSIDE = ("url", "archived_url", "retrieved_at", "outlet", "title", "language", "published_basis", "published_at", "sensitivity")
_DOCUMENT = ("id", "text", "sha256", "path", *FROM_OUTSIDE)
_CLAIM = ("id", "document", "subject", "kind", "cell", "basis", "modality", "pattern")
_WORDS = frozenset({"surnames", "singular", "plural", "gate"})  # of use to the reader only
_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())
_DOCUMENTS = pa.schema(
    [(n, _TEXT) for n in _DOCUMENT] + [(n, _TEXT) for n in ("published", "sections", "why_not")]
    + [("read", pa.bool_()), ("sentences", pa.list_(pa.int32())), ("shingles", pa.list_(pa.list_(pa.uint32()))), ("outside", pa.uint64())]
)  # fmt: skip
_CLAIMS = pa.schema(
    [(n, _TEXT) for n in (*_CLAIM, "value", "plain", "when_form")] + [("spans", pa.list_(pa.list_(pa.int32())))]
    + [("span_start", pa.int32()), ("span_end", pa.int32()), ("origin", _TEXTS), ("chain", _TEXTS)]
)  # fmt: skip
_THINGS = pa.schema([(n, _TEXT) for n in ("id", "class", "kind", "names", "country", "of", "entry")] + [("holds", _TEXTS)])


def memory() -> duckdb.DuckDBPyConnection:
    """An empty record in memory."""
    connection = duckdb.connect(":memory:")
    record.make(connection, *record.HELD)
    return connection


def check_target(target: Path | str) -> None:
    """Refuses a target that is not a record, or a place that cannot be written to: one clear line."""
    target = Path(target)
    if target.is_dir():
        raise MahdarError(str(target), "is a folder", "give the name of a file for the record")
    if not target.parent.is_dir():
        raise MahdarError(str(target), f"the folder {target.parent} does not exist", "make it first, or choose another place")
    if target.exists():
        open_earlier(target).close()
    if not os.access(target.parent, os.W_OK):
        raise unwritable(target, PermissionError(13, "permission denied"))


def open_record(path: Path | str) -> duckdb.DuckDBPyConnection:
    """An existing record, for reading only; MahdarError where an earlier mahdar made it, whose tables were others."""
    connection = open_earlier(path)
    if not _is_of_today(connection, "current_database()"):
        connection.close()
        raise _earlier(path)
    return connection


def open_earlier(path: Path | str) -> duckdb.DuckDBPyConnection:
    """An existing record, for reading only, whichever mahdar made it: only what it was made from can be relied on."""
    path = _there(path)
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error:
        raise _not_a_record(path) from None
    if not _is_a_record(connection, "manifest"):
        connection.close()
        raise _not_a_record(path)
    return connection


def _there(path: Path | str) -> Path:
    if not Path(path).is_file():
        raise MahdarError(str(path), "there is no such record", "make one with: mahdar build FOLDER --into FILE")
    return Path(path)


def _is_a_record(connection: duckdb.DuckDBPyConnection, manifest: str) -> bool:
    try:
        return connection.execute(f"SELECT value FROM {manifest} WHERE key = 'schema'").fetchall() == [(SCHEMA,)]
    except duckdb.Error:
        return False


def _is_of_today(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether a database has all the tables of a record."""
    found = connection.execute(f"SELECT table_name FROM duckdb_tables() WHERE database_name = {database}").fetchall()
    return set(record.tables()) <= {table for (table,) in found}


def _earlier(path: Path | str) -> MahdarError:
    return MahdarError(str(path), "was made by an earlier mahdar", "bring it up to date with: mahdar build SOURCE... --into FILE")


def _not_a_record(path: Path) -> MahdarError:
    return MahdarError(str(path), f"is not a record of the form {SCHEMA}", "choose another file; this one was left as it is")


def unwritable(path: Path, fault: Exception) -> MahdarError:
    """What is said where a file cannot be written."""
    problem = getattr(fault, "strerror", None) or str(fault).splitlines()[0]
    return MahdarError(str(path), f"cannot be written: {problem}", "choose a place that can be written to")


def describe(connection: duckdb.DuckDBPyConnection, **facts: str) -> None:
    """Notes what the record is made with: `reader="0.1.0"`, `packs="..."`. They become part of the manifest."""
    rows = sorted(facts.items())
    connection.execute("DELETE FROM about WHERE key IN (SELECT unnest(?))", [[k for k, _ in rows]])
    for row in rows:
        connection.execute("INSERT INTO about VALUES (?, ?)", row)


def add_things(connection: duckdb.DuckDBPyConnection, *known: Mapping[str, dict[str, Any]]) -> None:
    """Sets what is known of the world and of processes: id -> entry, each with its `class`. A process may share its id with a place."""
    rows = [_thing_row(i, entry) for things in known for i, entry in sorted(things.items())]
    connection.execute("DELETE FROM things")
    _insert(connection, "things", {name: [row[name] for row in rows] for name in _THINGS.names}, _THINGS)


def _thing_row(thing: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: entry.get(key) for key in ("class", "kind", "country", "of")},
        "id": thing,
        "names": json_of(_names(entry)),
        "holds": sorted({h["of"] for h in entry.get("holds", []) if h.get("of")}),
        "entry": json_of({k: v for k, v in entry.items() if k not in _WORDS}),
    }


def _names(entry: dict[str, Any]) -> Any:
    """What a thing is called, by language: a process by its titles, an office by its first word where it has no name."""
    names = entry.get("names", {})
    if entry["class"] == "process":
        return entry.get("titles", names)
    return {language: words[:1] for language, words in entry.get("singular", {}).items()} | names


def json_of(value: Any) -> str:
    """Canonical JSON of anything that TOML or the model holds: days become text, structures become objects."""
    return canonical(msgspec.to_builtins(value))


def fresh(connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> Iterator[Document]:
    """Those documents that are not in the record yet, or of which something else is now known from outside."""
    known = dict(connection.execute("SELECT id, outside FROM said_documents").fetchall())
    for document in documents:
        if known.get(document.id) != (outside := _outside(document)):
            known[document.id] = outside
            yield document


def add_readings(connection: duckdb.DuckDBPyConnection, readings: Iterable[Reading]) -> int:
    """Adds readings in batches, each whole or not at all; one of a document that is there already takes the place of the earlier one.

    Returns how many documents there are now more than before.
    """
    before, readings = _documents(connection), iter(readings)
    while batch := list(itertools.islice(readings, BATCH)):
        latest = {r.document.id: r for r in batch}
        connection.execute("BEGIN")
        for table, column in (("said_documents", "id"), ("said_claims", "document"), ("compared", "document"), ("compared", "other")):
            connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [list(latest)])
        _insert(connection, "said_documents", _document_columns(list(latest.values())), _DOCUMENTS)
        insert_claims(connection, "said_claims", [c for r in latest.values() for c in r.claims])
        connection.execute("COMMIT")
    return _documents(connection) - before


def _documents(connection: duckdb.DuckDBPyConnection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM said_documents").fetchone() or (0,)
    return int(count)


def _outside(document: Document) -> int:
    """A hash of what is known of a document from outside its text."""
    values = [document.published.edtf if document.published else None, *(getattr(document, name) for name in FROM_OUTSIDE)]
    return xxhash.xxh3_64_intdigest(canonical(values).encode("utf-8", "surrogatepass"))


def insert_claims(connection: duckdb.DuckDBPyConnection, table: str, claims: list[Claim]) -> None:
    """Adds claims to a table of that form; the same claim of the same document counts once."""
    unique = {(c.document, c.id): c for c in claims}
    _insert(connection, table, _claim_columns(list(unique.values())), _CLAIMS)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, list[Any]], schema: pa.Schema) -> None:
    connection.register("arriving", pa.table(columns, schema=schema))
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving")
    connection.unregister("arriving")


def replace(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...], rows: Sequence[tuple[str | None, ...]]) -> None:
    """Makes a table of texts for the steps that follow, from rows found in Python."""
    fields = list(zip(*rows, strict=True)) or [()] * len(columns)
    connection.register("arriving", pa.table({name: pa.array(values, _TEXT) for name, values in zip(columns, fields, strict=True)}))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM arriving")
    connection.unregister("arriving")


def _document_columns(readings: list[Reading]) -> dict[str, list[Any]]:
    documents = [r.document for r in readings]
    sentences = [shingles.sentences(d) for d in documents]
    return {
        **{name: [getattr(d, name) for d in documents] for name in _DOCUMENT},
        "published": [d.published.edtf if d.published else None for d in documents],
        "sections": [json_of(d.sections) for d in documents],
        "read": [r.read for r in readings],
        "why_not": [r.why_not for r in readings],
        "sentences": [[start for start, _ in found] for found in sentences],
        "shingles": [[hashes for _, hashes in found] for found in sentences],
        "outside": [_outside(d) for d in documents],
    }


def _claim_columns(claims: list[Claim]) -> dict[str, list[Any]]:
    return {
        **{name: [getattr(c, name) for c in claims] for name in (*_CLAIM, "spans", "origin", "chain")},
        "value": [None if c.value is None else canonical(c.value) for c in claims],
        "plain": [plain(c.value) for c in claims],
        "when_form": [None if c.when is None else canonical(c.when) for c in claims],
        "span_start": [min((s for s, _ in c.spans), default=None) for c in claims],
        "span_end": [max((e for _, e in c.spans), default=None) for c in claims],
    }


def plain(value: Any) -> str | None:
    """A value as bare text: strings as they are, numbers and truth values as JSON, nothing for structures."""
    return value if isinstance(value, str) else None if value is None or isinstance(value, dict | list) else canonical(value)


def inputs_of(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A record in memory that looks into the file at `path` for its inputs, so that the steps can be run on another day."""
    connection = duckdb.connect(":memory:")
    attach(connection, path, "kept")
    for table in record.HELD:
        connection.execute(f"CREATE VIEW {table} AS FROM kept.{table}")
    (claims,) = connection.execute("SELECT count(*) FROM said_claims").fetchone() or (0,)
    if claims <= ROW_GROUP:
        connection.execute("SET threads = 1")
    return connection


def without_sensitive(path: Path | str) -> duckdb.DuckDBPyConnection:
    """A copy of the inputs without every source with a mark of sensitivity and all it says; the manifest will tell how many."""
    connection = memory()
    attach(connection, path, "kept")
    for table in record.HELD:
        connection.execute(f"INSERT INTO {table} BY NAME FROM kept.{table}")
    connection.execute("CREATE TEMP TABLE marked AS SELECT id FROM said_documents WHERE coalesce(sensitivity, '') <> ''")
    (count,) = connection.execute("SELECT count(*) FROM marked").fetchone() or (0,)
    connection.execute("DELETE FROM said_claims WHERE document IN (FROM marked)")
    connection.execute("DELETE FROM said_documents WHERE id IN (FROM marked)")
    connection.execute("DELETE FROM compared WHERE document IN (FROM marked) OR other IN (FROM marked)")
    connection.execute("DETACH kept")
    describe(connection, sensitive_left_out=str(count))
    return connection


def forget_idle_corrections(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes out corrections that act on nothing: they may tell of sources that were left out."""
    connection.execute("DELETE FROM said_corrections WHERE number IN (SELECT number FROM corrections WHERE NOT applies)")
    record.make(connection, "corrections")


def attach(connection: duckdb.DuckDBPyConnection, path: Path | str, name: str) -> None:
    """Makes the tables of an existing record readable as `name.table`; MahdarError where it is no record."""
    path = _there(path)
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
    except duckdb.Error:
        raise _not_a_record(path) from None
    if not _is_a_record(connection, f"{name}.manifest"):
        connection.execute(f"DETACH {name}")
        raise _not_a_record(path)
    if not _is_of_today(connection, f"'{name}'"):
        connection.execute(f"DETACH {name}")
        raise _earlier(path)
