"""The codebook: every table and column of the record, from the headers of their SQL files, with the closed lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mahdar import __version__, record

INTRODUCTION = """\
One row per thing in each table; text in the languages of the sources. What a value rests on is in `cells` and `claims`: every value has
its claims, every claim its characters in a source.

- **Missing.** `null` means that no source says it, and an empty list that no source names any, unless the column says otherwise. Silence is
  never a fact: nothing is filled in.
- **Days.** Beside every EDTF value (ISO 8601-2) stand `date_start`, `date_end` and `date_precision`. Days are Gregorian. A value with a
  slash lasted those days; a bare month or a value in brackets was some time within; `XXXX` is a year that no source tells.
- **Independent sources.** `backing` counts shared origins (`families`), never documents.
- **Identifiers.** Ids of the record are readable and stable; those of others (ISO, GeoNames, Wikidata, Gleditsch-Ward) are given only
  where they were checked.
"""
_MISSING = {"list": "[]: none", "value": "null: no source says it"}
_UNITS = (
    ("DATE", "day (ISO 8601)"),
    ("(EDTF)", "EDTF (ISO 8601-2)"),
    ("(JSON)", "JSON"),
    ("canonical JSON", "JSON"),
    ("ISO 3166-1", "ISO 3166-1"),
)
Row = dict[str, Any]


def codebook() -> Row:
    """The whole codebook: `tables`, each with its `columns` and what it is `made_from`, and `codes`."""
    types = _types()
    return {
        "schema": "mahdar-codebook/1",
        "version": __version__,
        "tables": [_table(table, types[table]) for table in record.tables()],
        "codes": record.codes(),
    }


def _types() -> dict[str, dict[str, str]]:
    """Table -> column -> type, of a record of nothing."""
    from mahdar.reconciling import reconcile, store  # here, since only the codebook needs a record of its own

    with store.memory() as connection:
        reconcile(connection)
        columns = {table: connection.execute(f"DESCRIBE {table}").fetchall() for table in record.tables()}
    return {table: {name: kind for name, kind, *_ in rows} for table, rows in columns.items()}


def _table(table: str, types: dict[str, str]) -> Row:
    known = record.columns(table) or record.columns("said_claims")  # linked_claims has the same ones
    return {
        "table": table,
        "about": record.about(table),
        "made_from": _made_from(table),
        "columns": [described(known[name], kind) for name, kind in types.items()],
    }


def described(column: record.Column, kind: str) -> Row:
    """A column of a type as the codebook has it."""
    unit = column.unit or next((unit for sign, unit in _UNITS if sign in (kind, column.meaning) or sign in column.meaning), None)
    missing = {"never": "never missing"}.get(
        column.null or "", f"null: {column.null}" if column.null else _MISSING["list" if "[]" in kind else "value"]
    )
    found = {"column": column.name, "type": kind, "meaning": column.meaning, "unit": unit, "codes": column.codes, "missing": missing}
    return {key: value for key, value in found.items() if value is not None}


def _made_from(table: str) -> list[str]:
    """The tables of the record that a table is made from; none for what comes from outside."""
    if table in record.INPUTS:
        return []
    body = "\n".join(line for line in record.sql(table).splitlines() if not line.startswith("--"))
    named = set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", body))
    return sorted((named & set(record.tables())) - {table})


def markdown(found: Row) -> str:
    """The codebook as Markdown."""
    return "\n".join(["# Codebook", "", f"Mahdar {found['version']}.", "", INTRODUCTION, *_tables(found), *_codes(found)])


def _tables(found: Row) -> Iterator[str]:
    yield "## Tables\n"
    for table in found["tables"]:
        source = f" Made from {', '.join(table['made_from'])}." if table["made_from"] else ""
        yield f"### {table['table']}\n\n{table['about']}{source}\n"
        yield "| column | type | meaning | unit or codes | missing |\n|---|---|---|---|---|"
        for column in table["columns"]:
            values = f"[{column['codes']}](#codes-{column['codes']})" if "codes" in column else column.get("unit", "")
            cells = (f"`{column['column']}`", column["type"], column["meaning"], values, column["missing"])
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        yield ""


def _codes(found: Row) -> Iterator[str]:
    yield "## Codes\n"
    for name, codes in found["codes"].items():
        yield f'### <a id="codes-{name}"></a>{name}\n\n| code | meaning |\n|---|---|'
        yield from (f"| `{code}` | {meaning} |" for code, meaning in codes.items())
        yield ""
