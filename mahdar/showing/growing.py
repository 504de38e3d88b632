"""The growth loop: what the reader could not place, and what changed between two readings of a corpus.

The second is the review of every change of the data. A claim is the same when document, kind, cell, value, words, modality
and chain are; the number of its thing ("session-3") does not count, since one more session found renumbers those after it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from mahdar.reconciling import store
from mahdar.showing.listings import LINE, Row, fetched
from mahdar.showing.tables import HASH, shortened
from mahdar.showing.terminal import safe
from mahdar.showing.words import Tongue, word

DIFF = ("change", "kind", "cell", "before", "after", "source", "text")
UNREAD = ("kind", "form", "count", "sources", "source", "text")

_NUMBERS = frozenset({"count", "sources", "gained", "lost", "changed"})
_WIDEST = {"before": 40, "after": 40, "form": 30, "source": 28}  # columns of a table, so that the words of the sources get the rest

# Everything that makes a claim what it is, but for the number of its thing; equal claims of one document are told apart by their order.
_BARE = r"""
CREATE OR REPLACE TEMP TABLE {side} AS
SELECT row_number() OVER (ORDER BY document, span_start, kind, cell, id) AS row, document, kind, cell, bare, spans, span_start, span_end,
  hash(document, kind, cell, bare, spans, modality, chain) AS same,
  row_number() OVER (PARTITION BY document, kind, cell, bare, spans, modality, chain ORDER BY subject, id) AS nth
FROM (SELECT *, regexp_replace(value, '#([a-z]+)-\d+', '#\1', 'g') AS bare FROM {side}_record.said_claims)
"""
# Of what is left, the claims of one cell whose words overlap most, or that both rest on no words, are one claim that changed.
_CHANGES = f"""
WITH lost AS (FROM before b ANTI JOIN after a USING (same, nth)), gained AS (FROM after a ANTI JOIN before b USING (same, nth)),
pairs AS (
  SELECT l.row AS old, g.row AS new, least(l.span_end, g.span_end) - greatest(l.span_start, g.span_start) AS shared
  FROM lost l JOIN gained g USING (document, kind, cell)
  WHERE (l.span_start < g.span_end AND g.span_start < l.span_end) OR (l.span_start IS NULL AND g.span_start IS NULL)
  QUALIFY row_number() OVER (PARTITION BY old ORDER BY shared DESC, new) = 1
    AND row_number() OVER (PARTITION BY new ORDER BY shared DESC, old) = 1
), changes AS (
  SELECT 'changed' AS change, g.*, l.bare AS old, g.bare AS new FROM pairs p JOIN lost l ON l.row = p.old JOIN gained g ON g.row = p.new
  UNION ALL SELECT 'lost', l.*, l.bare, NULL FROM lost l WHERE l.row NOT IN (SELECT old FROM pairs)
  UNION ALL SELECT 'gained', g.*, NULL, g.bare FROM gained g WHERE g.row NOT IN (SELECT new FROM pairs)
), documents AS (
  SELECT id, text FROM after_record.said_documents UNION ALL
  SELECT id, text FROM before_record.said_documents WHERE id NOT IN (SELECT id FROM after_record.said_documents)
)
SELECT c.change, c.kind, c.cell, c.old AS before, c.new AS after,
  c.document || ':' || ({LINE.format(text="d.text", at="coalesce(c.span_start, 0)")}) AS source,
  coalesce(substring(d.text, c.span_start + 1, c.span_end - c.span_start), '') AS text
FROM changes c JOIN documents d ON d.id = c.document
ORDER BY c.document, c.span_start NULLS FIRST, c.kind, c.cell, c.change
"""


def diff(old: Path | str, new: Path | str) -> list[Row]:
    """The claims gained, lost and changed from one record to another, in the order of the texts; MahdarError where one is no record."""
    with duckdb.connect(":memory:") as connection:
        for side, path in (("before", old), ("after", new)):
            store.attach(connection, path, f"{side}_record")
            connection.execute(_BARE.format(side=side))
        found = fetched(connection, _CHANGES)
    return [{**row, "before": _value(row["before"]), "after": _value(row["after"])} for row in found]


def _value(spelled: str | None) -> Any:
    return None if spelled is None else json.loads(spelled)


def diff_page(found: list[Row], tongue: Tongue) -> Group:
    """How many claims changed of which cell, then each of them."""
    return Group(_summary(found, tongue), _changes(found, tongue))


def _summary(found: list[Row], tongue: Tongue) -> Table:
    kinds = ("gained", "lost", "changed")
    grid = _grid(("cell", *kinds), tongue)
    for kind, cell in dict.fromkeys(sorted((row["kind"], row["cell"]) for row in found)):
        here = [row["change"] for row in found if (row["kind"], row["cell"]) == (kind, cell)]
        grid.add_row(_named(kind, cell, tongue), *(str(here.count(k)) for k in kinds))
    return grid


def _changes(found: list[Row], tongue: Tongue) -> Table:
    grid = _grid(("change", "cell", "before", "after", "source", "text"), tongue)
    for row in found:
        values = (_shown(row[side], tongue) for side in ("before", "after"))
        change, cell = word("fields", row["change"], tongue), _named(row["kind"], row["cell"], tongue)
        grid.add_row(change, cell, *values, HASH.sub("", row["source"]), Text(_short(row["text"])))
    return grid


def _named(kind: str, cell: str, tongue: Tongue) -> str:
    return f"{word('things', kind, tongue)}: {word('fields', cell, tongue)}"


def unread_page(found: list[Row], tongue: Tongue) -> Table:
    """What could not be placed: kind, words, how often, where first."""
    grid = _grid(UNREAD, tongue)
    for row in found:
        kind, *cells = (HASH.sub("", str(row[column])) for column in UNREAD)
        grid.add_row(word("values", kind, tongue), *(Text(_short(cell)) for cell in cells))
    return grid


def _grid(columns: tuple[str, ...], tongue: Tongue) -> Table:
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        grid.add_column(
            word("fields", column, tongue),
            justify="right" if column in _NUMBERS else "left",
            overflow="fold",
            max_width=_WIDEST.get(column),
        )
    return grid


def _shown(value: Any, tongue: Tongue) -> Text:
    plain = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return Text(_short(word("values", plain, tongue)))


def _short(text: str) -> str:
    return shortened(safe(" ".join(text.split())))
