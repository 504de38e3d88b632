"""FollowTheMoney: actors, sources, events and who spoke for whom, as entities (JSON lines) or as statements (CSV)."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mahdar.showing.citing import line, link, sources
from mahdar.showing.exports.made import Made, Row, days, json_line

COLUMNS = ("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external",
           "first_seen", "last_seen", "id")  # fmt: skip
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EVENTS = """SELECT e.*, p.country, t.text FROM events e LEFT JOIN places p ON p.id = e.place
    LEFT JOIN (SELECT * FROM tellings QUALIFY row_number() OVER (PARTITION BY kind, thing ORDER BY document, span_start) = 1) t
      ON t.thing = e.id AND t.kind = e.kind ORDER BY e.kind, e.id"""
_SPOKE = """SELECT p.*, s.dates, s.date_start, s.date_end, s.date_precision FROM participants p JOIN sessions s ON s.id = p.session
    WHERE p.chosen AND p.person IS NOT NULL AND p.actor IS NOT NULL ORDER BY p.session, p.person, p.actor"""


@cache
def known() -> dict[str, Any]:
    """What is known of FollowTheMoney: its schemata as far as they are used, and its names for our kinds and languages."""
    return tomllib.loads(resources.files(__package__).joinpath("followthemoney.toml").read_text(encoding="utf-8"))


def write_entities(made: Made, path: Path) -> None:
    """An entity a line; the first is a note that says what the data set is."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json_line({**entity, "datasets": [_dataset(made)]}) for entity in entities(made))


def write_statements(made: Made, path: Path) -> None:
    """A statement a row: one value of one property of one entity."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect=csv.unix_dialect)
        writer.writerow(COLUMNS)
        writer.writerows(row for entity in entities(made) for row in _statements(entity, _dataset(made), made))


def entity_id(kind: str, thing: str) -> str:
    """The id of an entity: ours, where FollowTheMoney allows it, else a hash of it."""
    return f"{kind}-{thing}" if _ID.fullmatch(thing) else f"{kind}-{hashlib.sha256(thing.encode()).hexdigest()[:20]}"


def entities(made: Made) -> Iterator[Row]:
    """Every entity, each property a list of texts."""
    notes = [f"{key}: {value}" for key, value in made.manifest.items()]
    yield _entity("record", made.manifest["collection"][:12], "Note", name="Mahdar record", description=made.manifest["cite"], notes=notes)
    yield from map(_actor, made.rows("SELECT * FROM actors ORDER BY id"))
    yield from (_article(row, made) for row in sources(made.connection).values())
    yield from (_event(row, made) for row in made.rows(_EVENTS))
    yield from map(_spoke, made.rows(_SPOKE))


def _dataset(made: Made) -> str:
    return f"mahdar-{made.manifest['collection'][:12]}"


def _entity(kind: str, thing: str, schema: str, **values: Any) -> Row:
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    properties = {name: found for name, some in lists.items() if (found := [line(str(v)) for v in some if v])}
    return {"id": entity_id(kind, thing), "schema": schema, "properties": properties}


def _actor(row: Row) -> Row:
    names = json.loads(row["names"])
    (usual, *others), rest = (
        names.get("en") or next(iter(names.values()), [row["id"]]),
        [n for language, some in names.items() if language != "en" for n in some],
    )
    schema, country = known()["kind"].get(row["kind"], "Organization"), (row["iso2"] or "").lower()
    aliases = [name for name in dict.fromkeys([*others, *rest]) if name != usual]
    return _entity("actor", row["id"], schema, name=usual, alias=aliases, country=country, wikidataId=row["wikidata"])


def _article(row: Row, made: Made) -> Row:
    published = row["published"] if row["date_precision"] == "day" and _DAY.fullmatch(row["published"] or "") else None
    retrieved = _DAY.match(row["retrieved_at"] or "")
    return _entity(
        "source",
        row["id"],
        "Article",
        name=row["title"] or row["id"],
        title=row["title"],
        fileName=row["path"] or row["id"],
        sourceUrl=link(row["url"]),
        publisher=made.names(row["outlet"]) if row["outlet"] else None,
        publishedAt=published,
        retrievedAt=retrieved[0] if retrieved else None,
        language=known()["language"].get(row["language"]),
        keywords=_mark(row),
    )


def _event(row: Row, made: Made) -> Row:
    first, last = days(row)
    who = " and ".join(made.names(one) for one in row["sources"])
    whom = ", ".join(made.names(one) for one in row["targets"])
    return _entity(
        "event",
        f"{row['kind']}-{row['id']}",
        "Event",
        name=f"{made.names.value(row['act'])}: {who}{' → ' + whom if whom else ''}",
        summary=f"{row['dates']} ({row['date_precision']}, {row['date_basis']})" if row["dates"] else None,
        description=row["text"],
        startDate=first if last else None,
        endDate=last,
        date=None if last else first,
        location=made.names(row["place"]) if row["place"] else None,
        country=(row["country"] or "").lower(),
        organizer=[entity_id("actor", one) for one in row["targets"] if "visit" in row["modes"]],
        involved=[entity_id("actor", one) for one in [*row["sources"], *row["targets"]]],
        proof=[entity_id("source", one) for one in row["documents"]],
        recordId=row["id"],
        keywords=[row["act"].upper(), *row["modes"], *row["contexts"], *_mark(row)],
    )


def _spoke(row: Row) -> Row:
    first, last = days(row)
    return _entity(
        "delegate",
        f"{row['session']}.{row['actor']}.{row['person']}",
        "Representation",
        agent=entity_id("actor", row["person"]),
        client=entity_id("actor", row["actor"]),
        role=row["person_role"] or row["level"],
        startDate=first,
        endDate=last,
        recordId=row["session"],
    )


def _mark(row: Row) -> list[str]:
    return [f"sensitivity: {row['sensitivity']}"] if row["sensitivity"] else []


def _statements(entity: Row, dataset: str, made: Made) -> Iterable[tuple[str, ...]]:
    """The statement that the entity is there, then one for each value."""
    values = [("id", "id", entity["id"])]
    types = known()["schema"][entity["schema"]]
    values += [(name, types[name], value) for name, some in entity["properties"].items() for value in dict.fromkeys(some)]
    origin = f"mahdar {made.manifest.get('reader', '')}".strip()
    for name, type_, value in values:
        key = hashlib.sha1(f"{dataset}.{entity['id']}.{name}.{value}".encode(), usedforsecurity=False).hexdigest()
        yield entity["id"], entity["id"], name, type_, entity["schema"], value, dataset, origin, "", "", "f", "", "", key
