"""The record as JSON (`mahdar-record/1`) and one reading as JSON (`mahdar-reading/1`). Nothing is computed here.

The same record gives the same bytes: rows come in a fixed order and no clock is asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import duckdb

    from mahdar.model import Claim, Reading

Row = dict[str, Any]

_TEXTS = {  # table -> its columns, in the order of the schema
    "documents": "id, path, url, archived_url, sha256, retrieved_at, outlet, title, language, read, published, published_basis, sections, family, copy_of, date_start, date_end, date_precision",
    "actors": "id, kind, names, wikidata, iso2, iso3, gwno",
    "places": "id, names, country, lat, lon, geonames",
    "processes": "id, names, began, rounds_before, date_start, date_end, date_precision",
    "sessions": "id, process, kind, number, dates, part, date_start, date_end, date_precision, city, country, venue, margins_of, status, outcomes",
    "outcomes": "id, kind, title, session, dates, date_start, date_end, date_precision, in_force, signatories, symbol",
    "statements": 'id, speaker, office, "of", "by", addressee, target, act, dates, date_start, date_end, date_precision, occasion',
    "commitments": 'id, "by", what, session, due, part, date_start, date_end, date_precision, place, condition, fate, fate_reason, settled_by',
    "control": "id, place, actor, from_actor, change, dates, date_start, date_end, date_precision",
    "families": "id, reason, members",
    "gaps": "process, what, because, searched",
}
_CLAIMS = 'id, document, spans, subject, thing, kind, cell, value, basis, origin AS "from", modality, chain, family, pattern'
_JSON = frozenset({"names", "sections", "value"})
_TELLING = {"statement": ("document", "span", "spans", "text", "mode", "chain"), "control": ("document", "span", "chain"), "commitment": ("document", "span")}


def export_json(connection: duckdb.DuckDBPyConnection, text: bool = True) -> Row:
    """The whole record in the form `mahdar-record/1`; `text=False` leaves the words of the sources out."""
    tables = {name: _rows(connection, f"SELECT {columns} FROM {name}") for name, columns in _TEXTS.items()}
    manifest = {key: _fact(value) for key, value in connection.execute("SELECT key, value FROM manifest ORDER BY key").fetchall()}
    tables["claims"] = _rows(connection, f"SELECT {_CLAIMS} FROM claims ORDER BY document, span_start, id")
    tables["disagreements"] = _disagreements(connection)
    tables["stances"] = []
    _add_participants(connection, tables["sessions"])
    _add_cells(connection, tables)
    _add_tellings(connection, tables, text)
    _add_settled_by(tables)
    order = [*list(_TEXTS)[:8], "stances", "control", "families", "disagreements", "gaps", "claims"]
    return {"schema": "mahdar-record/1", "as_of": manifest.get("as_of"), "manifest": manifest, **{name: tables[name] for name in order}}


def dumps(exported: Row) -> str:
    """The one spelling of an export: native letters, one space of indent, a newline at the end."""
    return json.dumps(exported, ensure_ascii=False, indent=1) + "\n"


def reading_json(reading: Reading) -> Row:
    """One reading in the form `mahdar-reading/1`: the keys of a record with local ids, and the dates."""
    things: dict[str, dict[str, Row]] = defaultdict(dict)
    for claim in reading.claims:
        row = things[claim.kind].setdefault(claim.subject, {"id": claim.subject, "cells": defaultdict(list)})
        row["cells"][claim.cell].append({"value": claim.value, "chosen": claim.value is not None, "claims": [claim.id]})
    document = msgspec.to_builtins(reading.document)
    own = {**things.pop("document", {}).get(reading.document.id, {"cells": {}}), "read": reading.read, "why_not": reading.why_not}
    rows = {f"{kind}s" if kind not in ("control", "process") else {"process": "processes"}.get(kind, kind): list(found.values()) for kind, found in things.items()}
    return {
        "schema": "mahdar-reading/1",
        "document": {**{k: v for k, v in document.items() if k != "text"}, **own},
        **{key: rows.get(key, []) for key in ("processes", "sessions", "outcomes", "statements", "commitments", "control")},
        "dates": [_date(m.span, m.text, msgspec.to_builtins(m.day)) for m in reading.dates],
        "claims": [_claim(c) for c in reading.claims],
    }


def _date(span: tuple[int, int], text: str, day: Row) -> Row:
    return {"span": list(span), "text": text, **{k: day.get(k) for k in ("edtf", "part", "earliest", "latest")}, **{k: list(day.get(k, ())) for k in ("said", "inferred")}}


def _claim(claim: Claim) -> Row:
    row = msgspec.to_builtins(claim)
    return {**{k: v for k, v in row.items() if k != "origin"}, "from": row["origin"]}


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *parameters: Any) -> list[Row]:
    cursor = connection.execute(query, list(parameters))
    names = [d[0] for d in cursor.description]
    return [{n: _value(n, v) for n, v in zip(names, row, strict=True)} for row in cursor.fetchall()]


def _value(name: str, value: Any) -> Any:
    if name in _JSON and value is not None:
        return json.loads(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _fact(value: str) -> Any:
    """Counts and lists of the manifest are JSON; everything else is text."""
    try:
        return json.loads(value) if value[:1] in "[{" or value.isdigit() else value
    except ValueError:
        return value


def _add_participants(connection: duckdb.DuckDBPyConnection, sessions: list[Row]) -> None:
    found = defaultdict(list)
    for row in _rows(connection, "SELECT session, actor, role, level, person, person_role, basis FROM participants WHERE chosen"):
        found[row.pop("session")].append(row)
    for session in sessions:
        session["participants"] = found[session["id"]]


def _add_cells(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[Row]]) -> None:
    kinds = {"session": "sessions", "outcome": "outcomes", "statement": "statements", "commitment": "commitments", "control": "control", "process": "processes", "document": "documents"}
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(connection, "SELECT kind, thing, cell, value, chosen, backing, families, reason, claims FROM cells"):
        found[kinds[row.pop("kind")], row.pop("thing")][row.pop("cell")].append(row)
    for table in kinds.values():
        for row in tables[table]:
            row["cells"] = dict(found[table, row["id"]])


def _add_tellings(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[Row]], text: bool) -> None:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _rows(connection, "SELECT kind, thing, document, [span_start, span_end] AS span, spans, text, mode, chain FROM tellings"):
        kept = {k: row[k] for k in _TELLING[row["kind"]] if text or k != "text"}
        found[row["kind"], row["thing"]].append(kept)
    for kind, table, key in (("statement", "statements", "tellings"), ("control", "control", "tellings"), ("commitment", "commitments", "made")):
        for row in tables[table]:
            row[key] = found[kind, row["id"]]


def _add_settled_by(tables: dict[str, list[Row]]) -> None:
    wanted = {claim for row in tables["commitments"] for claim in row["settled_by"]}
    spots = defaultdict(list)
    for claim in tables["claims"]:
        if claim["id"] in wanted and claim["spans"]:
            spots[claim["id"]].append({"document": claim["document"], "span": [min(s for s, _ in claim["spans"]), max(e for _, e in claim["spans"])], "claim": claim["id"]})
    for row in tables["commitments"]:
        row["settled_by"] = [spot for claim in row["settled_by"] for spot in spots[claim]]


def _disagreements(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in _rows(connection, "SELECT subject, kind, cell, class, value, chosen, backing, families, claims FROM disagreements"):
        head = {k: row.pop(k) for k in ("subject", "kind", "cell", "class")}
        found.setdefault((head["subject"], head["cell"]), {**head, "values": []})["values"].append(row)
    return list(found.values())
