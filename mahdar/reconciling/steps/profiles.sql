-- Tellings of sessions with the same features are one profile, so that pairs are few; one that says too little stands by itself.
-- A period in which a session was held ends with the day of the report; a month and day with which a report opens are those next to it.
-- news: the report opens with it and tells who came, but not the day; then it was in the three days before the report (near_from, near_to).
-- bare: a meeting of which is said neither of what kind it was nor who met.
-- turn: the number, or that of the round to come, of a plan without one: the next after the last that was held when it was told.
-- origins: the reports that were first with its words, of those that stand by themselves; nth: of those of one report that read the same.
CREATE OR REPLACE TEMP TABLE profiles AS
WITH heard AS (
  SELECT subject, list_sort(list(family)) AS voices FROM (SELECT DISTINCT subject, family FROM claims WHERE kind = 'session') GROUP BY subject
), first_told AS (
  SELECT m.*, h.voices, m.status IN ('held', 'under_way') AS past, m.begins = o.begins AND len(m.sides) > 0 AND d.date_start = d.date_end AS opens,
    coalesce(d.copy_of, d.id) || '#' || (1 + row_number() OVER (ORDER BY m.document, m.process, m.kind, m.number, m.dates, m.city, m.begins, m.subject)
      - rank() OVER (ORDER BY m.document, m.process, m.kind, m.number, m.dates, m.city)) AS origin
  FROM mentions m JOIN heard h USING (subject) JOIN documents d ON d.id = m.document
  JOIN (SELECT document, article, min(begins) AS begins FROM mentions GROUP BY ALL) o ON o.document = m.document AND o.article = m.article
), in_a_year AS (
  SELECT *, unnest(list_filter([try_cast(year(told) + y || '-' || md_first AS DATE) FOR y IN [-1, 0, 1]],
      lambda d: CASE WHEN past THEN d BETWEEN told - 31 AND told ELSE d BETWEEN told AND told + 62 END)[1:1]) AS day
  FROM first_told WHERE opens AND md_first = md_last
), dated AS (
  SELECT f.* REPLACE (coalesce(f.earliest, y.day) AS earliest, CASE WHEN f.past AND f.earliest <= f.told AND f.latest - f.earliest >= 7 THEN least(f.latest, f.told)
      ELSE coalesce(f.latest, y.day) END AS latest)
  FROM first_told f LEFT JOIN in_a_year y USING (subject)
), judged AS (
  SELECT * REPLACE (opens AND past AND coalesce(earliest - 3 <= told AND latest >= told - 3, true) AS opens), coalesce(latest - earliest < 7, false) AS exact FROM dated
), begun AS (  -- the first day of each numbered round, as most say it
  SELECT process, number, mode(earliest ORDER BY earliest) AS began FROM judged WHERE past AND exact AND number IS NOT NULL GROUP BY ALL
), turned AS (
  SELECT j.*, coalesce(number, 1 + (SELECT max(b.number) FROM begun b WHERE b.process = j.process AND b.began <= j.told
      AND j.kind = 'round' AND status IN ('planned', 'proposed', 'postponed') AND coalesce(j.latest > j.told, true))) AS turn
  FROM judged j
), near AS (
  SELECT *, opens AND NOT exact AS news,
    CASE WHEN exact THEN earliest WHEN opens THEN told - 3 END AS near_from, CASE WHEN exact THEN latest WHEN opens THEN told END AS near_to,
    CASE WHEN (process IS NOT NULL AND number IS NOT NULL) OR (exact AND process IS NOT NULL AND kind NOT IN ('bilateral', 'call', 'meeting'))
      OR (exact AND len(sides) >= 2) THEN '' ELSE subject END AS alone
  FROM turned
)
SELECT row_number() OVER (ORDER BY process, kind, number, turn, status, earliest, latest, md_first, md_last, city, country, near_from, news, sides, people, alone) AS profile,
  process, kind, number, turn, status, earliest, latest, md_first, md_last, city, country, sides, people, news, near_from, min(near_to) AS near_to,
  kind IN ('round', 'summit', 'ministerial', 'technical', 'conference') AS track, kind IN ('bilateral', 'call', 'meeting') AS talks, kind = 'meeting' AND len(sides) = 0 AS bare,
  status IN ('planned', 'proposed', 'postponed') AS plan, min(dates) AS dates, max(told) AS told, min(told) AS told_first, exact, list_distinct(list_transform(people, lambda p: split_part(p, ':', 1))) AS named,
  CASE WHEN alone <> '' THEN list(origin) ELSE [] END AS origins, list_sort(list_distinct(flatten(list(voices)))) AS voices, list_sort(list(subject)) AS subjects
FROM near GROUP BY process, kind, number, turn, status, earliest, latest, md_first, md_last, city, country, sides, people, news, near_from, exact, alone;
