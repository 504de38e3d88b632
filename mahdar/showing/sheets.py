"""Sheets: tables in CSV and XLSX, in which every value is text, nothing is run as a formula, and `2017-01` stays what it is."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from mahdar.errors import MahdarError

Table = tuple[Sequence[str], Sequence[Sequence[str]]]  # headings, and rows of as many texts
KINDS = (".csv", ".xlsx")
_WIDEST = 60  # characters of a column


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
            _write_xlsx(file, some) if file.suffix == ".xlsx" else _write_csv(file, *some.values())
    except OSError as fault:
        raise MahdarError(str(path), f"cannot be written: {fault.strerror}", "choose a place that can be written to") from None


def _beside(path: Path, name: str, place: int) -> Path:
    return path.with_suffix(f".{name}{path.suffix}") if place else path


def _write_csv(path: Path, table: Table) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # with a mark, since spreadsheets take UTF-8 for Latin without it
        writer = csv.writer(file)
        writer.writerow(table[0])
        writer.writerows(table[1])


def _write_xlsx(path: Path, tables: Mapping[str, Table]) -> None:
    import xlsxwriter

    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), texts) as book:
        head, cell = book.add_format({"bold": True}), book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, (headings, rows) in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for k, heading in enumerate(headings):
                longest = max([len(heading), *(len(row[k]) for row in rows)])
                sheet.set_column(k, k, min(longest + 2, _WIDEST), cell)
            for number, row in enumerate([headings, *rows]):
                for k, value in enumerate(row):
                    sheet.write_string(number, k, value, cell if number else head)


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
