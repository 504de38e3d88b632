"""Positions as a matrix: actors by issues, and in each cell how a position went on or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mahdar.showing import listings
from mahdar.showing.room.asked import PAGE

if TYPE_CHECKING:
    from mahdar.showing.room.pages import View

Row = dict[str, Any]
MOST = 40  # actors of the matrix: of more, those of whom most positions are told
SIGNS = {"support": "+", "oppose": "−", "demand": "!"}
LATEST = 5  # turns of a cell that are shown: of more, the latest
# A position goes on until the next one that is another; each such turn is one row, with the day it began and the last day it was told.
_TURNS = """WITH told AS (SELECT id, actor, issue, stance, date_start, date_end FROM {fitting}),
strongest AS (SELECT actor FROM told GROUP BY actor ORDER BY count(*) DESC, actor LIMIT $most),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY actor, issue ORDER BY date_start NULLS LAST, id)
    - row_number() OVER (PARTITION BY actor, issue, stance ORDER BY date_start NULLS LAST, id) AS turn
  FROM told SEMI JOIN strongest USING (actor)
)
SELECT actor, issue, stance, min(date_start) AS since, max(date_end) AS until, count(*) AS n, min(id) AS id
FROM numbered GROUP BY actor, issue, stance, turn ORDER BY actor, issue, since NULLS LAST, id"""
_ALL = "SELECT count(DISTINCT actor) AS actors FROM {fitting}"


def matrix(name: str, shown: View, wanted: dict[str, str]) -> Row:
    """The listing with its matrix: by issue, and for each actor the turns of each issue."""
    listed = shown.book.held.listing(name)
    relation, bound = listings.fitting(shown.connection, listed.listing, wanted)
    turns = shown.rows(_TURNS.format(fitting=relation), **bound, most=MOST)
    (counted,) = shown.rows(_ALL.format(fitting=relation), **bound)
    issues = sorted({one["issue"] for one in turns}, key=shown.names)
    actors: dict[str, dict[str, list[Row]]] = {}
    for one in turns:
        actors.setdefault(one["actor"], {}).setdefault(one["issue"], []).append(_turn(shown, one))
    order = sorted(actors, key=lambda actor: (-sum(len(cell) for cell in actors[actor].values()), shown.names(actor)))
    found, total = listed.page(shown.connection, wanted, shown.asked.first, PAGE)
    return {
        "rows": found,
        "total": total,
        "issues": issues,
        "actors": {actor: actors[actor] for actor in order},
        "counted": counted["actors"],
        "latest": LATEST,
        "signs": SIGNS,
    }


def _turn(shown: View, row: Row) -> Row:
    """One position leads to its page, several of one turn to their listing."""
    if row["n"] == 1:
        return {**row, "href": shown.asked.url(f"/stances/{row['id']}")}
    days = {key: row[key].isoformat() for key in ("since", "until") if row[key]}
    asked = {key: row[key] for key in ("actor", "issue", "stance")}
    return {**row, "href": shown.asked.url("/stances", **asked, **days)}
