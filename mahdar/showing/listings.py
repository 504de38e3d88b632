"""What the listings hold: one row per thing, where it stands in the sources, and which of its values are inferred.

A listing is asked in SQL: filters, order and page are settled on narrow rows before the long columns are joined to those that are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


class Listing(NamedTuple):
    """A listing: what it lists, the columns of its terminal table, its filters (option -> column), and where its rows come from.

    `things` is a relation with a row for each thing, `kind` their kind where something stands `behind` them, `more` the columns that
    are looked up for each row `t`, `lists` a list of rows of another table for each thing that is shown: the name of its column and the
    query of it. `order` is the order of the rows, `days` between which days `since` and `until` find it. Of a listing that is held in
    memory, `things` is a table of what is asked about, in the order of the rows, and `called` has the ids that each name stands for.
    """

    about: str
    shown: tuple[str, ...]
    filters: Mapping[str, str]
    things: str
    kind: str | None = None
    more: str = ""
    lists: tuple[str, str] | None = None
    order: str = "date_start NULLS LAST, id"
    days: tuple[str, str] = ("date_start", "date_end")
    called: Mapping[str, Sequence[str]] | None = None

    def options(self) -> list[tuple[str, str]]:
        """Every filter with its help."""
        own = [(name, f"Only those with this {name}: an id, or a name in any language.") for name in self.filters]
        days = [("since", "Only those of this day (YYYY-MM-DD) or later."), ("until", "Only those of this day or earlier.")]
        dated = {"dates", "due", "published"} & set(self.shown)
        return [*own, *(days if dated else []), ("document", "Only what this source tells: its id or the beginning of it.")]

    def relation(self, whole: bool = True) -> str:
        """The rows, with what stands behind them: `backing`, `families`, `sources`, `inferred`, and `told` for their order.

        Not `whole`, it may lack `sources`: enough where rows are counted, and by far sooner there.
        """
        if self.called is not None:
            return self.things
        if self.kind is None:
            return f"(SELECT t.*{self.more if whole else ''}, NULL::DATE AS told FROM {self.things} t)"
        return f"""(SELECT t.*, coalesce(len(b.families), 0) AS backing, coalesce(b.families, []) AS families,
            coalesce(b.sources, []) AS sources, coalesce(b.inferred, []) AS inferred, b.told
          FROM {self.things} t LEFT JOIN behind b ON b.thing = t.id AND b.kind = '{self.kind}')"""

    def query(self, where: str = "true", page: str = "") -> str:
        """The rows that fit, in order, with all their columns."""
        picked = f"FROM {self.relation()} WHERE {where} ORDER BY {self.order} {page}"
        return f"SELECT * EXCLUDE (told) FROM ({self.joined(picked)}) ORDER BY {self.order}"

    def elsewhere(self) -> list[str]:
        """The filters whose values are those of another table."""
        return [option for option, column in self.filters.items() if column in ELSEWHERE]

    def joined(self, picked: str) -> str:
        """The rows that a query picked, each with its list of rows of another table."""
        if self.lists is None:
            return picked
        name, listed = self.lists
        return f"""WITH picked AS MATERIALIZED ({picked}), listed AS ({listed})
            SELECT t.*, coalesce(l.{name}, []) AS {name} FROM picked t LEFT JOIN listed l ON l.thing = t.id"""


LINE = "length(left({text}, {at})) - length(replace(left({text}, {at}), chr(10), '')) + 1"  # the line of a character, from 1
_LINES = f"""SELECT DISTINCT c.document || ':' || ({LINE.format(text="d.text", at="c.span_start")}) AS line
    FROM claims c JOIN documents d ON d.id = c.document WHERE c.thing = t.subject AND list_contains(t.claims, c.id)"""
# Columns that are rows of another table: the values that a filter looks for there, and the thing that each is of.
ELSEWHERE = {
    "participants": "(SELECT session AS thing, unnest([actor, person]) AS value FROM participants WHERE chosen)",
    "tellings": "(SELECT w.thing, d.outlet AS value FROM tellings w JOIN documents d ON d.id = w.document WHERE w.kind = 'statement')",
}
FOUND = "found_{}"  # the column of a listing that is held, in which a filter finds what the others look for elsewhere
_LISTS = frozenset({"by"})  # columns that hold several values
_PARTICIPANTS = """SELECT session AS thing,
    list({actor: actor, role: role, level: level, person: person, person_role: person_role, basis: basis}
      ORDER BY actor NULLS LAST, person) AS participants
  FROM participants WHERE chosen AND session IN (SELECT id FROM picked) GROUP BY session"""
_TELLINGS = """SELECT thing,
    list({document: document, span: [span_start, span_end], text: text, mode: mode, chain: chain}
      ORDER BY document, span_start) AS tellings
  FROM tellings WHERE kind = 'statement' AND thing IN (SELECT id FROM picked) GROUP BY thing"""

# What came of a commitment, in the order of a ledger: what is open first, and of that what is late.
FATES = ("overdue", "no_later_source", "pending", "not_fulfilled", "cancelled", "partly", "late", "fulfilled", "superseded")

LISTINGS: dict[str, Listing] = {
    "sessions": Listing(
        "List the sessions: meetings, calls, conferences, with who took part.",
        ("id", "dates", "city", "status", "participants", "backing", "source"),
        {"process": "process", "kind": "kind", "status": "status", "city": "city", "actor": "participants"},
        "sessions",
        "session",
        lists=("participants", _PARTICIPANTS),
    ),
    "outcomes": Listing(
        "List the outcome documents: statements, memoranda, agreements.",
        ("id", "kind", "title", "session", "dates", "signatories", "backing", "source"),
        {"kind": "kind", "session": "session"},
        "outcomes",
        "outcome",
    ),
    "statements": Listing(
        "List what actors said, with the attribution of each telling.",
        ("id", "dates", "speaker", "text", "chain", "source"),
        {
            "speaker": "speaker",
            "office": "office",
            "of": "of",
            "addressee": "addressee",
            "target": "target",
            "act": "act",
            "outlet": "tellings",
        },
        "statements",
        "statement",
        lists=("tellings", _TELLINGS),
        order="coalesce(date_start, told), told, sources[1], id",  # the day of the first report where its own day is not said
        days=("coalesce(date_start, told)", "coalesce(date_end, told)"),
    ),
    "stances": Listing(
        "List the positions of actors: what they support, oppose and demand on the issues of a process.",
        ("issue", "actor", "stance", "dates", "statement", "backing", "source"),
        {"actor": "actor", "issue": "issue", "stance": "stance"},
        "stances",
        "stance",
        order="issue, actor, date_start NULLS LAST, id",
    ),
    "commitments": Listing(
        "List what was announced, agreed or promised for later, and what had come of it.",
        ("id", "by", "what", "due", "place", "fate", "backing", "source"),
        {"by": "by", "fate": "fate", "session": "session"},
        "commitments",
        "commitment",
        order=f"list_position({list(FATES)}, fate), date_end NULLS LAST, id",
    ),
    "control": Listing(
        "List who took, entered, besieged, left or lost which place.",
        ("id", "dates", "place", "actor", "change", "from_actor", "backing", "source"),
        {"place": "place", "actor": "actor", "change": "change"},
        "control",
        "control",
    ),
    "disagreements": Listing(
        "List the values that cannot both be true, with the independent sources behind each.",
        ("subject", "cell", "value", "backing", "class", "source"),
        {"subject": "subject", "cell": "cell", "class": "class"},
        "disagreements",
        more=f", coalesce((SELECT list(line ORDER BY line) FROM ({_LINES})), []) AS sources",
        order="subject, kind, cell, chosen DESC, backing DESC, value",
    ),
    "corrections": Listing(
        "List what readers corrected, and whether it still applies.",
        ("number", "do", "what", "who", "made", "why", "applies", "because"),
        {"do": "do", "who": "who"},
        "corrections",
        more=", []::VARCHAR[] AS sources, number AS id",
        order="number",
    ),
    "gaps": Listing(
        "List what must exist and is not found in these sources: sessions, outcome documents, what came of a promise.",
        ("process", "what", "because"),
        {"process": "process", "subject": "subject"},
        "gaps",
        more=""", coalesce((SELECT first(b.sources ORDER BY b.kind) FROM behind b
            WHERE b.thing = t.subject AND b.kind IN ('session', 'outcome', 'commitment')), []) AS sources""",
        order="process NULLS LAST, what",
    ),
    "documents": Listing(
        "List the sources: outlet, day published, whether read.",
        ("id", "outlet", "published", "language", "read", "title", "family"),
        {"outlet": "outlet", "language": "language", "family": "family"},
        """(SELECT id, path, url, archived_url, retrieved_at, sha256, outlet, reposts, title, language, read, why_not, published,
             published_basis, published_at, date_start, date_end, date_precision, sensitivity, family, because, copy_of, copied,
             [id || ':1'] AS sources,
             CASE WHEN published_basis IN ('inferred', 'linked', 'retrieved') THEN ['published'] ELSE [] END AS inferred
           FROM documents)""",
    ),
}


_NAMED = "SELECT id FROM things WHERE list_contains(list_transform(names ->> '$.*[*]', lambda name: lower(name)), lower(?))"


def rows(
    connection: duckdb.DuckDBPyConnection,
    listing: str,
    wanted: Mapping[str, str] | None = None,
    first: int = 0,
    most: int | None = None,
) -> list[Row]:
    """The rows of a listing that fit every filter in `wanted` (`process`, `speaker`, ..., `document`, `since`, `until`).

    With `most`, no more than that many, from the row numbered `first` (from 0) on.
    """
    where, bound = _where(connection, LISTINGS[listing], wanted or {})
    page = "" if most is None else f"LIMIT {most} OFFSET {first}"
    return fetched(connection, LISTINGS[listing].query(where, page), bound)


def count(connection: duckdb.DuckDBPyConnection, listing: str, wanted: Mapping[str, str] | None = None) -> int:
    """How many rows of a listing fit."""
    known = LISTINGS[listing]
    where, bound = _where(connection, known, wanted or {})
    whole = known.things if where == "true" else known.relation("document" in (wanted or {}))
    (found,) = connection.execute(f"SELECT count(*) FROM {whole} t WHERE {where}", bound).fetchone() or (0,)
    return int(found)


def groups(
    connection: duckdb.DuckDBPyConnection,
    listing: Listing,
    by: Sequence[str],
    wanted: Mapping[str, str],
    first: int = 0,
    most: int = 50,
) -> list[Row]:
    """The values of some columns among the rows that fit: how many rows each has (`rows`), and how many groups there are (`groups`)."""
    where, bound = _where(connection, listing, wanted)
    own, page = ", ".join(f'"{column}"' for column in by), f"LIMIT {most} OFFSET {first}"
    relation = listing.relation("document" in wanted)
    counted = f"SELECT {own}, count(*) AS rows FROM {relation} t WHERE {where} GROUP BY {own}"
    return fetched(connection, f"SELECT *, count(*) OVER () AS groups FROM ({counted}) ORDER BY {own} {page}", bound)


def fitting(connection: duckdb.DuckDBPyConnection, listing: Listing, wanted: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """What fits as a relation for another query, with what it is bound to; columns that are looked up for a page are left out."""
    where, bound = _where(connection, listing, wanted)
    return f"(FROM {listing.relation()} t WHERE {where})", bound


def fetched(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The rows of a query, each as a dict."""
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def columns(connection: duckdb.DuckDBPyConnection, listing: str) -> list[str]:
    """The names of all columns of a listing."""
    return [column[0] for column in connection.execute(LISTINGS[listing].query(page="LIMIT 0")).description or ()]


