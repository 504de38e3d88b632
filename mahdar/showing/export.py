"""The record as JSON (`mahdar-record/1`) and one reading as JSON (`mahdar-reading/1`). Nothing is computed here.

The same record gives the same bytes: rows come in a fixed order and no clock is asked.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from mahdar.showing.wordless import without_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from mahdar.model import Claim, Reading

Row = dict[str, Any]

_DAYS = "date_start, date_end, date_precision"
_TEXTS = {  # table -> its columns, in the order of the schema
    "documents": f"""id, path, url, archived_url, sha256, retrieved_at, outlet, reposts, title, language, read, why_not,
        published, published_basis, published_at, {_DAYS}, sensitivity, sections, family, because, copy_of, copied""",
    "actors": "id, kind, names, wikidata, iso2, iso3, gwno",
    "places": "id, names, country, lat, lon, geonames",
    "processes": f"id, names, began, rounds_before, {_DAYS}",
    "sessions": f"id, process, kind, number, dates, part, {_DAYS}, city, country, venue, margins_of, status, outcomes",
    "outcomes": f"id, kind, title, session, dates, {_DAYS}, in_force, signatories, symbol",
    "statements": f'id, speaker, office, "of", "by", addressee, target, act, dates, {_DAYS}, occasion',
    "stances": f"id, actor, issue, stance, dates, {_DAYS}, statement, statements",
    "commitments": f'id, "by", what, session, due, part, {_DAYS}, place, condition, fate, fate_reason, story, superseded_by, settled_by',
    "control": f"id, place, actor, from_actor, change, dates, {_DAYS}",
    "families": "id, reason, members",
    "gaps": "process, what, because, searched",
    "corrections": 'number, "do", what, who, made, why, applies, because',
}
_TABLES = {
    "document": "documents", "process": "processes", "session": "sessions", "outcome": "outcomes", "statement": "statements",
    "stance": "stances", "commitment": "commitments", "control": "control",
}  # fmt: skip
_LISTS = {
    "sessions": {"participants": "participant", "outcomes": "outcome"},
    "outcomes": {"signatories": "signatory"},
    "statements": {"by": "by"},
    "stances": {"statements": "statement"},
    "commitments": {"by": "by"},
}
_TOLD_BY = {"statements": ("tellings", "content"), "commitments": ("made", "what"), "control": ("tellings", "change")}
_CLAIMS = """id, document, spans, subject, thing, kind, cell, value, basis, origin AS "from", modality, chain,
    family, because, copy_of, pattern"""
_JSON = frozenset({"names", "sections", "value"})
_TELLING = {
    "statement": ("document", "span", "spans", "text", "mode", "chain"),
    "control": ("document", "span", "spans", "text", "chain"),
    "commitment": ("document", "span", "spans", "text", "chain"),
}


def export_json(connection: duckdb.DuckDBPyConnection, text: bool = True) -> Row:
    """The whole record in the form `mahdar-record/1`; `text=False` leaves the words of the sources out."""
    if not text:
        connection = without_words(connection)
    tables = {name: _rows(connection, f"SELECT {columns} FROM {name}") for name, columns in _TEXTS.items()}
    manifest = {key: _fact(value) for key, value in connection.execute("SELECT key, value FROM manifest ORDER BY key").fetchall()}
    tables["claims"] = _rows(connection, f"SELECT {_CLAIMS} FROM claims ORDER BY document, span_start, id")
    tables["disagreements"] = _disagreements(connection)
    _add_participants(connection, tables["sessions"])
    _add_cells(connection, tables)
    _add_tellings(connection, tables, text)
    _add_settled_by(tables)
    order = [*list(_TEXTS)[:7], "commitments", "stances", "control", "families", "disagreements", "gaps", "corrections", "claims"]
    return {"schema": "mahdar-record/1", "as_of": manifest.get("as_of"), "manifest": manifest, **{name: tables[name] for name in order}}


def dumps(exported: Row) -> str:
    """The one spelling of an export: native letters, one space of indent, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(exported), indent=1).decode() + "\n"


def reading_json(reading: Reading) -> Row:
    """One reading in the form `mahdar-reading/1`: the keys of a record with local ids, and the dates."""
    told: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in reading.claims:
        told[_TABLES[claim.kind]][claim.subject].append(claim)
    document = reading.document
    own = _flat("documents", document.id, told["documents"].get(document.id, []), document.text)
    known = {k: v for k, v in _plain(document).items() if k != "text" and v is not None}
    edtf = document.published.edtf if document.published else own["published"]
    return {
        "schema": "mahdar-reading/1",
        "documents": [{**own, **known, "published": edtf, "read": reading.read, "why_not": reading.why_not}],
        **{table: [_flat(table, i, claims, document.text) for i, claims in told[table].items()] for table in list(_TABLES.values())[1:]},
        "dates": [_date(m.span, m.text, _plain(m.day)) for m in reading.dates],
        "claims": [_claim(c) for c in reading.claims],
    }


