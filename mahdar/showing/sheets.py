"""Sheets: tables in CSV and XLSX, in which every value is text, nothing is run as a formula, and `2017-01` stays what it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mahdar.errors import MahdarError
from mahdar.showing.citing import link
from mahdar.showing.terminal import safe

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None
Table = tuple[Sequence[str], Sequence[Sequence[Value]]]  # headings, and rows of as many values
KINDS = (".csv", ".xlsx")
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767  # of a sheet; of a cell
_WIDEST, _LOOKED_AT = 60, 500  # characters of a column; rows that its width is taken from
_LONGEST_LINK, _LINKED_ROWS = 2_079, 32_000  # characters; a sheet holds 65,530 links: two in each of so many rows
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_NO_CLOCK = datetime(1980, 1, 1)  # the day that zip files begin with


def write_sheets(path: Path, tables: Mapping[str, Table]) -> None:
    """Writes tables to one XLSX file, or to a CSV file each: the first at `path`, the others with their name before the suffix.

    Raises MahdarError where a file is there already, since a sheet may have been filled in, or where the suffix is another.
    """
    if path.suffix not in KINDS:
        raise MahdarError(str(path), "is no kind of sheet", f"end its name in {' or '.join(KINDS)}")
    files = {path: tables} if path.suffix == ".xlsx" else {_beside(path, name, k): {name: t} for k, (name, t) in enumerate(tables.items())}
    for file in files:
        if file.exists():
            raise MahdarError(str(file), "is there already, and may have been filled in", "choose another name")
    try:
        for file, some in files.items():
            file.write_bytes(workbook(some)) if file.suffix == ".xlsx" else _write_csv(file, *some.values())
    except OSError as fault:
        raise MahdarError(str(path), f"cannot be written: {fault.strerror}", "choose a place that can be written to") from None


def _beside(path: Path, name: str, place: int) -> Path:
    return path.with_suffix(f".{name}{path.suffix}") if place else path


def _write_csv(path: Path, table: Table) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # with a mark, since spreadsheets take UTF-8 for Latin without it
        writer = csv.writer(file)
        writer.writerow(table[0])
        writer.writerows(table[1])


def workbook(tables: Mapping[str, Table]) -> bytes:
    """Tables as an XLSX workbook, the same bytes for the same tables: texts stay texts, and addresses of the web can be followed.

    Raises MahdarError where a table has more rows than a sheet can hold.
    """
    import xlsxwriter

    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, _INERT) as book:
        book.set_properties({"created": _NO_CLOCK})
        formats = {
            str: book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            int: book.add_format({"valign": "top"}),
            "link": book.add_format({"num_format": "@", "valign": "top", "font_color": "blue", "underline": 1}),
            "head": book.add_format({"bold": True, "num_format": "@"}),
        }
        for name, table in tables.items():
            if len(table[1]) >= MOST_ROWS:
                raise MahdarError(name, f"has {len(table[1])} rows, and a sheet holds {MOST_ROWS}", "choose csv or parquet")
            _fill(book.add_worksheet(name), table, formats)
    return whole.getvalue()


def _fill(sheet: Worksheet, table: Table, formats: Mapping[Any, Any]) -> None:
    headings, rows = table
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    for k, heading in enumerate(headings):
        longest = max([len(heading), *(len(str(row[k])) for row in rows[:_LOOKED_AT])])
        sheet.set_column(k, k, min(longest + 2, _WIDEST), formats[str])
        sheet.write_string(0, k, heading, formats["head"])
    for number, row in enumerate(rows, 1):
        for k, value in enumerate(row):
            _put(sheet, number, k, value, formats)


def _put(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[Any, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, formats[int])
        return
    text = value if value.isprintable() else safe(value)
    text = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    if row <= _LINKED_ROWS and text[:4].lower() == "http" and len(text) <= _LONGEST_LINK and link(text):
        sheet.write_url(row, column, text, formats["link"], text)
    else:
        sheet.write_string(row, column, text, formats[str])


def read_sheets(path: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each table of a file that `write_sheets` wrote, by heading; of CSV files the first is named after nothing: `""`."""
    if not path.is_file():
        raise MahdarError(str(path), "there is no such file", "check the path")
    try:
        return _read_xlsx(path) if path.suffix == ".xlsx" else _read_csv(path)
    except Exception as fault:  # each library has faults of its own
        raise MahdarError(str(path), f"cannot be read as a sheet: {fault}", "save it as CSV (UTF-8) or XLSX") from None


def _read_csv(path: Path) -> dict[str, list[dict[str, str]]]:
    others = {p.name.removeprefix(f"{path.stem}.").removesuffix(".csv"): p for p in path.parent.glob(f"{path.stem}.*.csv")}
    return {name: _csv_rows(file) for name, file in {"": path, **others}.items()}


def _csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline(), delimiters=",;\t")  # a spreadsheet may have saved it with its country's separator
        file.seek(0)
        return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file, dialect=dialect)]


def _read_xlsx(path: Path) -> dict[str, list[dict[str, str]]]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {
        name: [dict(zip(map(str, rows[0]), map(_text, row), strict=False)) for row in rows[1:]] for name, rows in sheets.items() if rows
    }


def _text(value: object) -> str:
    """A cell as text: a whole number that a spreadsheet made of it is one again."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
