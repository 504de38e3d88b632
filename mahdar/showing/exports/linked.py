"""schema.org as JSON-LD: events, who took part, what was claimed of them and the articles that say so. Its context needs no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from mahdar.showing.citing import line, link, sources
from mahdar.showing.exports.made import Made, Row, days, json_line

_CONTEXT = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "archivedAt", "sameAs")},
    **{name: {"@type": "https://schema.org/Date"} for name in ("startDate", "endDate", "datePublished", "dateCreated")},
}
_KINDS = {
    "person": "Person",
    "state": "Country",
    "party": "PoliticalParty",
    "ngo": "NGO",
    **dict.fromkeys(("government", "ministry", "army", "parliament"), "GovernmentOrganization"),
    **dict.fromkeys(("newspaper", "agency", "channel", "network", "radio", "website"), "NewsMediaOrganization"),
}
_STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed", "suspended": "EventPostponed"}
_SESSIONS = """SELECT s.*,
    (SELECT list_sort(list(DISTINCT coalesce(actor, person))) FROM participants p WHERE p.session = s.id AND p.chosen) AS who
    FROM sessions s ORDER BY s.id"""
_SAID = """SELECT s.*, t.text, t.language, e.documents FROM statements s LEFT JOIN events e ON e.id = s.id AND e.kind = 'statement'
    LEFT JOIN (SELECT t.*, d.language FROM tellings t JOIN documents d ON d.id = t.document WHERE t.kind = 'statement'
      QUALIFY row_number() OVER (PARTITION BY thing ORDER BY document, span_start) = 1) t ON t.thing = s.id ORDER BY s.id"""
_VALUES = """WITH told AS (
      SELECT kind, thing, cell, value, list_sort(list(DISTINCT document)) AS documents
      FROM (SELECT kind, thing, cell, value, unnest(claims) AS id FROM cells) JOIN (SELECT id, document FROM claims) USING (id)
      GROUP BY ALL)
    SELECT c.*, t.documents FROM cells c LEFT JOIN told t USING (kind, thing, cell, value)
    WHERE kind IN ('session', 'outcome', 'process') AND cell <> 'participant' ORDER BY kind, thing, cell, value"""


def write(made: Made, path: Path) -> None:
    """A graph of nodes, one a line, that name each other by `@id`."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"@context": {json.dumps(_CONTEXT)}, "@graph": [\n')
        file.write(
            ",\n".join(
                json_line({key: value for key, value in node.items() if value not in (None, [], "")}).rstrip() for node in _nodes(made)
            )
        )
        file.write("\n]}\n")


def iri(kind: str, thing: str) -> str:
    """The name of a thing of the record in the graph."""
    return f"urn:mahdar:{kind}:{quote(thing, safe='')}"


def _nodes(made: Made) -> Iterator[Row]:
    yield _record(made)
    yield from (_actor(row) for row in made.rows("SELECT * FROM actors ORDER BY id"))
    yield from (_place(row) for row in made.rows("SELECT * FROM places ORDER BY id"))
    yield from (_process(row) for row in made.rows("SELECT * FROM processes ORDER BY id"))
    yield from (_article(row) for row in sources(made.connection).values())
    yield from (_session(row, made) for row in made.rows(_SESSIONS))
    yield from (_outcome(row) for row in made.rows("SELECT * FROM outcomes ORDER BY id"))
    yield from (_said(row) for row in made.rows(_SAID))
    yield from (_value(row) for row in made.rows(_VALUES))


def _record(made: Made) -> Row:
    facts = [{"@type": "PropertyValue", "name": key, "value": value} for key, value in made.manifest.items()]
    return {"@id": iri("record", made.manifest["collection"][:12]), "@type": "Dataset", "name": made.manifest["cite"], "identifier": facts}


def _named(row: Row) -> Row:
    """Names with their languages: the usual one of each, then the others."""
    names = {
        language: [{"@value": line(name), "@language": language} for name in some] for language, some in json.loads(row["names"]).items()
    }
    return {
        "name": [some[0] for some in names.values() if some] or row["id"],
        "alternateName": [one for some in names.values() for one in some[1:]],
    }


