-- Profiles that rest on something else than then, and all that likely pairs lead to from them: the others are joined as they were.
CREATE OR REPLACE TEMP TABLE loose AS
WITH RECURSIVE near AS (SELECT one, two FROM likely UNION ALL SELECT two, one FROM likely),
reached AS (
  SELECT profile FROM rests r WHERE NOT EXISTS (FROM kept.joined k WHERE k.subject = r.subjects[1] AND k.rests_on = r.rests_on)
  UNION
  SELECT n.two FROM reached r JOIN near n ON n.one = r.profile
)
FROM reached;
