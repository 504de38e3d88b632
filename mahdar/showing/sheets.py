"""Sheets: tables in CSV and XLSX, in which every value is text, nothing is run as a formula, and `2017-01` stays what it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

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
MANY = 1_000  # rows of a sheet without addresses, from which on the library is too slow for them: it takes 14 microseconds for a cell
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_BLANK = re.compile(r'<row [^>]*><c r="[A-Z]+[0-9]+" s="([0-9]+)"/></row>')  # the last cell of a sheet whose rows are put in later
_STYLE = re.compile(r'<col [^>]*style="([0-9]+)"')  # of its columns
_UNESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")  # what would be read as one character
_AS_IT_IS = r"_x005F\g<0>"
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

    made, many = io.BytesIO(), {}
    with xlsxwriter.Workbook(made, _INERT) as book:
        book.set_properties({"created": _NO_CLOCK})
        formats = {
            str: book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            int: book.add_format({"valign": "top"}),
            "link": book.add_format({"num_format": "@", "valign": "top", "font_color": "blue", "underline": 1}),
            "head": book.add_format({"bold": True, "num_format": "@"}),
        }
        for place, (name, table) in enumerate(tables.items(), 1):
            if len(table[1]) >= MOST_ROWS:
                raise MahdarError(name, f"has {len(table[1])} rows, and a sheet holds {MOST_ROWS}", "choose csv or parquet")
            sheet = book.add_worksheet(name)
            _head(sheet, table, formats)
            if len(table[1]) < MANY or _has_address(table):
                _fill(sheet, table, formats)
            else:
                many[f"xl/worksheets/sheet{place}.xml"] = table
                sheet.write_blank(len(table[1]), len(table[0]) - 1, None, formats[int])  # the last cell tells how large the sheet is
    return _with_rows(made, many) if many else made.getvalue()


def _head(sheet: Worksheet, table: Table, formats: Mapping[Any, Any]) -> None:
    """The headings, and columns as wide as what is in them."""
    headings, rows = table
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    for k, heading in enumerate(headings):
        longest = max([len(heading), *(len(str(row[k])) for row in rows[:_LOOKED_AT])])
        sheet.set_column(k, k, min(longest + 2, _WIDEST), formats[str])
        sheet.write_string(0, k, heading, formats["head"])


def _has_address(table: Table) -> bool:
    return any(isinstance(value, str) and value[:4].lower() == "http" for row in table[1][:_LINKED_ROWS] for value in row)


def _fill(sheet: Worksheet, table: Table, formats: Mapping[Any, Any]) -> None:
    for number, row in enumerate(table[1], 1):
        for k, value in enumerate(row):
            _put(sheet, number, k, value, formats)


def _put(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[Any, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, formats[int])
        return
    text = _cell_text(value)
    if row <= _LINKED_ROWS and text[:4].lower() == "http" and len(text) <= _LONGEST_LINK and link(text):
        sheet.write_url(row, column, text, formats["link"], text)
    else:
        sheet.write_string(row, column, text, formats[str])


def _cell_text(value: str) -> str:
    """A text as a cell may hold it."""
    text = value if value.isprintable() else safe(value)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _with_rows(made: io.BytesIO, many: Mapping[str, Table]) -> bytes:
    """The workbook with the rows of its large sheets, by the names of their parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(made) as without, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as book:
        for part in without.infolist():
            content = without.read(part)
            with book.open(copy(part), "w") as written:
                if part.filename not in many:
                    written.write(content)
                    continue
                begin, blank, end = _BLANK.split(content.decode())
                style = _STYLE.search(begin)
                written.write(begin.encode())
                for lines in _lines(many[part.filename], style[1] if style else "0", blank):
                    written.write(lines.encode())
                written.write(end.encode())
    return whole.getvalue()


def _lines(table: Table, of_text: str, of_number: str) -> Iterator[str]:
    """The rows as a part of a workbook has them, in the styles of a text and of a number: strings within their cells."""
    from xlsxwriter.utility import xl_col_to_name

    letters = [xl_col_to_name(k) for k in range(len(table[0]))]
    for number, row in enumerate(table[1], 2):
        known = ((letter, value) for letter, value in zip(letters, row, strict=True) if value is not None and value != "")
        cells = (f'<c r="{letter}{number}" {_content(value, of_text, of_number)}</c>' for letter, value in known)
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _content(value: str | float, of_text: str, of_number: str) -> str:
    """What a cell holds."""
    if isinstance(value, int | float):
        return f's="{of_number}"><v>{value:.16G}</v>'
    text = _cell_text(value)
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f's="{of_text}" t="inlineStr"><is><t{space}>{escape(_UNESCAPED.sub(_AS_IT_IS, text))}</t></is>'


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
