"""What an open date is: by the day published, or by linking to the same session in a document whose day is known.

Never the clock, never a guess: what linking does not decide stays an interval, or open.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from mahdar import edtf, record
from mahdar.model import Claim, Day, claim_id
from mahdar.reconciling import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import duckdb

    Resolve = Callable[[dict[str, Any], Day | None], Day]

NEAR = 31  # days: reports of a coming or past session with no year in them are written within about a month of it

_PUBLISHED = """
INSERT INTO published
WITH told AS (
  SELECT c.document, c.plain AS published, c.basis FROM said_claims c JOIN days d ON d.edtf = c.plain WHERE c.kind = 'document' AND c.cell = 'published'
  QUALIFY row_number() OVER (PARTITION BY c.document ORDER BY d.width NULLS LAST, c.span_start, c.id) = 1
)
SELECT s.id, coalesce(s.published, t.published), CASE WHEN s.published IS NULL THEN t.basis ELSE coalesce(s.published_basis, 'metadata') END, true, NULL
FROM said_documents s LEFT JOIN told t ON t.document = s.id
"""

# What a text says of the day it was published, where that is not one day: a weekday, a month, a period.
_HINTS = """
CREATE OR REPLACE TEMP TABLE hints AS
SELECT p.document, d.earliest, d.latest, d.md_first, d.md_last, try_cast(c.when_form ->> '$.wd' AS INTEGER) AS weekday, c.id AS claim
FROM published p LEFT JOIN days d ON d.edtf = p.published
LEFT JOIN (FROM said_claims WHERE kind = 'document' AND cell = 'published'
  QUALIFY row_number() OVER (PARTITION BY document ORDER BY when_form IS NULL, span_start, id) = 1) c ON c.document = p.document
WHERE d.width IS DISTINCT FROM 1
"""

# Sessions of such a document that another document dates: same process and number, or same process, kind and place on fitting days.
_WINDOWS = f"""
CREATE OR REPLACE TEMP TABLE windows AS
WITH dated AS (
  SELECT m.* FROM mentions m JOIN published p ON p.document = m.document JOIN days d ON d.edtf = p.published
  WHERE d.width = 1 AND ($day IS NULL OR d.latest <= $day::DATE) AND m.latest - m.earliest < 15
), pairs AS (
  SELECT h.document, o.status, list_concat(list_concat(o.date_claims, t.date_claims), [h.claim]) AS claims, o.date_claims[1] AS here,
    coalesce(o.earliest, try_cast(year(t.earliest) || '-' || o.md_first AS DATE)) AS low,
    coalesce(o.latest, try_cast(year(t.earliest) + (o.md_first > o.md_last)::INTEGER || '-' || o.md_last AS DATE)) AS high,
    t.earliest AS dated_from, t.latest AS dated_to, o.number = t.number AS same_number, o.kind = t.kind AS same_kind, o.city = t.city AS same_city
  FROM hints h JOIN mentions o ON o.document = h.document AND o.article = 0
  JOIN dated t ON t.process = o.process AND t.document <> o.document AND (t.number = o.number OR t.kind = o.kind)
  WHERE o.earliest IS NOT NULL OR o.md_first IS NOT NULL
)
SELECT document, claims, here, CASE WHEN status IN ('held', 'under_way') THEN low ELSE high - {NEAR} END AS day_from,
  CASE WHEN status IN ('held', 'under_way') THEN high + {NEAR} ELSE high END AS day_to
FROM pairs
WHERE dated_from <= high AND dated_to >= low AND coalesce(same_number, same_kind AND coalesce(same_city, high - low < 7))
"""

# The days that all links of a document and all that its text says allow.
_FITTING = """
WITH allowed AS (
  SELECT document, unnest(generate_series(max(day_from)::TIMESTAMP, min(day_to)::TIMESTAMP, INTERVAL 1 DAY))::DATE AS day FROM windows GROUP BY document
), fitting AS (
  SELECT a.document, min(a.day) AS first_day, max(a.day) AS last_day, count(*) AS candidates
  FROM allowed a JOIN hints h USING (document)
  WHERE (h.weekday IS NULL OR isodow(a.day) - 1 = h.weekday) AND (h.earliest IS NULL OR a.day BETWEEN h.earliest AND h.latest)
    AND (h.md_first IS NULL OR strftime(a.day, '%m-%d') BETWEEN h.md_first AND h.md_last)
  GROUP BY a.document
), causes AS (
  SELECT w.document, list_sort(list_distinct(list_filter(flatten(list(w.claims)), lambda c: c IS NOT NULL))) AS claims, min(w.here) AS here
  FROM windows w GROUP BY w.document
)
SELECT f.document, s.sha256, f.first_day, f.last_day, f.candidates, c.claims, e.spans
FROM fitting f JOIN causes c USING (document) JOIN said_documents s ON s.id = f.document LEFT JOIN hints h USING (document)
JOIN said_claims e ON e.document = f.document AND e.id = coalesce(h.claim, c.here)
ORDER BY f.document
"""

_OPEN_DATES = """
SELECT c.id, c.subject, c.kind, c.cell, c.spans, c.modality, c.chain, c.when_form FROM claims c LEFT JOIN days d ON d.edtf = c.plain
WHERE c.document = ? AND c.when_form IS NOT NULL AND c.kind <> 'document' AND c.article = 0 AND d.width IS NULL ORDER BY c.span_start, c.id
"""

_STAND = """
INSERT INTO as_of SELECT coalesce($day::DATE, max(d.latest) FILTER (d.width = 1), max(d.latest)), $day IS NOT NULL
FROM published p LEFT JOIN days d ON d.edtf = p.published
"""
_LEAVE_OUT = """
UPDATE published SET counts = false, why_left_out = o.why FROM (
  SELECT p.document, CASE WHEN d.latest IS NULL THEN 'the day it was published is not known' ELSE 'published later' END AS why
  FROM published p LEFT JOIN days d ON d.edtf = p.published WHERE d.latest IS NULL OR d.latest > (SELECT day FROM as_of)) o
