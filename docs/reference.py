"""The reference, as Markdown made from the code: commands, formats of export, keys of the JSON, codebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from mahdar import record
from mahdar.cli import commands
from mahdar.showing import codebook
from mahdar.showing.export import export_json
from mahdar.showing.exports import FORMATS

if TYPE_CHECKING:
    import duckdb

_KINDS = {str: "text", int: "number", float: "number", bool: "yes or no", list: "list", dict: "object"}
# Keys that hold objects: the table whose columns their keys are, and what they hold where no column says it.
_INSIDE = {
    "sections": ("sections", "the parts of the text"),
    "participants": ("participants", "who took part"),
    "cells": ("cells", "by field: every value that a source gives, with its evidence"),
    "tellings": ("tellings", "where sources tell it"),
    "made": ("tellings", "where sources tell that it was made"),
    "settled_by": ("tellings", "what settled it"),
    "values": ("disagreements", "the values that cannot both be true"),
}
_ALSO = {
    "from": "what an inferred claim came from",
    "span": "first character, and the one after the last",
    "published": "its own day, where it is not that of the source",
}


def pages(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every page of the reference by its name; the keys are those of the record of the sample."""
    return {
        "commands": "\n".join(_commands()),
        "formats": "\n".join(_formats()),
        "json": "\n".join(_json(export_json(connection))),
        "codebook": codebook.markdown(codebook.codebook()),
    }


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """A table of Markdown, and an empty line after it."""
    yield f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |"
    yield ""


def _commands() -> Iterator[str]:
    yield "# Commands\n\n`mahdar COMMAND --help` shows what stands here; `mahdar --words ar COMMAND` prints headings in Arabic.\n"
    for command in commands.commands.values():
        yield from _command(command, click.Context(commands, info_name="mahdar"), 2)


def _command(command: click.Command, above: click.Context, level: int) -> Iterator[str]:
    """A command with its arguments and options; of a group, its commands below it."""
    context = click.Context(command, info_name=command.name, parent=above)
    options = [_option(found) for found in (p.get_help_record(context) for p in command.get_params(context)) if found]
    yield f"{'#' * level} {context.command_path}\n"
    yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
    yield f"{_plain(command.help or '')}\n"
    yield from _table(("option", "what it does"), [row for row in options if row[1] and "--help" not in row[0]])
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _command(inner, context, level + 1)


def _option(found: tuple[str, str]) -> tuple[str, str]:
    return f"`{found[0]}`", _plain(found[1])


def _plain(text: str) -> str:
    """A help text as Markdown: what it has of signs stands for itself."""
    return text.replace("[", "\\[").replace("*", "\\*").replace("<", "&lt;")


def _formats() -> Iterator[str]:
    yield "# Formats of export\n\n`mahdar export RECORD TARGET` takes the format that the name of TARGET ends in; `--format` names it.\n"
    rows = [(f"`{f.name}`", ", ".join(f"`{s}`" for s in f.suffixes) or "a folder", _first(f.write.__doc__)) for f in FORMATS.values()]
    yield from _table(("format", "TARGET ends in", "what it is"), rows)


def _first(text: str | None) -> str:
    return (text or "").partition("\n")[0]


def _json(exported: dict[str, Any]) -> Iterator[str]:
    yield "# Keys of the JSON\n\n`mahdar export RECORD x.json` writes one object. `null` means that no source says it.\n"
    yield from _table(("key", "holds"), [(f"`{key}`", _holds(key, value)) for key, value in exported.items()])
    for table, rows in exported.items():
        if isinstance(rows, list):
            yield f"## {table}\n\n{record.about(table)}\n"
            yield from _table(("key", "kind", "meaning"), list(_keys(table, rows)))


def _holds(key: str, value: Any) -> str:
    return f"[a list](#{key})" if isinstance(value, list) else _kind([value])


def _keys(table: str, rows: list[dict[str, Any]], before: str = "") -> Iterator[tuple[str, str, str]]:
    """The keys of a list of objects, each with the keys of the objects in it; those of a table, where the sample has no row of it."""
    known = {name: column.meaning for name, column in record.columns(table).items()}
    for key in dict.fromkeys(key for row in rows for key in row) or known:
        values = [row[key] for row in rows if row.get(key) is not None]
        inside, about = _INSIDE.get(key, ("", _ALSO.get(key, "")))
        yield f"`{before}{key}`", _kind(values), known.get(key, about)
        yield from _keys(inside, list(_objects(values)), f"{before}{key}.") if inside and any(_objects(values)) else ()


def _objects(values: list[Any]) -> Iterator[dict[str, Any]]:
    """All objects in lists, and in lists by name."""
    for value in values:
        for some in value.values() if isinstance(value, dict) else [value]:
            yield from (one for one in some if isinstance(one, dict)) if isinstance(some, list) else ()


def _kind(values: list[Any]) -> str:
    return " or ".join(sorted({_KINDS[type(value)] for value in values})) or "null"
