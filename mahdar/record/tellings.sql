-- Every place where a document tells a statement, a commitment or a change of control.
-- thing: the statement, commitment or change of control
-- kind: kind of the thing {codes: thing; null: never}
-- document: the document that tells it
-- subject: its local name there
-- span_start: start of the hull of the words {unit: code points}
-- span_end: end of the hull {unit: code points}
-- spans: the exact pieces
-- text: the words of the hull
-- mode: how the words come {codes: mode; null: no statement}
-- chain: transmitters, from the one nearest to the outlet to the origin
-- claim: the claim
CREATE OR REPLACE TABLE tellings AS
WITH modes AS (SELECT subject, first(plain ORDER BY id) AS mode FROM claims WHERE kind = 'statement' AND cell = 'mode' GROUP BY subject),
told AS (
  SELECT thing, kind, document, subject, span_start, span_end, spans, chain, id AS claim FROM claims
  WHERE (kind, cell) IN (('statement', 'content'), ('commitment', 'what')) AND thing IS NOT NULL
  UNION ALL
  SELECT thing, 'control', document, subject, min(span_start), max(span_end), list_sort(list_distinct(flatten(list(spans)))), first(chain ORDER BY len(chain) DESC, chain), min(id)
  FROM claims WHERE kind = 'control' AND thing IS NOT NULL AND modality = 'asserted' GROUP BY ALL
)
SELECT t.thing, t.kind, t.document, t.subject, t.span_start, t.span_end, t.spans,
  substring(d.text, t.span_start + 1, t.span_end - t.span_start) AS text, m.mode, t.chain, t.claim
FROM told t JOIN documents d ON d.id = t.document LEFT JOIN modes m ON m.subject = t.subject AND t.kind = 'statement'
ORDER BY t.kind, t.thing, d.date_start NULLS LAST, t.document, t.span_start, t.span_end, t.claim;
