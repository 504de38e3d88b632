"""Claims in, record out: named steps over one DuckDB connection, each of which can be run and shown alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from mahdar.reconciling import keeping, store
from mahdar.reconciling.anchor import anchor, tell
from mahdar.reconciling.choose import choose
from mahdar.reconciling.families import families
from mahdar.reconciling.fates import fates
from mahdar.reconciling.same import same

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from mahdar.reconciling.anchor import Resolve


_THINGS = ("processes", "sessions", "outcomes", "statements", "tellings", "stances", "control", "commitments")
_SHOWN = (*_THINGS, "actors", "places", "events", "dyads", "gaps", "corrections", "manifest")


class Step(NamedTuple):
    """One step: its name, what it does, and the tables in which it shows."""

    name: str
    run: Callable[[duckdb.DuckDBPyConnection], None]
    tables: tuple[str, ...]


def steps(as_of: str | None = None, resolve: Resolve | None = None) -> list[Step]:
    """The steps, in order. `as_of` is a parameter of the first: everything after it sees only what was published by then."""
    return [
        Step("anchor", lambda c: anchor(c, as_of, resolve or _resolve()), ("published", "linked_claims")),
        Step("tell", tell, ("claims", "documents", "attendance", "mentions")),
        Step("families", lambda c: families(c, keep=as_of is None), ("families",)),
        Step("same", same, ("joined", "identities")),
        Step("choose", choose, ("participants", "cells", "disagreements", "behind")),
        Step("fates", lambda c: fates(c, whole=as_of is None), _SHOWN),
    ]


def reconcile(connection: duckdb.DuckDBPyConnection, as_of: str | None = None, resolve: Resolve | None = None) -> None:
    """Derives the whole record from the documents and claims in `connection`.

    Without `as_of` (an ISO day) the record stands on the latest publication day and leaves nothing out; with it, only documents
    published by that day count, and those of unknown day are left out and listed.
    """
    anchored, *middle, last = steps(as_of, resolve)
    anchored.run(connection)
    if keeping.whole(connection):
        keeping.show(connection, *(table for step in middle for table in step.tables))
    else:
        for step in middle:
            step.run(connection)
    last.run(connection)
    keeping.end(connection)


def as_of_view(path: Path | str, day: str | None, resolve: Resolve | None = None, sensitive: bool = True) -> duckdb.DuckDBPyConnection:
    """The record at `path` as it stood on `day`, in memory; `sensitive=False`: made anew without the sources that are marked."""
    connection = store.inputs_of(path) if sensitive else store.without_sensitive(path)
    reconcile(connection, day, resolve)
    if not sensitive:
        store.forget_idle_corrections(connection)
    return connection


def _resolve() -> Resolve:
    from mahdar.reading.days import resolve  # here, since the reader compiles its packs when it is imported

    return resolve
