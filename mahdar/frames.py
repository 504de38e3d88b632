"""A table of a record for Arrow, pandas and polars. The last two need not be installed."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from mahdar.errors import MahdarError

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow as pa


class Table:
    """A table of an open record, read when it is asked for; whatever takes Arrow streams takes it as it is."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self._connection, self.name = connection, name

    def to_arrow(self) -> pa.Table:
        """As an Arrow table; lists are lists."""
        return self._connection.cursor().table(self.name).to_arrow_table()

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame; days are `datetime64`."""
        self._need("pandas")
        found: pandas.DataFrame = self.to_arrow().to_pandas(date_as_object=False)
        return found

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame."""
        found: polars.DataFrame = self._need("polars").from_arrow(self.to_arrow())
        return found

    def _need(self, library: str) -> Any:
        try:
            return importlib.import_module(library)
        except ImportError:
            raise MahdarError(f"record.{self.name}.to_{library}()", f"{library} is not installed", f"pip install {library}") from None

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        (count,) = self._connection.cursor().execute(f"SELECT count(*) FROM {self.name}").fetchone() or (0,)
        return int(count)

    def __repr__(self) -> str:
        return f"<table {self.name} of {len(self)} rows: .to_pandas(), .to_polars(), .to_arrow()>"
