-- Claims of a session's days from which the days follow that it lasted, where no report says them all: its first and its last, at most two days later,
-- each told on the day itself by a report that is no copy with another day put in, so that neither is a slip; or both told after the session was
-- planned for those days. A day that by far fewer voices tell of is taken for an error (the same three times as in groups.py).
CREATE OR REPLACE TEMP TABLE lasted AS
WITH told AS (
  SELECT c.thing, c.id, c.family, c.modality IN ('held', 'under_way') AS past, d.earliest, d.latest, CASE WHEN r.copy_of IS NULL THEN r.date_end END AS published
  FROM claims c JOIN days d ON d.edtf = c.plain JOIN documents r ON r.id = c.document WHERE c.kind = 'session' AND c.cell = 'dates' AND d.date_precision = 'day'
), heard AS (
  SELECT thing, earliest AS day, count(DISTINCT family) AS voices, coalesce(bool_or(published = earliest), false) AS that_day FROM told WHERE past AND latest = earliest GROUP BY ALL
), spans AS (
  SELECT thing, min(day) AS first_day, max(day) AS last_day, bool_and(that_day) AS seen FROM heard GROUP BY thing
  HAVING max(day) - min(day) BETWEEN 1 AND 2 AND max(voices) <= 3 * min(voices)
)
SELECT t.thing, t.id AS claim, first_day || '/' || last_day AS days FROM spans s JOIN told t ON t.thing = s.thing AND t.past AND t.latest = t.earliest
WHERE seen OR EXISTS (FROM told p WHERE p.thing = s.thing AND NOT p.past AND p.earliest = first_day AND p.latest = last_day);
