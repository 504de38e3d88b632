-- Profiles that can be of one session at all share a block: process and number (of plans that of the round to come); process (or delegations), kind and a month; month and day; place and month,
-- with a meeting of which no more is known; a copy; a plan.
-- In a block of more than 50, each is compared with the 50 that say most, so that pairs stay few.
CREATE OR REPLACE TEMP TABLE blocks AS
WITH named AS (
  SELECT *, CASE WHEN kind IN ('bilateral', 'call', 'meeting') THEN CASE WHEN kind = 'call' THEN 'call|' ELSE 'talks|' END || array_to_string(sides, '|')
      ELSE kind || '|' || process END AS "group",
    CASE WHEN kind NOT IN ('bilateral', 'call', 'meeting') AND len(sides) >= 2 THEN kind || '|' || array_to_string(sides, '|') END AS present
  FROM profiles
), months AS (
  SELECT profile, "group", present, exact, strftime(unnest(generate_series(date_trunc('month', low - 3), (high + 3)::TIMESTAMP, INTERVAL 1 MONTH)), '%Y-%m') AS month
  FROM (SELECT *, coalesce(earliest, near_from) AS low, coalesce(latest, near_to) AS high FROM named) WHERE high - low < 400
), placed AS (SELECT profile, bare, city || '|' || strftime(unnest([earliest, latest]), '%Y-%m') AS place FROM profiles WHERE exact AND (bare OR NOT talks)),
keys AS (
  SELECT profile, 'number|' || process || '|' || turn AS key FROM profiles WHERE turn IS NOT NULL
  UNION SELECT profile, 'month|' || "group" || '|' || month FROM months WHERE "group" IS NOT NULL
  UNION SELECT profile, 'month of|' || present || '|' || month FROM months WHERE exact AND present IS NOT NULL
  UNION SELECT profile, 'any year|' || "group" || '|' || right(month, 2) FROM months WHERE exact
  UNION SELECT profile, 'any year|' || "group" || '|' || left(unnest([md_first, md_last]), 2) FROM named WHERE earliest IS NULL
  UNION SELECT profile, 'origin|' || unnest(origins) FROM profiles
  UNION SELECT profile, 'place|' || place FROM placed SEMI JOIN (FROM placed WHERE bare) USING (place)
  UNION SELECT profile, 'plan|' || "group" || '|' || coalesce(city, country) FROM named WHERE earliest IS NULL AND status IN ('planned', 'proposed', 'postponed')
)
SELECT profile, key, 1 + row_number() OVER (ORDER BY key, rank) - rank() OVER (ORDER BY key) AS place  -- partitions would cost more
FROM keys JOIN (SELECT profile, row_number() OVER (ORDER BY NOT exact, number IS NULL, len(voices) DESC, len(sides) DESC, profile) AS rank FROM profiles) USING (profile)
WHERE key IS NOT NULL;
