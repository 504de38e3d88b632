-- Tellings of sessions with the same features are one profile, so that pairs are few; one that says too little stands by itself.
CREATE OR REPLACE TEMP TABLE profiles AS
WITH judged AS (
  SELECT *, CASE WHEN (process IS NOT NULL AND number IS NOT NULL)
      OR (latest - earliest < 31 AND process IS NOT NULL AND kind NOT IN ('bilateral', 'call', 'meeting'))
      OR (latest - earliest < 7 AND len(sides) >= 2) THEN '' ELSE subject END AS alone
  FROM mentions
)
SELECT row_number() OVER (ORDER BY process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, alone) AS profile,
  process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, min(dates) AS dates, max(told) AS told,
  list_distinct(list_transform(people, lambda p: split_part(p, ':', 1))) AS named, list_sort(list(subject)) AS subjects
FROM judged GROUP BY process, kind, number, status, earliest, latest, md_first, md_last, city, country, sides, people, alone;
