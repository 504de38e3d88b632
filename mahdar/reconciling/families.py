"""Which documents and claims are one voice: copies, reposts that name their source, the same outlet or agency, the same communiqué."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar import record
from mahdar.reconciling import store
from mahdar.reconciling.clusters import Clusters

if TYPE_CHECKING:
    import duckdb

COPIED = 0.5  # share of the shorter document's sentences; chosen, not yet measured on pairs of real copies
AT_LEAST = 3  # shared sentences; one or two may be a quotation that both carry
COMMON = 20  # documents; a sentence in more of them is compared with its first document only, so that pairs stay few

_COPIES = f"""
CREATE OR REPLACE TEMP TABLE copies AS
WITH sentences AS (
  SELECT id AS document, unnest(sentences) AS sentence, len(sentences) AS n, date_start FROM documents
), counted AS (
  SELECT *, count(*) OVER s AS spread, row_number() OVER (s ORDER BY date_start NULLS LAST, document) AS place FROM sentences WINDOW s AS (PARTITION BY sentence)
), pairs AS (
  SELECT a.document AS a, b.document AS b, count(*) AS shared, any_value(least(a.n, b.n)) AS shorter
  FROM counted a JOIN counted b USING (sentence)
  WHERE a.document < b.document AND (a.spread <= {COMMON} OR a.place = 1 OR b.place = 1) GROUP BY ALL
)
SELECT a, b, 'copy: ' || shared || ' of ' || shorter || ' sentences are the same' AS reason, false AS named
FROM pairs WHERE shared >= least({AT_LEAST}, shorter) AND shared >= {COPIED} * shorter
UNION ALL
SELECT c.document, d.id, 'copy: it names the address it copies', true FROM claims c JOIN documents d ON d.url = c.plain AND d.id <> c.document
WHERE c.kind = 'document' AND c.cell = 'copy_of_url'
ORDER BY ALL
"""

# The voice of a document is the outlet it repeats, else its outlet, else itself; a copy has the voice of the first of its kind.
_DOCUMENTS = """
CREATE OR REPLACE TEMP TABLE document_voices AS
WITH own AS (
  SELECT d.id, coalesce(g.root, d.id) AS root, coalesce(d.reposts, d.outlet, d.id) AS voice,
    CASE WHEN d.reposts IS NOT NULL THEN 'repost: it names its source' WHEN d.outlet IS NOT NULL THEN 'the same outlet' ELSE 'one document' END AS reason,
    row_number() OVER (PARTITION BY coalesce(g.root, d.id) ORDER BY d.reposts IS NOT NULL, g.named IS NULL, d.date_start NULLS LAST, d.id) AS place
  FROM documents d LEFT JOIN grouped g ON g.document = d.id
)
SELECT o.id AS document, f.voice AS family, CASE WHEN f.id = o.id THEN o.reason ELSE coalesce(g.reason, o.reason) END AS reason,
  CASE WHEN f.id <> o.id THEN f.id END AS copy_of
FROM own o JOIN own f ON f.root = o.root AND f.place = 1 LEFT JOIN grouped g ON g.document = o.id
"""

# An agency in the chain speaks, then the communiqué that is the origin, then a section's own outlet, then the document's voice.
_CLAIMS = """
CREATE OR REPLACE TEMP TABLE claim_voices AS
WITH agencies AS (SELECT coalesce(list(id), []) AS ids FROM things WHERE class = 'outlet' AND kind = 'agency'),
issued AS (
  SELECT o.subject, o.document, lower(coalesce(concat_ws('-', m.process, m.kind, coalesce(m.number::VARCHAR, m.earliest::VARCHAR)), o.dates)) AS meeting, o.kind
  FROM (SELECT subject, document, first(plain ORDER BY id) FILTER (cell = 'session') AS session, first(plain ORDER BY id) FILTER (cell = 'dates') AS dates,
      first(plain ORDER BY id) FILTER (cell = 'kind') AS kind
    FROM claims WHERE kind = 'outcome' GROUP BY ALL) o
  LEFT JOIN mentions m ON m.subject = o.session AND coalesce(m.number::VARCHAR, m.earliest::VARCHAR) IS NOT NULL
), heard AS (
  SELECT c.document, c.id, c.chain[-1] AS origin, c.section_outlet,
    list_filter(c.chain, lambda x: list_contains(a.ids, x))[-1] AS agency FROM claims c, agencies a
), told AS (
  SELECT h.*, min(replace(i.kind, '_', '-') || '-of-' || i.meeting) AS communique
  FROM heard h LEFT JOIN issued i ON i.document = h.document AND (i.subject = h.origin OR replace(i.kind, '_', '-') = replace(h.origin, '_', '-'))
  GROUP BY ALL
)
SELECT t.document, t.id, coalesce(agency, communique, section_outlet, v.family) AS family,
  CASE WHEN agency IS NOT NULL THEN 'the same agency' WHEN communique IS NOT NULL THEN 'the same communiqué'
    WHEN section_outlet IS NOT NULL THEN 'the same outlet' ELSE v.reason END AS reason
FROM told t JOIN document_voices v USING (document)
"""


def families(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives every document and every claim its voice, and each voice its reason."""
    connection.execute(_COPIES)
    _group(connection)
    connection.execute(_DOCUMENTS)
    connection.execute(_CLAIMS)
    connection.execute("UPDATE documents SET family = v.family, copy_of = v.copy_of FROM document_voices v WHERE v.document = documents.id")
    connection.execute("UPDATE claims SET family = v.family FROM claim_voices v WHERE v.document = claims.document AND v.id = claims.id")
    record.make(connection, "families")


def _group(connection: duckdb.DuckDBPyConnection) -> None:
    """Copies of copies are copies: documents by the first of their group, with the reason of the first link."""
    clusters: Clusters[str] = Clusters()
    reasons: dict[str, str] = {}
    originals = set()
    for a, b, reason, named in connection.execute("FROM copies").fetchall():
        clusters.join(a, b)
        reasons.setdefault(a, reason)
        reasons.setdefault(b, reason)
        originals |= {b} if named else set()
    rows = [(d, clusters.root(d), reason, "yes" if d in originals else None) for d, reason in sorted(reasons.items())]
    store.replace(connection, "grouped", ("document", "root", "reason", "named"), rows)
