"""What a brief tells: the rows of the record that it is about, and where each of their values stands in the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import duckdb
import msgspec

from mahdar.errors import MahdarError
from mahdar.showing.brief.model import Cite, Ref
from mahdar.showing.listings import LINE, Row, choices, fetched, rows
from mahdar.showing.words import Tongue

Thing = tuple[str, str]  # kind and id

_SPOTS = f"""SELECT c.id, c.kind, c.thing, c.document, c.family, c.basis,
    CASE WHEN c.span_start IS NOT NULL THEN {LINE.format(text="d.text", at="c.span_start")} END AS line
  FROM claims c JOIN documents d ON d.id = c.document WHERE c.kind <> 'document'
  ORDER BY d.date_start NULLS LAST, c.document, c.span_start, c.id"""
_CELLS = "SELECT kind, thing, cell, value, chosen, families, reason, settled_by, claims FROM cells WHERE kind <> 'document'"
_TELLINGS = f"""SELECT t.kind, t.thing, t.document, t.text, t.mode, t.chain, c.family, c.article, t.claim,
    {LINE.format(text="d.text", at="t.span_start")} AS line
  FROM tellings t JOIN documents d ON d.id = t.document JOIN claims c ON c.document = t.document AND c.id = t.claim AND c.kind = t.kind
  ORDER BY d.date_start NULLS LAST, t.document, t.span_start, t.span_end, t.claim"""
# The session of which an article tells most; of two, the one that took place.
_MAINLY = """SELECT c.document, c.article, c.thing FROM claims c JOIN sessions s ON s.id = c.thing WHERE c.kind = 'session'
  GROUP BY c.document, c.article, c.thing QUALIFY row_number() OVER (PARTITION BY c.document, c.article
    ORDER BY count(*) DESC, any_value(s.status) IN ('held', 'under_way') DESC, c.thing) = 1"""
_DOCUMENTS = """SELECT id, path, url, archived_url, retrieved_at, sha256, outlet, title, language, read, why_not, published,
    published_basis, date_start, date_end, sensitivity, family, because, copy_of FROM documents ORDER BY date_start NULLS LAST, id"""
_PEOPLE = "FROM participants WHERE chosen ORDER BY session, actor NULLS LAST, person"


class Asked(msgspec.Struct, frozen=True):
    """What a brief is to be about, and how long; whether words of sources are quoted, and whether sensitive sources are in the record."""

    tongue: Tongue = "en"
    process: str | None = None
    since: str | None = None
    until: str | None = None
    short: bool = False
    text: bool = True
    sensitive: bool = True


class Spot(NamedTuple):
    """Where a claim stands, and whose voice it is."""

    document: str
    line: int | None
    family: str
    basis: str


class Facts:
    """The rows of a record, by thing and session."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked: Asked) -> None:
        self.asked = asked
        self.sessions = self._sessions(connection)
        self.documents: dict[str, Row] = {row["id"]: row for row in fetched(connection, _DOCUMENTS)}
        self._order = {document: place for place, document in enumerate(self.documents)}
        self.manifest: dict[str, str] = dict(connection.execute("SELECT key, value FROM manifest").fetchall())
        self.families: dict[str, Row] = {row["id"]: row for row in fetched(connection, "FROM families")}
        self.searched = sum(row["read"] for row in self.documents.values())
        self._spots: dict[str, list[tuple[Thing, Spot]]] = defaultdict(list)
        for row in fetched(connection, _SPOTS):
            spot = Spot(row["document"], row["line"], row["family"], row["basis"])
            self._spots[row["id"]].append(((row["kind"], row["thing"]), spot))
        self.cells = _by(fetched(connection, _CELLS), "kind", "thing", "cell")
        self.tellings = _by(fetched(connection, _TELLINGS), "kind", "thing")
        self.people = _by(fetched(connection, _PEOPLE), "session")
        self.conflicts = _by(fetched(connection, "FROM disagreements"), "kind", "subject")
        self.corrections = fetched(connection, "FROM corrections ORDER BY number")
        self._gather(connection)

    def _sessions(self, connection: duckdb.DuckDBPyConnection) -> dict[str, Row]:
        asked = {option: value for option in ("process", "since", "until") if (value := getattr(self.asked, option))}
        found = {row["id"]: row for row in rows(connection, "sessions", asked)}
        if asked.get("process") and not found and not rows(connection, "sessions", {"process": asked["process"]}):
            known = ", ".join(one for one in choices(connection, "sessions", "process")) or "none"
            raise MahdarError(f"--process {asked['process']}", "no session of the record is of this process", f"the record has: {known}")
        return found

    def _gather(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The rows around the sessions: each thing once, under the session that issued it or of which its first report tells most."""
        mainly = {(row["document"], row["article"]): row["thing"] for row in fetched(connection, _MAINLY)}
        first = {thing: (told[0]["document"], told[0]["article"]) for thing, told in self.tellings.items()}
        self._homes = {thing: mainly.get(where) for thing, where in first.items()}
        every = {table: fetched(connection, f"FROM {table} ORDER BY date_start NULLS LAST, id") for table in _KINDS}
        self.known: dict[Thing, Row] = {(_KINDS[table], row["id"]): row for table, found in every.items() for row in found}
        self.known |= {("session", row["id"]): row for row in fetched(connection, "FROM sessions")}
        whole = not (self.asked.process or self.asked.since or self.asked.until)
        self.of: dict[str, dict[str | None, list[Row]]] = {table: defaultdict(list) for table in _KINDS}
        for table, found in every.items():
            for row in found:
                home = self.home(_KINDS[table], row)
                if home in self.sessions or (whole and home is None):
                    self.of[table][home].append(row)
        processes = {row["process"] for row in self.sessions.values()}
        self.processes = [row for row in fetched(connection, "FROM processes") if whole or row["id"] in processes]
        subjects = {*self.sessions, *(row["id"] for table in self.of.values() for found in table.values() for row in found)}
        self.gaps = [
            row for row in fetched(connection, "FROM gaps ORDER BY ALL")
            if whole or row["subject"] in subjects or (row["subject"] is None and row["process"] in processes)
        ]  # fmt: skip

    def home(self, kind: str, row: Row) -> str | None:
        """The session under which a thing stands: the one that issued it; else the one of which its first report tells most."""
        if kind == "outcome":
            return str(row["session"]) if row["session"] else None
        if kind == "stance":
            return self._homes.get(("statement", row["statement"]))
        return self._homes.get((kind, row["id"]))

    def all(self, table: str) -> list[Row]:
        """All rows of a table that the brief is about, in the order of the table."""
        found = [row for rows_ in self.of[table].values() for row in rows_]
        return sorted(found, key=lambda row: (row["date_start"] is None, str(row["date_start"]), row["id"]))

    def chosen(self, kind: str, thing: str, *cells: str) -> list[Row]:
        """The values of these cells that the record shows."""
        return [row for cell in cells for row in self.cells.get((kind, thing, cell), ()) if row["chosen"]]

    def behind(self, kind: str, thing: str, *cells: str) -> list[Spot]:
        """Where the shown values of cells stand: not what is told vaguer, or of a plan, though it counts as backing."""
        found: list[str] = []
        for cell in cells:
            others = {claim for row in self.cells.get((kind, thing, cell), ()) if not row["chosen"] for claim in row["claims"]}
            claims = [claim for row in self.chosen(kind, thing, cell) for claim in row["claims"]]
            found += [claim for claim in claims if claim not in others] or claims
        return self.spots(found, (kind, thing))

    def spots(self, claims: Iterable[str], thing: Thing | None = None) -> list[Spot]:
        """Where claims stand; of a thing, only what is told of it."""
        found = [spot for claim in claims for of, spot in self._spots.get(claim, ()) if thing is None or of == thing]
        return sorted(set(found), key=self.place)

    def place(self, spot: Spot) -> tuple[int, int, str, str]:
        """Where a spot stands in the order of the sources."""
        return (self._order[spot.document], spot.line or 0, spot.family, spot.basis)

    def inferred(self, kind: str, thing: str, cell: str) -> bool:
        """Whether no claim behind the shown value of a cell says it in so many words."""
        spots = self.behind(kind, thing, cell)
        return bool(spots) and all(spot.basis != "said" for spot in spots)

    def cite(self, spots: Sequence[Spot]) -> Cite | None:
        """The sources of a sentence, each with its lines; None where it has none.

        The short form names one source of each independent voice, and three at most.
        """
        if not spots:
            return None
        lines: dict[str, dict[int, None]] = {}
        for spot in spots:
            lines.setdefault(spot.document, {}).update({spot.line: None} if spot.line else {})
        kept = list(lines)
        if self.asked.short:
            first = {spot.family: spot.document for spot in reversed(spots)}
            kept = [document for document in lines if document in first.values()][:MOST_CITED]
        most = MOST_LINES if self.asked.short else None
        return Cite(tuple(Ref(document, tuple(sorted(lines[document])[:most])) for document in kept), len(lines) - len(kept))


MOST_CITED, MOST_LINES = 3, 2  # sources of a sentence, and lines of each, in the short form
_KINDS = {"outcomes": "outcome", "statements": "statement", "stances": "stance", "commitments": "commitment", "control": "control"}


def _by(found: list[Row], *columns: str) -> dict[Any, list[Row]]:
    """Rows by the values of some columns."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in found:
        groups[tuple(row[column] for column in columns) if len(columns) > 1 else row[columns[0]]].append(row)
    return dict(groups)