def _where(connection: duckdb.DuckDBPyConnection, listing: Listing, wanted: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The filters as a condition, and what it is asked with."""
    bound = {option: value if option in _FIXED else _ids(connection, listing, value) for option, value in wanted.items()}
    return " AND ".join(["true", *_conditions(listing, wanted)]), bound


_FIXED = {
    "document": "len(list_filter(sources, lambda source: starts_with(source, $document))) > 0",
    "since": "{last} >= $since::DATE",
    "until": "{first} <= $until::DATE",
}


def _conditions(listing: Listing, wanted: Mapping[str, str]) -> Iterator[str]:
    for option in wanted:
        column = listing.filters.get(option)
        if column is None:
            first, last = listing.days
            yield _FIXED[option].format(first=first, last=last)
        elif column in ELSEWHERE and listing.called is not None:
            yield f"list_has_any({FOUND.format(option)}, ${option})"
        elif column in ELSEWHERE:
            yield f"id IN (SELECT thing FROM {ELSEWHERE[column]} WHERE list_contains(${option}, lower(value)))"
        elif column in _LISTS:
            yield f'list_has_any(list_transform("{column}", lambda x: lower(x)), ${option})'
        else:
            yield f'list_contains(${option}, lower("{column}"))'


def _ids(connection: duckdb.DuckDBPyConnection, listing: Listing, value: str) -> list[str]:
    """What a filter's word may stand for: itself, and the things of the world that have this name in any language."""
    if listing.called is not None:
        return sorted({value.lower(), *listing.called.get(value.lower(), ())})
    return sorted({value.lower(), *(thing.lower() for (thing,) in connection.execute(_NAMED, [value]).fetchall())})


def choices(connection: duckdb.DuckDBPyConnection, listing: str, option: str) -> list[str]:
    """The values a filter could have had."""
    column = LISTINGS[listing].filters.get(option)
    if not column:
        return []
    own = f'(SELECT {"unnest" if column in _LISTS else ""}("{column}") AS value FROM {LISTINGS[listing].things})'
    distinct = f"SELECT DISTINCT value FROM {ELSEWHERE.get(column, own)} WHERE value IS NOT NULL"
    return sorted(str(value) for (value,) in connection.execute(distinct).fetchall())