def _actor(row: Row) -> Row:
    codes = {"ISO 3166-1 alpha-2": row["iso2"], "ISO 3166-1 alpha-3": row["iso3"], "Gleditsch-Ward": row["gwno"]}
    known = [{"@type": "PropertyValue", "propertyID": key, "value": str(value)} for key, value in codes.items() if value]
    same = f"https://www.wikidata.org/entity/{row['wikidata']}" if row["wikidata"] else None
    kind = "Thing" if row["kind"] == "unknown" else _KINDS.get(row["kind"], "Organization")
    return {"@id": iri("actor", row["id"]), "@type": kind, **_named(row), "identifier": known, "sameAs": same}


def _place(row: Row) -> Row:
    geo = {"@type": "GeoCoordinates", "latitude": row["lat"], "longitude": row["lon"]} if row["lat"] is not None else None
    same = f"https://sws.geonames.org/{row['geonames']}/" if row["geonames"] else None
    return {"@id": iri("place", row["id"]), "@type": "Place", **_named(row), "address": row["country"], "geo": geo, "sameAs": same}


def _process(row: Row) -> Row:
    return {"@id": iri("process", row["id"]), "@type": "EventSeries", **_named(row), "startDate": days(row | {"dates": row["began"]})[0]}


def _article(row: Row) -> Row:
    return {
        "@id": iri("source", row["id"]),
        "@type": "NewsArticle",
        "headline": line(row["title"]),
        "inLanguage": row["language"],
        "datePublished": days(row | {"dates": row["published"]})[0],
        "publisher": {"@id": iri("actor", row["outlet"])} if row["outlet"] else None,
        "url": link(row["url"]),
        "archivedAt": link(row["archived_url"]),
        "identifier": f"sha256:{row['sha256']}",
        "conditionsOfAccess": line(row["sensitivity"]),
    }


def _session(row: Row, made: Made) -> Row:
    first, last = days(row)
    return {
        "@id": iri("session", row["id"]),
        "@type": "Event",
        "identifier": row["id"],
        "additionalType": row["kind"],
        "name": " ".join(
            str(p)
            for p in (made.names(row["process"]) if row["process"] else "", made.names.value(row["kind"] or ""), row["number"] or "")
            if p
        ),
        "description": f"dates: {row['dates']}; {row['status']}" if row["dates"] else row["status"],
        "startDate": first,
        "endDate": last,
        "eventStatus": {"@id": f"https://schema.org/{_STATUS.get(row['status'], 'EventScheduled')}"},
        "location": {"@id": iri("place", row["city"])} if row["city"] else None,
        "superEvent": {"@id": iri("process", row["process"])} if row["process"] else None,
        "attendee": [{"@id": iri("actor", one)} for one in row["who"] or []],
        "workFeatured": [{"@id": iri("outcome", one)} for one in row["outcomes"]],
    }


def _outcome(row: Row) -> Row:
    return {
        "@id": iri("outcome", row["id"]),
        "@type": "CreativeWork",
        "name": line(row["title"]),
        "additionalType": row["kind"],
        "identifier": row["symbol"],
        "author": [{"@id": iri("actor", one)} for one in row["signatories"]],
        "dateCreated": days(row)[0],
    }


def _said(row: Row) -> Row:
    """A statement: a claim of its speaker, and the articles in which it appears."""
    words = {"@value": line(row["text"]), **({"@language": row["language"]} if row["language"] else {})} if row["text"] else None
    return {
        "@id": iri("statement", row["id"]),
        "@type": "Claim",
        "identifier": row["id"],
        "additionalType": row["act"],
        "author": [{"@id": iri("actor", one)} for one in ([row["speaker"]] if row["speaker"] else row["by"])],
        "about": [{"@id": iri("actor", row["target"])}] if row["target"] else None,
        "text": words,
        "dateCreated": days(row)[0],
        "appearance": [{"@id": iri("source", one)} for one in row["documents"] or []],
    }


def _value(row: Row) -> Row:
    """One value of one field: a claim of the sources behind it, whether the record shows it or not."""
    value = json.loads(row["value"])
    return {
        "@id": iri("cell", f"{row['kind']}.{row['thing']}.{row['cell']}={value}"),
        "@type": "Claim",
        "about": {"@id": iri(row["kind"], row["thing"])},
        "name": row["cell"],
        "text": line(str(value)),
        "creativeWorkStatus": "shown" if row["chosen"] else "not shown",
        "description": line(row["reason"]),
        "appearance": [{"@id": iri("source", one)} for one in row["documents"] or []],
    }
