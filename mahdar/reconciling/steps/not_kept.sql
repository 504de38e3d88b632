-- Promises that a source says were not kept: a session that was not held, told in the month due or later, or at the end of a longer period.
CREATE OR REPLACE TEMP TABLE not_kept AS
SELECT p.thing, list_sort(list_distinct(list(c.id))) AS claims
FROM promised p JOIN claims c ON c.thing = p.session AND c.kind = 'session' AND c.modality = 'denied' AND c.cell = 'kind'
JOIN documents r ON r.id = c.document AND r.date_end >= coalesce(CASE WHEN p.date_end - p.date_start < 31 THEN p.date_start ELSE p.date_end END, p.last_told)
GROUP BY p.thing;
