"""What readers corrected, where it acts: in claims, in what is one thing, in the choice of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Cells that hold an actor; a participant holds two, a chain several.
_ACTORS = "('speaker', 'by', 'signatory', 'actor', 'from_actor', 'addressee', 'target', 'of')"
_NAMES = """
(SELECT name, actor, to_json(name)::VARCHAR AS named, to_json(actor)::VARCHAR AS meant FROM said_corrections WHERE "do" = 'identify')"""
_SIGNED = "who || ' on ' || made || ': ' || why"


def rename(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives names that only texts know to those they belong to."""
    if _has(connection, "identify"):
        own = f"claims.plain = n.name AND claims.cell IN {_ACTORS}"
        connection.execute(f"UPDATE claims SET value = n.meant, plain = n.actor FROM {_NAMES} n WHERE {own}")
        inside = "claims.cell = 'participant' AND contains(claims.value, n.named)"
        connection.execute(f"UPDATE claims SET value = replace(claims.value, n.named, n.meant) FROM {_NAMES} n WHERE {inside}")
        renamed = "list_transform(claims.chain, lambda x: CASE WHEN x = n.name THEN n.actor ELSE x END)"
        connection.execute(f"UPDATE claims SET chain = {renamed} FROM {_NAMES} n WHERE list_contains(claims.chain, n.name)")


def date(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives sources the day that a reader found."""
    if _has(connection, "day"):
        fixed = "(SELECT document, day FROM said_corrections WHERE \"do\" = 'day')"
        found = "published = c.day, published_basis = 'corrected'"
        connection.execute(f"UPDATE published SET {found} FROM {fixed} c WHERE c.document = published.document")


def regroup(connection: duckdb.DuckDBPyConnection, sessions: bool) -> None:
    """Merges and splits what readers say is one thing or several: sessions, or everything else."""
    for do in ("split", "merge"):
        if _has(connection, do):
            query = f'SELECT claims, {_SIGNED} FROM said_corrections WHERE "do" = ? ORDER BY number'
            for claims, reason in connection.execute(query, [do]).fetchall():
                _split(connection, claims, reason, sessions) if do == "split" else _merge(connection, claims, reason, sessions)


_FOUND = """
SELECT DISTINCT i.subject, i.kind, i.thing FROM claims c JOIN identities i ON i.subject = c.subject AND i.kind = c.kind
WHERE c.id IN (SELECT unnest(?)) AND (i.kind = 'session') = ? ORDER BY ALL"""


def _merge(connection: duckdb.DuckDBPyConnection, claims: list[list[str]], reason: str, sessions: bool) -> None:
    """The things become the first of them."""
    found = [hits[0] for some in claims if (hits := connection.execute(_FOUND, [some, sessions]).fetchall())]
    for _, kind, thing in found[1:]:
        if kind == found[0][1]:
            change = "UPDATE identities SET thing = ?, reason = 'merged by ' || ? WHERE kind = ? AND thing = ?"
            connection.execute(change, [found[0][2], reason, kind, thing])


def _split(connection: duckdb.DuckDBPyConnection, claims: list[list[str]], reason: str, sessions: bool) -> None:
    """The tellings become one thing of their own."""
    for some in claims:
        for subject, kind, thing in connection.execute(_FOUND, [some, sessions]).fetchall():
            change = "UPDATE identities SET thing = ? || '-apart', reason = 'split off by ' || ? WHERE kind = ? AND subject = ?"
            connection.execute(change, [thing, reason, kind, subject])


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Chooses the values that readers settled; one that no source gives has no claims and no independent source."""
    if not _has(connection, "settle"):
        return
    query = f"SELECT claims[1], cell, value, {_SIGNED} FROM said_corrections WHERE \"do\" = 'settle' ORDER BY number"
    for claims, cell, value, reason in connection.execute(query).fetchall():
        of = "SELECT DISTINCT thing, kind FROM claims WHERE id IN (SELECT unnest(?))"
        for thing, kind in connection.execute(of, [claims]).fetchall():
            _settle(connection, thing, kind, cell, value, reason)


_GIVEN = """
INSERT INTO ranked BY NAME
SELECT $thing AS thing, $kind AS kind, $cell AS cell, $value AS value, $value ->> '$' AS plain, 7 AS firmness, []::VARCHAR[] AS families,
  []::VARCHAR[] AS claims, d.earliest, d.latest, d.date_precision, false AS refined, true AS strict, false AS many
FROM (SELECT 1) LEFT JOIN days d ON d.edtf = $value ->> '$'
WHERE NOT EXISTS (FROM ranked WHERE thing = $thing AND kind = $kind AND cell = $cell AND value = $value)"""
_SETTLED = """
UPDATE ranked SET chosen = (value = $value), settled_by = $who,
  reason = CASE WHEN value = $value THEN 'settled by ' || $who ELSE 'another value was settled' END
WHERE thing = $thing AND kind = $kind AND cell = $cell"""


def _settle(connection: duckdb.DuckDBPyConnection, thing: str, kind: str, cell: str, value: str, who: str) -> None:
    of = {"thing": thing, "kind": kind, "cell": cell, "value": value}
    connection.execute(_GIVEN, of)
    connection.execute(_SETTLED, {**of, "who": who})


def _has(connection: duckdb.DuckDBPyConnection, do: str) -> bool:
    return (do,) in connection.execute('SELECT "do" FROM said_corrections').fetchall()
