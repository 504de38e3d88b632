-- Promises of which sources say, after they were told, that the session is cancelled, with the last day on which one says so.
-- It stands unless more voices plan the session after that was first said.
CREATE OR REPLACE TEMP TABLE called_off AS
WITH off AS (
  SELECT p.thing, p.session, min(r.date_end) AS first_said, max(r.date_end) AS told, count(DISTINCT c.family) AS voices, list_sort(list_distinct(list(c.id))) AS claims
  FROM promised p JOIN claims c ON c.thing = p.session AND c.kind = 'session' AND c.modality = 'cancelled' AND c.cell = 'status' AND c.value IS NOT NULL
  JOIN documents r ON r.id = c.document AND coalesce(r.date_end >= p.first_told, true) GROUP BY p.thing, p.session
)
SELECT thing, told, claims FROM off o
WHERE voices >= (SELECT count(DISTINCT n.family) FROM claims n JOIN documents m ON m.id = n.document
  WHERE n.thing = o.session AND n.kind = 'session' AND n.cell = 'status' AND n.modality = 'planned' AND m.date_end > o.first_said);
