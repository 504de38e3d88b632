"""Events as PLOVER records, one a line. What PLOVER has no field for stands under `mahdar`; an event of unknown day is no record."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from mahdar.showing.citing import cited, link, sources
from mahdar.showing.exports.made import Made, Row, json_line

_EVENTS = """SELECT e.*, p.names AS place_names, p.country, p.lat, p.lon, p.geonames, t.text, t.document, t.span_start, t.span_end
    FROM events e LEFT JOIN places p ON p.id = e.place
    LEFT JOIN (SELECT * FROM tellings QUALIFY row_number() OVER (PARTITION BY kind, thing ORDER BY document, span_start) = 1) t
      ON t.thing = e.id AND t.kind = e.kind
    WHERE e.date_start IS NOT NULL AND e.date_end IS NOT NULL ORDER BY e.date_start, e.kind, e.id"""
_ACTORS = """SELECT DISTINCT ON (id) * FROM (
    SELECT source AS id, source_kind AS kind, source_side AS side, source_iso3 AS iso3 FROM dyads
    UNION ALL SELECT target, target_kind, target_side, target_iso3 FROM dyads WHERE target IS NOT NULL
    UNION ALL SELECT id, kind, CASE WHEN kind = 'state' THEN id END, iso3 FROM actors) ORDER BY id, iso3 NULLS LAST, side NULLS LAST"""

_BEYOND = ("kind", "mutual", "dates", "date_precision", "date_basis", "process", "backing", "documents", "sensitivity")


@cache
def known() -> dict[str, Any]:
    """What PLOVER says of its types and modes, and its codes for our kinds of actors."""
    return tomllib.loads(resources.files(__package__).joinpath("plover.toml").read_text(encoding="utf-8"))


def write(made: Made, path: Path) -> None:
    """A record for each event of known day, in their order."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json_line(record) for record in _records(made))


def _records(made: Made) -> Iterator[Row]:
    actors = {row["id"]: row for row in made.rows(_ACTORS)}
    cites = sources(made.connection)
    for event in made.rows(_EVENTS):
        found = {
            **_event(event),
            "source": [_actor(actors[one], made) for one in event["sources"]],
            "recipient": [_actor(actors[one], made) for one in event["targets"]],
            "event_loc": _place(event, made),
            "text": event["text"],
            "cite_info": _cite(cites[event["document"] or event["documents"][0]], made),
            "coder": f"mahdar {made.manifest.get('reader', '')}".strip(),
            "mahdar": _beyond(event),
        }
        yield {key: value for key, value in found.items() if value not in (None, [], {})}


def _event(event: Row) -> Row:
    about = known()["event"][event["act"]]
    return {
        "id": f"{event['kind']}:{event['id']}",
        "date": event["date_start"].isoformat(),
        "enddate": event["date_end"].isoformat(),
        "event": [event["act"].upper()],
        "mode": event["modes"],
        "context": event["contexts"],
        "quad_code": about.get("quad"),
        "event_scale": about.get("scale"),
    }


def _beyond(event: Row) -> Row:
    """What PLOVER has no field for, and the CAMEO code where one follows."""
    about, modes = known()["event"][event["act"]], known()["mode"]
    exact = [modes[mode]["cameo"] for mode in event["modes"] if modes.get(mode, {}).get("of") == event["act"]]
    found = {"cameo": exact[0] if len(exact) == 1 else about.get("cameo"), **{key: event[key] for key in _BEYOND}}
    return {key: value for key, value in found.items() if value is not None}


def _actor(actor: Row, made: Made) -> Row:
    kind = actor["kind"]
    found = {
        "code": actor["iso3"] or known()["code"].get(kind),
        "sector": known()["sector"].get(kind),
        "identifier_id": actor["id"],
        "identifier_text": made.names(actor["id"]),
        "side": actor["side"],
    }
    return {key: value for key, value in found.items() if value is not None}


def _place(event: Row, made: Made) -> Row | None:
    """In the words of GeoNames, as PLOVER has them."""
    if not event["place"]:
        return None
    found = {"geonameid": event["geonames"], "name": made.names(event["place"]), "latitude": event["lat"], "longitude": event["lon"]}
    return {key: value for key, value in (found | {"country code": event["country"]}).items() if value is not None}


def _cite(source: Row, made: Made) -> Row:
    """The first source that tells the event, and what the whole was coded with."""
    found = {
        "corpus": made.manifest.get("collection"),
        "citation": cited(source, made.names),
        "url": link(source["url"]),
        "title": source["title"],
        "language": source["language"],
        "publication": made.names(source["outlet"]) if source["outlet"] else None,
        "codebook": known()["codebook"],
        "version": f"{made.manifest.get('cite')}; packs {made.manifest.get('packs')}; {made.manifest['text']}",
    }
    return {key: value for key, value in found.items() if value is not None}