def _flat(table: str, subject: str, claims: list[Claim], text: str) -> Row:
    """One local thing: its cells, and the first value of each."""
    cells: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            cells[claim.cell].append(claim)
    row = {name: cells[name][0].value if cells[name] else None for name in _columns(table) if name != "id"}
    row |= {key: [c.value for c in cells[cell]] for key, cell in _LISTS.get(table, {}).items()}
    if table in _TOLD_BY:
        key, cell = _TOLD_BY[table]
        row[key] = [_telling(c, text, row.get("mode")) for c in cells[cell]]
    return {
        "id": subject,
        **row,
        "cells": {cell: [_candidate(i, c) for i, c in enumerate(found)] for cell, found in cells.items() if found},
    }


def _candidate(place: int, claim: Claim) -> Row:
    return {"value": claim.value, "chosen": place == 0, "claims": [claim.id]}


def _telling(claim: Claim, text: str, mode: str | None) -> Row:
    start, end = _hull(claim.spans)
    told = {"document": claim.document, "span": [start, end], "spans": [list(s) for s in claim.spans], "text": text[start:end]}
    return {**told, "chain": list(claim.chain), **({"mode": mode} if claim.kind == "statement" else {})}


def _hull(spans: Iterable[Sequence[int]]) -> list[int]:
    ends = [list(span) for span in spans] or [[0, 0]]
    return [min(s for s, _ in ends), max(e for _, e in ends)]


def _columns(table: str) -> list[str]:
    """What a table of the schema shows, without what only reconciling can know."""
    derived = ("date_", "fate", "settled_by", "family", "because", "cop", "names")
    return [name for name in (c.strip().strip('"') for c in _TEXTS[table].split(",")) if not name.startswith(derived)]


def _date(span: tuple[int, int], text: str, day: Row) -> Row:
    known = {k: day.get(k) for k in ("edtf", "part", "earliest", "latest")}
    parts = {k: day.get(k, []) for k in ("said", "inferred", "doubt")}
    return {"span": list(span), "text": text, **known, **parts}


def _claim(claim: Claim) -> Row:
    row = _plain(claim)
    return {**{k: v for k, v in row.items() if k != "origin"}, "from": row["origin"]}


def _plain(struct: msgspec.Struct) -> Row:
    """A noun of the model as JSON has it: no tuples."""
    row: Row = msgspec.json.decode(msgspec.json.encode(struct))
    return row


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
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(connection, "SELECT kind, thing, cell, value, chosen, backing, families, reason, settled_by, claims FROM cells"):
        if row["settled_by"] is None:
            del row["settled_by"]
        found[_TABLES[row.pop("kind")], row.pop("thing")][row.pop("cell")].append(row)
    for table in _TABLES.values():
        for row in tables[table]:
            row["cells"] = dict(found[table, row["id"]])


def _add_tellings(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[Row]], text: bool) -> None:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _rows(connection, "SELECT kind, thing, document, [span_start, span_end] AS span, spans, text, mode, chain FROM tellings"):
        kept = {k: row[k] for k in _TELLING[row["kind"]] if text or k != "text"}
        found[row["kind"], row["thing"]].append(kept)
    for kind in _TELLING:
        for row in tables[_TABLES[kind]]:
            row[_TOLD_BY[_TABLES[kind]][0]] = found[kind, row["id"]]


def _add_settled_by(tables: dict[str, list[Row]]) -> None:
    wanted = {claim for row in tables["commitments"] for claim in row["settled_by"]}
    spots = defaultdict(list)
    for claim in tables["claims"]:
        if claim["id"] in wanted and claim["spans"]:
            spots[claim["id"]].append({"document": claim["document"], "span": _hull(claim["spans"]), "claim": claim["id"]})
    for row in tables["commitments"]:
        row["settled_by"] = [spot for claim in row["settled_by"] for spot in spots[claim]]


def _disagreements(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    found: dict[tuple[str, ...], Row] = {}
    for row in _rows(connection, "SELECT subject, kind, cell, class, value, chosen, backing, families, claims FROM disagreements"):
        head = {k: row.pop(k) for k in ("subject", "kind", "cell", "class")}
        found.setdefault((head["subject"], head["cell"], head["class"]), {**head, "values": []})["values"].append(row)
    return list(found.values())
