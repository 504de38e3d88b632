"""The flat tables as a folder of CSV, a folder of Parquet, and a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from mahdar.showing.exports import flat
from mahdar.showing.exports.made import Made
from mahdar.showing.sheets import Table, Value, workbook


def write_csv(made: Made, folder: Path) -> None:
    """A file for each table: UTF-8 without a mark, a line of headings, values as they are. What begins with `=` is not touched."""
    _copy(made, folder, "csv", "HEADER, DELIMITER ','")


def write_parquet(made: Made, folder: Path) -> None:
    """A file for each table, with the manifest in its metadata too."""
    known = ", ".join(f"{key}: {_quoted(value)}" for key, value in made.manifest.items())
    _copy(made, folder, "parquet", f"COMPRESSION zstd, KV_METADATA {{{known}}}")


def write_xlsx(made: Made, path: Path) -> None:
    """A sheet for each table, lists in one cell, and the codebook."""
    tables = list(flat.sheets(made.connection))
    book: dict[str, Table] = {"manifest": (("key", "value"), list(made.manifest.items()))}
    for table in tables:
        rows = made.connection.execute(table.query).fetchall()
        book[table.name] = [column.name for column, _ in table.columns], [[_cell(value) for value in row] for row in rows]
    book |= {"tables": (flat.ABOUT, [(table.name, table.about) for table in tables])}
    book |= {"codebook": (flat.CODEBOOK, flat.codebook_rows(tables)), "codes": (flat.CODES, flat.code_rows())}
    path.write_bytes(workbook(book))


def _cell(value: Any) -> Value:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value


def _copy(made: Made, folder: Path, suffix: str, options: str) -> None:
    """Writes every flat table, the manifest and the codebook."""
    tables = list(flat.flat_tables(made.connection))
    for table in tables:
        _written(made, table.query, folder / f"{table.name}.{suffix}", options)
    for name, columns, rows in (
        ("manifest", ("key", "value"), list(made.manifest.items())),
        ("tables", flat.ABOUT, [(table.name, table.about) for table in tables]),
        ("codebook", flat.CODEBOOK, flat.codebook_rows(tables)),
        ("codes", flat.CODES, flat.code_rows()),
    ):
        _written(made, _values(columns, rows), folder / f"{name}.{suffix}", options)


def _written(made: Made, query: str, path: Path, options: str) -> None:
    made.connection.execute(f"COPY ({query}) TO {_quoted(str(path))} (FORMAT {path.suffix[1:]}, {options})")


def _values(columns: tuple[str, ...], rows: list[Any]) -> str:
    lines = ", ".join(f"({', '.join('NULL' if value is None else _quoted(value) for value in row)})" for row in rows)
    headings = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT * FROM (VALUES {lines}) AS t ({headings})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
