-- The session that each promise came to: the promised one where it was held, else the only other one of its process and kind that was held
-- within a month of the day due and that no promise means: it was moved to another city or month.
CREATE OR REPLACE TEMP TABLE kept AS
WITH others AS (
  SELECT p.thing, h.session
  FROM promised p JOIN held h ON h.process = p.process AND h.kind = p.session_kind
  WHERE p.session NOT IN (SELECT session FROM held) AND h.session NOT IN (SELECT session FROM promised WHERE session IS NOT NULL) AND p.session_number IS NULL
    AND h.day_from > p.first_told AND h.day_to - h.day_from < 31 AND h.day_from <= p.date_end + 31 AND h.day_to >= date_trunc('month', p.date_start)
    AND (NOT EXISTS (FROM participants x WHERE x.session = h.session) OR EXISTS (FROM participants x WHERE x.session = h.session AND list_contains(p."by", x.actor)))
  QUALIFY count(*) OVER (PARTITION BY p.thing) = 1 AND count(*) OVER (PARTITION BY h.session) = 1
), homes AS (  -- names of one place are one place
  SELECT id, coalesce(entry ->> 'name_of', id) AS place, CASE WHEN class = 'state' THEN entry ->> 'iso2' END AS country FROM things WHERE kind = 'city' OR class = 'state'
), against AS (  -- how many voices say that it was cancelled or not held
  SELECT thing AS session, count(DISTINCT family) AS voices FROM claims WHERE kind = 'session' AND cell = 'kind' AND modality IN ('cancelled', 'denied') GROUP BY thing
), came AS (SELECT p.thing, p.session FROM promised p SEMI JOIN held USING (session) UNION ALL FROM others)
SELECT c.thing, h.*, coalesce(h.day_from > p.date_end, false) AS late, coalesce(date_trunc('month', h.day_to) < date_trunc('month', p.date_start), false) AS early,
  coalesce(CASE WHEN meant.country IS NULL THEN meant.place <> found.place ELSE meant.country <> h.country END, false) AS elsewhere,
  (SELECT list_sort(list(DISTINCT x.actor)) FROM participants x WHERE x.session = h.session AND x.role = 'absent' AND x.chosen AND list_contains(p."by", x.actor)) AS absent
FROM came c JOIN promised p USING (thing) JOIN held h ON h.session = c.session
LEFT JOIN against a ON a.session = h.session LEFT JOIN homes meant ON meant.id = p.meant_for LEFT JOIN homes found ON found.id = h.city
WHERE coalesce(h.voices >= a.voices, true) AND NOT coalesce(early AND h.day_from <= p.due_told, false);  -- what had begun before the day was promised is another one
