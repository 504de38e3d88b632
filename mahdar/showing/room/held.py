"""What a record is asked for again and again, in memory beside it: a page of it is read and not worked out anew.

Each is made when it is first asked for. They hold nothing that the record does not.
"""

from __future__ import annotations

import contextlib
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from mahdar.showing import listings
from mahdar.showing.room.prepared import TABLES
from mahdar.showing.room.rows import Rows
from mahdar.showing.room.search import Index

if TYPE_CHECKING:
    from collections.abc import Callable

_CALLED = "SELECT name, list(DISTINCT lower(id)) FROM (SELECT lower(unnest(names ->> '$.*[*]')) AS name, id FROM things) GROUP BY name"
Made = TypeVar("Made")


class Held:
    """What is held of one record, each made once, whoever asks; `connect` gives a connection to the record."""

    def __init__(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._connect = connect
        self._at_work = [connect().execute("ATTACH IF NOT EXISTS ':memory:' AS held (READ_WRITE)")]
        self._stopped = False
        self._making = {name: threading.Lock() for name in (*listings.LISTINGS, *TABLES, "called", "words")}
        self._made: dict[str, Any] = {}

    def listing(self, name: str) -> Rows:
        """The rows of a listing."""
        return self._once(name, lambda: Rows(self._cursor(), name, self._called()))

    def table(self, name: str) -> str:
        """One of the tables that are prepared."""
        self._once(name, lambda: self._cursor().execute(TABLES[name]))
        return f"held.{name}"

    def words(self) -> Index:
        """The words of the statements, to be searched."""
        said = self.listing("statements").listing.things
        return self._once("words", lambda: Index(self._cursor(), said))

    def _called(self) -> dict[str, list[str]]:
        """The ids of things by their names in any language, all in small letters."""
        return self._once("called", lambda: dict(self._cursor().execute(_CALLED).fetchall()))

    def all(self) -> None:
        """Everything, before anybody asks, unless that is stopped."""
        makings: list[Callable[[], object]] = [partial(self.table, name) for name in TABLES]
        makings += [partial(self.listing, name) for name in listings.LISTINGS]
        with contextlib.suppress(duckdb.InterruptException):
            for make in (*makings, self.words):
                if self._stopped:
                    return
                make()

    def stop(self) -> None:
        """Makes nothing more ready; what is being made is given up."""
        self._stopped = True
        for connection in list(self._at_work):
            connection.interrupt()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        self._at_work.append(self._connect())
        return self._at_work[-1]

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        with self._making[name]:
            if name not in self._made:
                self._made[name] = make()
            made: Made = self._made[name]
            return made
