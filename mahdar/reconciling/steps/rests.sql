-- What it rests on whether a profile is joined with another: all that it says, and the profiles with which it makes a likely pair.
CREATE OR REPLACE TEMP TABLE rests AS
WITH partners AS (
  SELECT l.profile, bit_xor(hash(p.subjects[1])) AS paired
  FROM (SELECT one AS profile, two AS other FROM likely UNION ALL SELECT two, one FROM likely) l JOIN profiles p ON p.profile = l.other GROUP BY l.profile
)
SELECT p.profile, p.subjects, xor(hash(*COLUMNS(p.* EXCLUDE (profile))), coalesce(n.paired, 0)) AS rests_on
FROM profiles p LEFT JOIN partners n USING (profile);
