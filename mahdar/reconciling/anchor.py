"""What an open date is: by the day published, or by linking to the same session in a document whose day is known.

Never the clock, never a guess: what linking does not decide stays an interval, or open.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from mahdar import edtf, record
from mahdar.model import Claim, Day, claim_id
from mahdar.reconciling import correcting, keeping, store
from mahdar.reconciling.steps import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    import duckdb

    Resolve = Callable[[dict[str, Any], Day | None], Day]


_DATED = "('dates', 'due', 'began', 'published', 'in_force')"
_STATED = f"""
SELECT plain FROM said_claims WHERE cell IN {_DATED}
UNION SELECT unnest([published, '[..' || try_cast(left(retrieved_at, 10) AS DATE) || ']']) FROM said_documents
UNION SELECT coalesce(day, value ->> '$') FROM said_corrections WHERE day IS NOT NULL OR cell IN {_DATED}"""


def anchor(connection: duckdb.DuckDBPyConnection, as_of: str | None, resolve: Resolve) -> None:
    """Settles what was published when and counts on the day of the record, and dates that only another document can date."""
    keeping.begin(connection)
    record.make(connection, "days", "as_of", "published", "sections", "linked_claims")
    keeping.cut(connection)
    connection.execute("DELETE FROM days; DELETE FROM as_of; DELETE FROM published; DELETE FROM linked_claims")
    measure(connection, _STATED)
    run(connection, "policy", "published")
    correcting.date(connection)
    run(connection, "hints")
    if connection.execute("FROM hints LIMIT 1").fetchall():
        _tell(connection)
        _link(connection, as_of, resolve)
    run(connection, "stand", day=as_of)
    if as_of:
        run(connection, "leave_out")
    run(connection, "versions", day=as_of)


def tell(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes what the documents that count say."""
    _tell(connection, "documents")


def _tell(connection: duckdb.DuckDBPyConnection, *more: str) -> None:
    """What the documents that count say, and of which sessions."""
    with keeping.said(connection, "claims", *more, "attendance", "mentions") as anew:
        if anew:
            record.make(connection, "claims")
            correcting.rename(connection)
            record.make(connection, *more, "attendance", "mentions")


def measure(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Adds the date values that a query yields to `days`."""
    new = f"SELECT DISTINCT v FROM ({source}) s(v) WHERE v IS NOT NULL AND v NOT IN (SELECT edtf FROM days) ORDER BY v"
    values = [(v, *_measured(v)) for (v,) in connection.execute(new).fetchall()]
    store.replace(connection, "measured", ("edtf", "earliest", "latest", "date_precision", "form", "md_first", "md_last"), values)
    dated = "* REPLACE (earliest::DATE AS earliest, latest::DATE AS latest)"
    connection.execute(f"INSERT INTO days BY NAME SELECT {dated}, latest::DATE - earliest::DATE + 1 AS width FROM measured")


@lru_cache(maxsize=1 << 16)
def _measured(value: str) -> tuple[str | None, ...]:
    return *edtf.bounds(value), edtf.precision(value), edtf.form(value), *edtf.month_days(value)


def _link(connection: duckdb.DuckDBPyConnection, as_of: str | None, resolve: Resolve) -> None:
    """Writes what the links tell: the day published, and the dates that it settles."""
    run(connection, "windows", day=as_of)
    found: list[Claim] = []
    for document, sha256, first, last, candidates, causes, spans in run(connection, "fitting"):
        day = _day(first, last, candidates)
        published = _claim(sha256, Claim("", document, document, "document", "published", day.edtf, _stretches(spans)), *causes)
        found += [published, *_settled_dates(connection, sha256, published, day, resolve)]
        connection.execute("UPDATE published SET published = ?, published_basis = 'linked' WHERE document = ?", [day.edtf, document])
    store.insert_claims(connection, "linked_claims", found)
    measure(connection, "SELECT plain FROM linked_claims")


def _day(first: date, last: date | None, candidates: int) -> Day:
    value = first.isoformat() if candidates == 1 else f"[{first}..{last or ''}]"
    return Day(
        edtf=value,
        earliest=first.isoformat(),
        latest=last.isoformat() if last else None,
        inferred=("year", "month", "day"),
        anchor="linked",
    )


def _settled_dates(connection: duckdb.DuckDBPyConnection, sha256: str, published: Claim, day: Day, resolve: Resolve) -> Iterator[Claim]:
    """The open dates of a document, resolved again now that its day is known; glued articles have days of their own."""
    for claim, subject, kind, cell, spans, modality, chain, form in run(connection, "open_dates", document=published.document):
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
