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
from mahdar.showing.room.rows import Rows
from mahdar.showing.room.search import Index

if TYPE_CHECKING:
    from collections.abc import Callable

# The values of the fields on which reports conflict, in the order of a page, with one claim of each of their sources: those that say just
# this before those of a vaguer value that fits. `place` is the row of a claim among the claims.
_VERSIONS = """CREATE OR REPLACE TABLE held.versions AS
WITH said AS (SELECT d.* EXCLUDE (claims), d.value ->> '$.actor' AS about, unnest(d.claims) AS claim FROM disagreements d),
heard AS (
  SELECT s.* EXCLUDE (claim), c.family, min(r.date_start) AS told, bool_and(c.value <> s.value AND s.cell <> 'participant') AS vaguer,
    first(c.rowid ORDER BY c.value <> s.value, r.date_start NULLS LAST, c.document, c.span_start) AS place
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.subject JOIN documents r ON r.id = c.document
  WHERE list_contains(s.families, c.family) GROUP BY ALL
), valued AS (
  SELECT * EXCLUDE (family, told, vaguer, place),
    list({family: family, vaguer: vaguer, place: place} ORDER BY vaguer, told NULLS LAST, family) AS voices
  FROM heard GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY subject, kind, cell, class, about, chosen DESC, backing DESC, value) AS n, * FROM valued ORDER BY n"""
# Of each promise one claim of every source that settled it: the day, where that is told.
_SETTLED = """CREATE OR REPLACE TABLE held.settled AS
WITH settling AS (SELECT id, unnest(settled_by) AS claim FROM commitments),
of_source AS (
  SELECT s.id, d.date_start, d.id AS document, first(c.rowid ORDER BY c.cell <> 'dates', c.span_start, c.id) AS place
  FROM settling s JOIN claims c ON c.id = s.claim JOIN documents d ON d.id = c.document GROUP BY ALL
)
SELECT id, list(place ORDER BY date_start NULLS LAST, document) AS claims FROM of_source GROUP BY id"""
_TABLES = {"versions": _VERSIONS, "settled": _SETTLED}


_CALLED = "SELECT name, list(DISTINCT lower(id)) FROM (SELECT lower(unnest(names ->> '$.*[*]')) AS name, id FROM things) GROUP BY name"
Made = TypeVar("Made")


class Held:
    """What is held of one record, each made once, whoever asks; `connect` gives a connection to the record."""

    def __init__(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._connect = connect
        self._at_work = [connect().execute("ATTACH IF NOT EXISTS ':memory:' AS held (READ_WRITE)")]
        self._stopped = False
        self._making = {name: threading.Lock() for name in (*listings.LISTINGS, *_TABLES, "called", "words")}
        self._made: dict[str, Any] = {}

    def listing(self, name: str) -> Rows:
        """The rows of a listing."""
        return self._once(name, lambda: Rows(self._cursor(), name, self._called()))

    def table(self, name: str) -> str:
        """The table `versions` or `settled`."""
        self._once(name, lambda: self._cursor().execute(_TABLES[name]))
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
        makings: list[Callable[[], object]] = [partial(self.listing, name) for name in listings.LISTINGS]
        makings += [partial(self.table, name) for name in _TABLES]
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