WHERE o.document = published.document
"""


def anchor(connection: duckdb.DuckDBPyConnection, as_of: str | None, resolve: Resolve) -> None:
    """Settles what was published when and counts on the day of the record, and dates that only another document can date."""
    record.make(connection, "days", "as_of", "published", "sections", "linked_claims")
    connection.execute("DELETE FROM days; DELETE FROM as_of; DELETE FROM published; DELETE FROM linked_claims")
    measure(connection, "SELECT plain FROM said_claims WHERE cell IN ('dates', 'due', 'began', 'published', 'in_force')")
    measure(connection, "SELECT published FROM said_documents")
    connection.execute(_PUBLISHED)
    connection.execute(_HINTS)
    if connection.execute("SELECT count(*) FROM hints").fetchone() != (0,):
        record.make(connection, "claims", "attendance", "mentions")
        _link(connection, as_of, resolve)
    connection.execute(_STAND, {"day": as_of})
    if as_of:
        connection.execute(_LEAVE_OUT)
    record.make(connection, "claims", "documents", "attendance", "mentions")


def measure(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Adds the date values that a query yields to `days`."""
    rows = connection.execute(f"SELECT DISTINCT v FROM ({source}) s(v) WHERE v IS NOT NULL AND v NOT IN (SELECT edtf FROM days) ORDER BY v").fetchall()
    values = [{"edtf": v, **_measured(v)} for (v,) in rows]
    if values:
        connection.register("arriving", pa.Table.from_pylist(values))
        connection.execute(
            "INSERT INTO days BY NAME SELECT * REPLACE (earliest::DATE AS earliest, latest::DATE AS latest), latest::DATE - earliest::DATE + 1 AS width FROM arriving"
        )
        connection.unregister("arriving")


def _measured(value: str) -> dict[str, str | None]:
    earliest, latest = edtf.bounds(value)
    first, last = edtf.month_days(value)
    return {"earliest": earliest, "latest": latest, "date_precision": edtf.precision(value), "form": edtf.form(value), "md_first": first, "md_last": last}


def _link(connection: duckdb.DuckDBPyConnection, as_of: str | None, resolve: Resolve) -> None:
    """Writes what the links tell: the day published, and the dates that it settles."""
    connection.execute(_WINDOWS, {"day": as_of})
    found: list[Claim] = []
    for document, sha256, first, last, candidates, causes, spans in connection.execute(_FITTING).fetchall():
        day = _day(first, last, candidates)
        published = _claim(sha256, Claim("", document, document, "document", "published", day.edtf, _stretches(spans)), *causes)
        found += [published, *_settled_dates(connection, sha256, published, day, resolve)]
        connection.execute("UPDATE published SET published = ?, published_basis = 'linked' WHERE document = ?", [day.edtf, document])
    store.insert_claims(connection, "linked_claims", found)
    measure(connection, "SELECT plain FROM linked_claims")


def _day(first: date, last: date, candidates: int) -> Day:
    value = first.isoformat() if candidates == 1 else f"[{first}..{last}]"
    return Day(edtf=value, earliest=first.isoformat(), latest=last.isoformat(), inferred=("year", "month", "day"), anchor="linked")


def _settled_dates(connection: duckdb.DuckDBPyConnection, sha256: str, published: Claim, day: Day, resolve: Resolve) -> Iterator[Claim]:
    """The open dates of a document, resolved again now that its day is known; glued articles have days of their own."""
    for claim, subject, kind, cell, spans, modality, chain, form in connection.execute(_OPEN_DATES, [published.document]).fetchall():
        value = resolve(json.loads(form), day)
        if value.edtf and edtf.bounds(value.edtf) != (None, None):
            made = Claim("", published.document, subject, kind, cell, value.edtf, _stretches(spans), modality=modality, chain=tuple(chain))
            yield _claim(sha256, made, claim, published.id)


def _stretches(spans: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in spans)


def _claim(sha256: str, claim: Claim, *origin: str) -> Claim:
    """The claim with its id and what it came from."""
    made = claim_id(sha256, claim.subject, claim.kind, claim.cell, claim.value, claim.spans, claim.modality)
    return msgspec.structs.replace(claim, id=made, basis="linked", origin=origin, pattern="linking")
