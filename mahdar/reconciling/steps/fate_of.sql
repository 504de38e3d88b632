-- What had come of each commitment by the day of the record. Silence is never a fact: overdue needs a later source that covers the process.
CREATE OR REPLACE TEMP TABLE fate_of AS
WITH judged AS (
  SELECT p.thing, (SELECT day FROM as_of) AS today, p.date_end AS due, h.day_from, h.claims AS held, x.claims AS called_off, c.last_report
  FROM promised p LEFT JOIN sessions s ON s.id = p.session LEFT JOIN held h ON h.session = p.session
  LEFT JOIN called_off x ON x.session = p.session LEFT JOIN covered c ON c.process = s.process
), fated AS (
  SELECT *, CASE WHEN held IS NOT NULL AND day_from > due THEN 'late' WHEN held IS NOT NULL THEN 'fulfilled' WHEN called_off IS NOT NULL THEN 'cancelled'
    WHEN due IS NULL OR due >= today THEN 'pending' WHEN last_report > due THEN 'overdue' ELSE 'no_later_source' END AS fate
  FROM judged
)
SELECT thing, fate, CASE fate WHEN 'late' THEN 'held after the day it was due' WHEN 'fulfilled' THEN 'the session was held'
    WHEN 'cancelled' THEN 'the session was cancelled' WHEN 'pending' THEN coalesce('due by ' || due, 'no due day is known')
    WHEN 'overdue' THEN 'due by ' || due || '; reports on the process until ' || last_report || ' do not tell of it'
    ELSE 'due by ' || due || '; no later source covers it' END AS reason,
  CASE WHEN fate IN ('late', 'fulfilled') THEN held WHEN fate = 'cancelled' THEN called_off ELSE [] END AS settled_by
FROM fated;
