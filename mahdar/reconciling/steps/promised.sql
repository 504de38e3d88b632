-- Commitments with what they show, the process they belong to, where they were to be kept, and the days between which they were told.
-- A voice tells when it is first heard: a copy of an old report tells nothing anew. Without a session, the process is the only one that the sources tell of.
CREATE OR REPLACE TEMP TABLE promised AS
WITH shown AS (
  SELECT thing, coalesce(list_sort(list(value ->> '$') FILTER (cell = 'by')), []) AS "by", max(value ->> '$') FILTER (cell = 'what') AS what,
    max(value ->> '$') FILTER (cell = 'session') AS session, max(value ->> '$') FILTER (cell = 'due') AS due,
    max(date_start) FILTER (cell = 'due') AS date_start, max(date_end) FILTER (cell = 'due') AS date_end,
    coalesce(max(date_precision) FILTER (cell = 'due'), 'open') AS date_precision,
    max(value ->> '$') FILTER (cell = 'place') AS place, max(value ->> '$') FILTER (cell = 'condition') AS condition
  FROM cells WHERE kind = 'commitment' AND chosen GROUP BY thing
), heard AS (
  SELECT c.thing, c.family, min(d.date_end) AS told FROM claims c JOIN documents d ON d.id = c.document WHERE c.kind = 'commitment' AND c.thing IS NOT NULL GROUP BY ALL
), due_told AS (
  SELECT c.thing, min(d.date_end) AS due_told FROM claims c JOIN documents d ON d.id = c.document WHERE c.kind = 'commitment' AND c.cell = 'due' AND c.value IS NOT NULL GROUP BY c.thing
), told AS (SELECT thing, min(told) AS first_told, max(told) AS last_told FROM heard GROUP BY thing),
about AS (  -- what the reports of a promise are about
  SELECT p.thing, min(s.plain) AS process FROM (SELECT DISTINCT thing, document FROM claims WHERE kind = 'commitment' AND thing IS NOT NULL) p
  JOIN claims s ON s.document = p.document AND s.kind = 'session' AND s.cell = 'process' GROUP BY p.thing HAVING min(s.plain) = max(s.plain)
), planned_in AS (  -- where the session was to be, by the reports of the promise
  SELECT c.thing, list_mode(list_sort(list(s.plain))) AS place FROM claims c JOIN claims s ON s.subject = c.plain AND s.kind = 'session' AND s.cell = 'city'
  WHERE c.kind = 'commitment' AND c.cell = 'session' AND s.modality IN ('planned', 'postponed') GROUP BY c.thing
)
SELECT s.*, coalesce(s.place, i.place) AS meant_for, t.first_told, coalesce(u.due_told, t.first_told) AS due_told, t.last_told, CASE WHEN s.session IS NULL THEN a.process ELSE v.process END AS process,
  v.kind AS session_kind, v.number AS session_number
FROM shown s JOIN told t USING (thing) LEFT JOIN due_told u USING (thing) LEFT JOIN about a USING (thing) LEFT JOIN planned_in i USING (thing) LEFT JOIN sessions v ON v.id = s.session;
