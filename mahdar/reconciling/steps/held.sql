-- Sessions that a claim says took place, with their days and city as the record has them, and the claims.
-- A report from before the session's day cannot tell that it was held.
CREATE OR REPLACE TEMP TABLE held AS
SELECT s.id AS session, s.process, s.kind, s.number, s.dates, s.date_start AS day_from, s.date_end AS day_to, s.country,
  max(c.plain) FILTER (c.cell = 'city') AS city, coalesce(len(list_distinct(list(c.family) FILTER (c.cell = 'status'))), 0) AS voices, list_sort(list_distinct(list(c.id))) AS claims
FROM claims c JOIN sessions s ON s.id = c.thing JOIN documents r ON r.id = c.document
WHERE c.kind = 'session' AND c.modality IN ('held', 'under_way') AND (c.cell = 'status' OR (c.cell, c.plain) IN (('dates', s.dates), ('city', s.city)))
  AND coalesce(r.date_end >= s.date_start, true)
GROUP BY ALL HAVING bool_or(c.cell IN ('status', 'dates'));
