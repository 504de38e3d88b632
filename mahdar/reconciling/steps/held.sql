-- Sessions that a claim says were held, with the days and the claims. A report from before the session's day cannot tell that it was held.
CREATE OR REPLACE TEMP TABLE held AS
SELECT c.thing AS session, min(d.earliest) AS day_from, list_sort(list_distinct(list(c.id))) AS claims
FROM claims c JOIN sessions s ON s.id = c.thing JOIN documents r ON r.id = c.document LEFT JOIN days d ON d.edtf = c.plain AND c.cell = 'dates'
WHERE c.kind = 'session' AND c.modality = 'held' AND c.cell IN ('status', 'dates') AND c.value IS NOT NULL
  AND coalesce(r.date_end >= s.date_start, true)
GROUP BY c.thing;
