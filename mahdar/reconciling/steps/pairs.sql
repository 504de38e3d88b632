-- Pairs of profiles that share a block, with what several features ask of them (see features.py).
-- gap: days between the two, 0 or less where they meet; wider: days of the wider one; slipped: a plan from before it was held, which can be of other days;
-- on_its_day: whether the month and day of one, put in the year of the other, are on the days of the other, if these are no period.
CREATE OR REPLACE TEMP TABLE pairs AS
WITH near AS (
  SELECT DISTINCT least(x.profile, y.profile) AS one, greatest(x.profile, y.profile) AS two
  FROM blocks x JOIN blocks y ON x.key = y.key AND x.profile <> y.profile AND x.place <= 50 AND x.place < y.place
)
SELECT one, two, a.track AND b.track AS on_track, a.talks AND b.talks AND (a.kind = 'call') = (b.kind = 'call') AS both_talks, a.number = b.number AS same_number,
  a.turn = b.turn AND (a.number IS NULL OR b.number IS NULL) AS next_round,
  greatest(a.earliest - b.latest, b.earliest - a.latest) AS gap,
  CASE WHEN a.earliest IS NOT NULL AND b.earliest IS NOT NULL AND a.latest IS NOT NULL AND b.latest IS NOT NULL
    THEN greatest(a.latest - a.earliest, b.latest - b.earliest) END AS wider,
  coalesce(a.turn = b.turn AND coalesce(a.number, b.number) IS NOT NULL, false) AND (
    (a.plan AND coalesce(a.told_first < CASE WHEN b.exact THEN b.earliest ELSE b.latest END, true))
    OR (b.plan AND coalesce(b.told_first < CASE WHEN a.exact THEN a.earliest ELSE a.latest END, true))) AS slipped,
  CASE WHEN a.earliest IS NULL AND b.latest - b.earliest < 31 THEN
      try_cast(year(b.earliest) || '-' || a.md_first AS DATE) <= b.latest AND try_cast(year(b.earliest) || '-' || a.md_last AS DATE) >= b.earliest
    WHEN b.earliest IS NULL AND a.latest - a.earliest < 31 THEN
      try_cast(year(a.earliest) || '-' || b.md_first AS DATE) <= a.latest AND try_cast(year(a.earliest) || '-' || b.md_last AS DATE) >= a.earliest END AS on_its_day,
  list_has_any(a.sides, b.sides) AS sides_shared, list_has_any(a.people, b.people) AS people_shared,
  CASE WHEN a.people <> b.people AND list_has_any(a.named, b.named) THEN len(list_intersect(a.named, b.named))
    > len(list_distinct(list_transform(list_intersect(a.people, b.people), lambda p: split_part(p, ':', 1)))) ELSE false END AS other_person
FROM near JOIN profiles a ON a.profile = one JOIN profiles b ON b.profile = two;
