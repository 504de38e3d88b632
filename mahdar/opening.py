"""Opens a record: its tables, why a cell says what it says, and the export of it all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mahdar import record
from mahdar.errors import MahdarError
from mahdar.frames import Table
from mahdar.reconciling import as_of_view, store
from mahdar.showing.why import Answer, why
from mahdar.writing import whole_file

if TYPE_CHECKING:
    import duckdb


def open_record(path: Path | str, as_of: str | None = None, sensitive: bool = True) -> Record:
    """The record at `path`; with `as_of` (YYYY-MM-DD), as it stood on that day; without what is `sensitive`, as if it had not been read."""
    day = iso_day(as_of) if as_of else None
    return Record(as_of_view(path, day, sensitive=sensitive) if day or not sensitive else store.open_record(path))


def iso_day(value: str) -> str:
    """The day as YYYY-MM-DD, or MahdarError."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise MahdarError(repr(value), "is no day", "write it as YYYY-MM-DD") from None


class Record:
    """An open record. Each table is an attribute: `record.sessions.to_pandas()`, `.to_polars()`, `.to_arrow()`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
        return record.tables()

    def __getattr__(self, name: str) -> Table:
        if name.startswith("_") or name not in record.tables():
            raise AttributeError(f"the record has no table {name!r}; it has {', '.join(record.tables())}")
        return Table(self.connection, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def why(self, cell: str) -> Answer:
        """Why a cell (`"astana-round-21.dates"`) says what it says: candidates, independent sources, lines with the words marked."""
        return why(self.connection, cell)

    def export(self, target: Path | str, form: str | None = None, text: bool = True) -> None:
        """Writes the record to `target` in a format of `mahdar export`; `text=False` leaves the words of the sources out."""
        from mahdar.showing.exports import export  # here, since no other verb needs the formats

        export(self.connection, target, form, text)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def write_whole(path: Path | str, content: str | bytes) -> None:
    """Writes a file whole or not at all."""
    with whole_file(path) as partial:
        partial.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
