"""What had come of each commitment by the day of the record, with the claim that settled it; and what is not found.

Silence is never a fact: a promise is overdue only where a later document covers its process and says nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record

if TYPE_CHECKING:
    import duckdb

_PROMISED = """
CREATE OR REPLACE TEMP TABLE promised AS
SELECT thing, coalesce(list_sort(list(value ->> '$') FILTER (cell = 'by')), []) AS "by", max(value ->> '$') FILTER (cell = 'what') AS what,
  max(value ->> '$') FILTER (cell = 'session') AS session, max(value ->> '$') FILTER (cell = 'due') AS due,
  max(date_start) FILTER (cell = 'due') AS date_start, max(date_end) FILTER (cell = 'due') AS date_end,
  coalesce(max(date_precision) FILTER (cell = 'due'), 'open') AS date_precision,
  max(value ->> '$') FILTER (cell = 'place') AS place, max(value ->> '$') FILTER (cell = 'condition') AS condition
FROM cells WHERE kind = 'commitment' AND chosen GROUP BY thing
"""

# A promised session was held where a claim says so; the day of the record stands after what is told, so a claim of it settles.
_HELD = """
CREATE OR REPLACE TEMP TABLE held AS
SELECT c.thing AS session, min(d.earliest) AS day_from, min(d.latest) AS day_to, list_sort(list_distinct(list(c.id))) AS claims
FROM claims c LEFT JOIN days d ON d.edtf = c.plain AND c.cell = 'dates'
WHERE c.kind = 'session' AND c.modality = 'held' AND c.cell IN ('status', 'dates') AND c.value IS NOT NULL GROUP BY c.thing
"""
_CANCELLED = """
CREATE OR REPLACE TEMP TABLE called_off AS
SELECT thing AS session, list_sort(list_distinct(list(id))) AS claims FROM claims WHERE kind = 'session' AND modality = 'cancelled' AND value IS NOT NULL GROUP BY thing
"""

# The last day on which a document that covers the process was published.
_COVERED = """
CREATE OR REPLACE TEMP TABLE covered AS
SELECT s.process, max(d.date_start) AS last_report FROM claims c JOIN sessions s ON s.id = c.thing AND c.kind = 'session' JOIN documents d ON d.id = c.document
WHERE s.process IS NOT NULL GROUP BY s.process
"""

_FATES = """
CREATE OR REPLACE TEMP TABLE fate_of AS
WITH judged AS (
  SELECT p.thing, (SELECT day FROM as_of) AS today, p.date_end AS due, h.day_from, h.claims AS held, x.claims AS called_off, c.last_report, s.process
  FROM promised p LEFT JOIN sessions s ON s.id = p.session LEFT JOIN held h ON h.session = p.session
  LEFT JOIN called_off x ON x.session = p.session LEFT JOIN covered c ON c.process = s.process
), fated AS (
  SELECT *, CASE WHEN held IS NOT NULL AND day_from > due THEN 'late' WHEN held IS NOT NULL THEN 'fulfilled' WHEN called_off IS NOT NULL THEN 'cancelled'
    WHEN due IS NULL OR due >= today THEN 'pending' WHEN last_report > due THEN 'overdue' ELSE 'no_later_source' END AS fate
  FROM judged
)
SELECT thing, fate, CASE fate WHEN 'late' THEN 'held after the day it was due' WHEN 'fulfilled' THEN 'the session was held' WHEN 'cancelled' THEN 'the session was cancelled'
    WHEN 'pending' THEN CASE WHEN due IS NULL THEN 'no due day is known' ELSE 'due by ' || due END
    WHEN 'overdue' THEN 'due by ' || due || '; reports on the process until ' || last_report || ' do not tell of it'
    ELSE 'due by ' || due || '; no later source covers it' END AS reason,
  CASE WHEN fate IN ('late', 'fulfilled') THEN held WHEN fate = 'cancelled' THEN called_off ELSE [] END AS settled_by
FROM fated
"""


def fates(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the tables of things, gives every commitment its fate, and says what is not found in these sources."""
    record.make(connection, "processes", "sessions", "outcomes", "statements", "tellings", "control")
    for step in (_PROMISED, _HELD, _CANCELLED, _COVERED, _FATES):
        connection.execute(step)
    record.make(connection, "commitments", "actors", "places", "gaps", "manifest")
