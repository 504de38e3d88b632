"""The record in the formats of others: one file a format, one list of them, and one way to write each whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mahdar.errors import MahdarError
from mahdar.showing.exports import agenda, citations, followthemoney, graph, linked, plover, tabular, whole_record
from mahdar.showing.exports.made import Format, Made, manifest
from mahdar.showing.tables import Names
from mahdar.showing.wordless import without_words
from mahdar.writing import whole_file, whole_folder

if TYPE_CHECKING:
    import duckdb

    from mahdar.showing.words import Tongue

FORMATS = {
    found.name: found
    for found in (
        Format("json", (".json",), whole_record.write),
        Format("csv", (), tabular.write_csv),
        Format("parquet", (), tabular.write_parquet),
        Format("xlsx", (".xlsx",), tabular.write_xlsx),
        Format("plover", (".plover.jsonl", ".jsonl"), plover.write),
        Format("ftm", (".ftm.json", ".ftm"), followthemoney.write_entities),
        Format("ftm-statements", (".statements.csv",), followthemoney.write_statements),
        Format("jsonld", (".jsonld",), linked.write),
        Format("ics", (".ics",), agenda.write),
        Format("gexf", (".gexf",), graph.write),
        Format("csl", (".csl.json", ".csl"), citations.write),
    )
}


def export(
    connection: duckdb.DuckDBPyConnection, target: Path | str, form: str | None = None, text: bool = True, tongue: Tongue = "en"
) -> None:
    """Writes the record to `target`, in the form named or that of its suffix; `text=False` leaves the words of the sources out."""
    chosen, target = format_of(target, form), Path(target)
    with without_words(connection) if not text else connection.cursor() as shown:
        made = Made(shown, Names(shown, tongue), manifest(shown, chosen.name, text), text)
        with whole_file(target) if chosen.suffixes else whole_folder(target) as partial:
            chosen.write(made, partial)


def format_of(target: Path | str, form: str | None = None) -> Format:
    """The format asked for, else the one that the longest suffix of the target names."""
    if form is not None and form not in FORMATS:
        raise MahdarError(repr(form), "is no format", f"choose one of {', '.join(FORMATS)}")
    name = Path(target).name.lower()
    fitting = [(len(suffix), found) for found in FORMATS.values() for suffix in found.suffixes if name.endswith(suffix)]
    if form is None and not fitting:
        raise MahdarError(str(target), "its name does not say which format it is", f"choose one with --format: {', '.join(FORMATS)}")
    return FORMATS[form] if form else max(fitting, key=lambda one: one[0])[1]
