"""Who did what to whom as a network (GEXF 1.3): an edge for each two actors and act, as thick as there are events."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from mahdar.showing.citing import line
from mahdar.showing.exports.made import Made, Row

_NODES = "SELECT * FROM actors WHERE id IN (SELECT source FROM dyads WHERE target IS NOT NULL UNION SELECT target FROM dyads) ORDER BY id"
_EDGES = """SELECT source, target, act, mutual, count(*)::INTEGER AS events, min(date_start) AS first_day, max(date_end) AS last_day,
    string_agg(DISTINCT sensitivity, '; ' ORDER BY sensitivity) AS sensitivity
    FROM dyads WHERE target IS NOT NULL GROUP BY ALL ORDER BY ALL"""
_OF_NODE = {"kind": "string", "iso2": "string", "iso3": "string", "gwno": "integer", "wikidata": "string"}
_OF_EDGE = {"act": "string", "mutual": "boolean", "events": "integer", "first_day": "string", "last_day": "string", "sensitivity": "string"}


def write(made: Made, path: Path) -> None:
    """A directed network; of what is mutual there is an edge each way, marked `mutual`."""
    root = ElementTree.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = ElementTree.SubElement(root, "meta", {"lastmodifieddate": made.day})
    ElementTree.SubElement(meta, "creator").text = f"mahdar {made.manifest.get('reader', '')}".strip()
    ElementTree.SubElement(meta, "description").text = line("; ".join(f"{key}: {value}" for key, value in made.manifest.items()))
    graph = ElementTree.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for kind, columns in (("node", _OF_NODE), ("edge", _OF_EDGE)):
        declared = ElementTree.SubElement(graph, "attributes", {"class": kind})
        for name, type_ in columns.items():
            ElementTree.SubElement(declared, "attribute", {"id": f"{kind}-{name}", "title": name, "type": type_})
    nodes, edges = ElementTree.SubElement(graph, "nodes"), ElementTree.SubElement(graph, "edges")
    for row in made.rows(_NODES):
        node = ElementTree.SubElement(nodes, "node", {"id": line(row["id"]), "label": line(made.names(row["id"]))})
        _values(node, "node", _OF_NODE, row)
    for number, row in enumerate(_both_ways(made.rows(_EDGES))):
        ends = {"source": line(row["source"]), "target": line(row["target"])}
        edge = ElementTree.SubElement(edges, "edge", {"id": str(number), **ends, "weight": str(row["events"]), "kind": row["act"]})
        _values(edge, "edge", _OF_EDGE, row)
    ElementTree.indent(root, " ")
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _both_ways(rows: list[Row]) -> list[Row]:
    back = [{**row, "source": row["target"], "target": row["source"]} for row in rows if row["mutual"]]
    return [*rows, *back]


def _values(element: ElementTree.Element, kind: str, columns: dict[str, str], row: Row) -> None:
    values = ElementTree.SubElement(element, "attvalues")
    for name in columns:
        if row[name] is not None:
            ElementTree.SubElement(values, "attvalue", {"for": f"{kind}-{name}", "value": _text(row[name])})


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else line(str(value))
