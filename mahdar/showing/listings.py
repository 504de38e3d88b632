"""What the listings hold: one row per thing, where it stands in the sources, and which of its values are inferred."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


class Listing(NamedTuple):
    """A listing: what it lists, the columns of its terminal table, its filters (option -> column) and the query of its rows."""

    about: str
    shown: tuple[str, ...]
    filters: Mapping[str, str]
    query: str

    def options(self) -> list[tuple[str, str]]:
        """Every filter with its help."""
        own = [(name, f"Only those with this {name}: an id, or a name in any language.") for name in self.filters]
        days = [("since", "Only those of this day (YYYY-MM-DD) or later."), ("until", "Only those of this day or earlier.")]
        dated = {"dates", "due", "published"} & set(self.shown)
        return [*own, *(days if dated else []), ("document", "Only what this source tells: its id or the beginning of it.")]


LINE = "length(left({text}, {at})) - length(replace(left({text}, {at}), chr(10), '')) + 1"  # the line of a character, from 1
# Every thing with the lines that tell it, its independent sources and its inferred cells.
_BEHIND = f"""
WITH told AS (
  SELECT c.thing AS id, c.kind, c.document, min(c.span_start) AS at, list_distinct(list(c.family)) AS families
  FROM claims c WHERE c.thing IS NOT NULL GROUP BY ALL
), behind AS (
  SELECT t.id, t.kind, list(t.document || ':' || ({LINE.format(text="d.text", at="t.at")})
      ORDER BY d.date_start NULLS LAST, t.document) AS sources,
    list_sort(list_distinct(flatten(list(t.families)))) AS families
  FROM told t JOIN documents d ON d.id = t.document GROUP BY t.id, t.kind
), bases AS (
  SELECT e.thing, e.kind, e.cell, bool_and(c.basis <> 'said') AS inferred
  FROM (SELECT thing, kind, cell, unnest(claims) AS claim FROM cells WHERE chosen) e JOIN claims c ON c.id = e.claim AND c.thing = e.thing
  GROUP BY e.thing, e.kind, e.cell
), guessed AS (SELECT thing AS id, kind, list(cell ORDER BY cell) AS inferred FROM bases WHERE inferred GROUP BY thing, kind)
"""
_SOURCED = (
    "coalesce(len(b.families), 0) AS backing, coalesce(b.families, []) AS families, "
    "coalesce(b.sources, []) AS sources, coalesce(g.inferred, []) AS inferred"
)


def _things(table: str, kind: str, more: str = "", order: str = "date_start NULLS LAST, id") -> str:
    return (
        f"{_BEHIND} SELECT t.*{more}, {_SOURCED} FROM {table} t LEFT JOIN behind b ON b.id = t.id AND b.kind = '{kind}' "
        f"LEFT JOIN guessed g ON g.id = t.id AND g.kind = '{kind}' ORDER BY {order}"
    )


_PARTICIPANTS = """, (SELECT coalesce(list(
    {actor: p.actor, role: p.role, level: p.level, person: p.person, person_role: p.person_role, basis: p.basis}
  ORDER BY p.actor NULLS LAST, p.person), []) FROM participants p WHERE p.session = t.id AND p.chosen) AS participants"""
_TELLINGS = """, (SELECT coalesce(list(
    {document: w.document, span: [w.span_start, w.span_end], text: w.text, mode: w.mode, chain: w.chain}
  ORDER BY w.document, w.span_start), []) FROM tellings w WHERE w.thing = t.id AND w.kind = 'statement') AS tellings"""
# The day of the first report: where a statement stands in the list when its own day is not said.
_TOLD = "(SELECT min(d.date_start) FROM tellings w JOIN documents d ON d.id = w.document WHERE w.thing = t.id AND w.kind = 'statement')"

LISTINGS: dict[str, Listing] = {
    "sessions": Listing(
        "List the sessions: meetings, calls, conferences, with who took part.",
        ("id", "dates", "city", "status", "participants", "backing", "source"),
        {"process": "process", "kind": "kind", "status": "status", "city": "city", "actor": "participants"},
        _things("sessions", "session", _PARTICIPANTS),
    ),
    "outcomes": Listing(
        "List the outcome documents: statements, memoranda, agreements.",
        ("id", "kind", "title", "session", "dates", "signatories", "backing", "source"),
        {"kind": "kind", "session": "session"},
        _things("outcomes", "outcome"),
    ),
    "statements": Listing(
        "List what actors said, with the attribution of each telling.",
        ("id", "dates", "speaker", "text", "chain", "source"),
        {"speaker": "speaker", "of": "of", "act": "act"},
        _things("statements", "statement", _TELLINGS, order=f"coalesce(date_start, {_TOLD}), {_TOLD}, sources, id"),
    ),
    "stances": Listing(
        "List the positions of actors: what they support, oppose and demand on the issues of a process.",
        ("issue", "actor", "stance", "dates", "statement", "backing", "source"),
        {"actor": "actor", "issue": "issue", "stance": "stance"},
        _things("stances", "stance", order="issue, actor, date_start NULLS LAST, id"),
    ),
    "commitments": Listing(
        "List what was announced, agreed or promised for later, and what had come of it.",
        ("id", "by", "what", "due", "place", "fate", "backing", "source"),
        {"by": "by", "fate": "fate", "session": "session"},
        _things("commitments", "commitment"),
    ),
    "control": Listing(
        "List who took, entered, besieged, left or lost which place.",
        ("id", "dates", "place", "actor", "change", "from_actor", "backing", "source"),
        {"place": "place", "actor": "actor", "change": "change"},
        _things("control", "control"),
    ),
    "disagreements": Listing(
        "List the values that cannot both be true, with the independent sources behind each.",
        ("subject", "cell", "value", "backing", "class", "source"),
        {"subject": "subject", "cell": "cell", "class": "class"},
        f"""WITH behind AS (
             SELECT DISTINCT t.subject, t.kind, t.cell, t.class, t.value, c.document, c.span_start
             FROM (SELECT *, unnest(claims) AS claim FROM disagreements) t JOIN claims c ON c.thing = t.subject AND c.id = t.claim
           ), lines AS (
             SELECT b.* EXCLUDE (span_start), b.document || ':' || ({LINE.format(text="d.text", at="b.span_start")}) AS line
             FROM behind b JOIN documents d ON d.id = b.document
           ), told AS (SELECT subject, kind, cell, class, value, list(DISTINCT line ORDER BY line) AS sources FROM lines GROUP BY ALL)
           SELECT t.*, coalesce(w.sources, []) AS sources FROM disagreements t LEFT JOIN told w USING (subject, kind, cell, class, value)
           ORDER BY subject, kind, cell, chosen DESC, backing DESC, value""",
    ),
    "corrections": Listing(
        "List what readers corrected, and whether it still applies.",
        ("number", "do", "what", "who", "made", "why", "applies", "because"),
        {"do": "do", "who": "who"},
        "SELECT *, [] AS sources, number AS id FROM corrections ORDER BY number",
    ),
    "gaps": Listing(
        "List what must exist and is not found in these sources: sessions, outcome documents, what came of a promise.",
        ("process", "what", "because"),
        {"process": "process", "subject": "subject"},
        f"""{_BEHIND} SELECT t.*, coalesce(b.sources, []) AS sources FROM gaps t LEFT JOIN behind b ON b.id = t.subject
            AND b.kind IN ('session', 'outcome', 'commitment') ORDER BY t.process NULLS LAST, t.what""",
    ),
    "documents": Listing(
        "List the sources: outlet, day published, whether read.",
        ("id", "outlet", "published", "language", "read", "title", "family"),
        {"outlet": "outlet", "language": "language", "family": "family"},
        """SELECT id, path, url, archived_url, retrieved_at, sha256, outlet, reposts, title, language, read, why_not, published,
             published_basis, published_at, date_start, date_end, date_precision, sensitivity, family, because, copy_of, copied,
             [id || ':1'] AS sources,
             CASE WHEN published_basis IN ('inferred', 'linked') THEN ['published'] ELSE [] END AS inferred
           FROM documents ORDER BY date_start NULLS LAST, id""",
    ),
}


def rows(connection: duckdb.DuckDBPyConnection, listing: str, wanted: Mapping[str, str] | None = None) -> list[Row]:
    """The rows of a listing that fit every filter in `wanted` (`process`, `speaker`, ..., `document`, `since`, `until`)."""
    kept = fetched(connection, LISTINGS[listing].query)
    for option, value in (wanted or {}).items():
        fits = _filter(connection, listing, option, value)
        kept = [row for row in kept if fits(row)]
    return kept


def fetched(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """The rows of a query, each as a dict."""
    found = connection.execute(query, list(parameters))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def columns(connection: duckdb.DuckDBPyConnection, listing: str) -> list[str]:
    """The names of all columns of a listing."""
    return [column[0] for column in connection.execute(f"FROM ({LISTINGS[listing].query}) LIMIT 0").description or ()]


def _filter(connection: duckdb.DuckDBPyConnection, listing: str, option: str, value: str) -> Callable[[Row], bool]:
    if option == "document":
        return lambda row: any(source.startswith(value) for source in row["sources"])
    if option == "since":
        return lambda row: row["date_end"] is not None and row["date_end"].isoformat() >= value
    if option == "until":
        return lambda row: row["date_start"] is not None and row["date_start"].isoformat() <= value
    column, ids = LISTINGS[listing].filters[option], _ids(connection, value)
    return lambda row: any(str(held).casefold() in ids for held in _values(row[column]))


def _values(cell: Any) -> list[Any]:
    """The single values of a cell: of a list each, of a participant the delegation and the person."""
    if isinstance(cell, list):
        return [value for item in cell for value in _values(item)]
    if isinstance(cell, dict):
        return [cell.get("actor"), cell.get("person")]
    return [cell]


def _ids(connection: duckdb.DuckDBPyConnection, value: str) -> set[str]:
    """What a filter's word may stand for: itself, and the things of the world that have this name in any language."""
    found = connection.execute("SELECT id, names FROM things").fetchall()
    named = {i for i, names in found if any(value.casefold() == n.casefold() for every in json.loads(names).values() for n in every)}
    return {value.casefold(), *named}


def choices(connection: duckdb.DuckDBPyConnection, listing: str, option: str) -> list[str]:
    """The values a filter could have had: shown when nothing fits."""
    column = LISTINGS[listing].filters.get(option)
    if not column:
        return []
    return sorted({str(value) for row in rows(connection, listing) for value in _values(row[column]) if value is not None})
