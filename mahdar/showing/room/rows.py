"""A listing with its rows numbered in their order, in memory beside the record: a page of it is taken by number and not worked out anew.

What filters ask about is a table of DuckDB. The rows themselves are a column of Arrow with one text of JSON each: DuckDB reads two thousand
rows with all their columns to give twenty-five of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from mahdar.showing import listings
from mahdar.showing.listings import ELSEWHERE, FOUND, LISTINGS, Row

if TYPE_CHECKING:
    import duckdb

# The columns that are asked about besides those of the filters.
_ASKED = frozenset({"id", "subject", "kind", "cell", "date_start", "date_end", "told", "sources"})


class Rows:
    """All rows of a listing. `listing` is that listing as a table, for other queries; `columns` are those of a row, in their order.

    `called` are the ids that have a name, by that name in small letters.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, called: Mapping[str, Sequence[str]]) -> None:
        known = LISTINGS[name]
        kinds = {column: kind for column, kind, *_ in connection.execute(f"DESCRIBE {known.query()}").fetchall()}
        self.columns = list(kinds)
        self._days = [column for column, kind in kinds.items() if kind == "DATE"]
        made = connection.sql(_whole(known, self.columns)).to_arrow_table()
        self._rows: pa.ChunkedArray = made["row"]
        table, numbers = f"held.{name}", pa.array(range(1, made.num_rows + 1), pa.int32())
        connection.register("made", made.drop_columns(["row"]).append_column("n", numbers))
        connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM made")
        connection.unregister("made")
        self.listing = known._replace(things=table, called=called)

    def page(
        self,
        connection: duckdb.DuckDBPyConnection,
        wanted: Mapping[str, str],
        first: int = 0,
        most: int | None = None,
        among: pa.Array | None = None,
    ) -> tuple[list[Row], int]:
        """The rows that fit every filter in `wanted`, from the row numbered `first` (from 0) on, and how many fit in all.

        With `most`, no more than that many rows; with `among`, only rows of these numbers (from 1).
        """
        found = self._fitting(connection, wanted, among)
        numbers = found[first : None if most is None else first + most]
        return [self._row(n) for n in (numbers if isinstance(numbers, range) else numbers.to_pylist())], len(found)

    def _fitting(self, connection: duckdb.DuckDBPyConnection, wanted: Mapping[str, str], among: pa.Array | None) -> range | pa.Array:
        """The numbers of the rows that fit, in their order."""
        if not wanted:
            return range(1, len(self._rows) + 1) if among is None else among
        relation, bound = listings.fitting(connection, self.listing, wanted)
        found = connection.cursor().sql(f"SELECT n FROM {relation}", params=bound).to_arrow_table()["n"].combine_chunks()
        return found if among is None else among.filter(pc.is_in(among, value_set=found))

    def _row(self, number: int) -> Row:
        row: Row = msgspec.json.decode(self._rows[number - 1].as_py())
        return row | {day: date.fromisoformat(row[day]) for day in self._days if row[day]}


def _whole(listing: listings.Listing, columns: Sequence[str]) -> str:
    """The rows of a listing in their order: what is asked about, what a filter looks for elsewhere, and the whole as `row`."""
    elsewhere = {FOUND.format(option): ELSEWHERE[listing.filters[option]] for option in listing.elsewhere()}
    asked = [f't."{column}"' for column in ("told", *columns) if column in _ASKED.union(listing.filters.values())]
    joins = "".join(
        f" LEFT JOIN (SELECT thing, list(DISTINCT lower(value)) AS {found} FROM {values} GROUP BY thing) {found} ON {found}.thing = t.id"
        for found, values in elsewhere.items()
    )
    whole = ", ".join(f'"{column}" := t."{column}"' for column in columns)
    return f"""SELECT {", ".join([*asked, *(f"{found}.{found}" for found in elsewhere)])}, to_json(struct_pack({whole}))::VARCHAR AS row
      FROM ({listing.joined(f"FROM {listing.relation()}")}) t{joins} ORDER BY {listing.order}"""
