-- The days on which such a document can have been written: for each of its sessions that another document dates, and for what it copies.
-- The same process and number, or the same process, kind and place on days that fit. 31 days: reports without a year are written within
-- about a month of their session. Days count up to two weeks, since a session lasts no longer.
CREATE OR REPLACE TEMP TABLE windows AS
WITH dated AS (
  SELECT m.* FROM mentions m JOIN published p ON p.document = m.document JOIN days d ON d.edtf = p.published
  WHERE d.width = 1 AND ($day IS NULL OR d.latest <= $day::DATE) AND m.latest - m.earliest < 15
), pairs AS (
  SELECT h.document, o.status, list_concat(list_concat(o.date_claims, t.date_claims), [h.claim]) AS claims, o.date_claims[1] AS here,
    coalesce(o.earliest, try_cast(year(t.earliest) || '-' || o.md_first AS DATE)) AS low,
    coalesce(o.latest, try_cast(year(t.earliest) + (o.md_first > o.md_last)::INTEGER || '-' || o.md_last AS DATE)) AS high,
    t.earliest AS dated_from, t.latest AS dated_to, o.number = t.number AS same_number, o.kind = t.kind AS same_kind, o.city = t.city AS same_city
  FROM hints h JOIN mentions o ON o.document = h.document AND o.article = 0
  JOIN dated t ON t.process = o.process AND t.document <> o.document AND (t.number = o.number OR t.kind = o.kind)
  WHERE o.earliest IS NOT NULL OR o.md_first IS NOT NULL
), today AS (  -- a numbered session that it tells of as held today or a day or two ago
  SELECT o.document, o.process, o.number, c.id AS claim, try_cast(c.when_form ->> '$.rel' AS INTEGER) AS days
  FROM claims c JOIN hints h ON h.document = c.document JOIN mentions o ON o.subject = c.subject
  WHERE c.kind = 'session' AND c.cell = 'dates' AND c.article = 0 AND o.status IN ('held', 'under_way') AND c.when_form ->> '$.unit' = 'day' AND days BETWEEN -2 AND 0
), lasted AS (  -- when it took place, as those tell who date it: to the day, or with two days on both sides where nobody tells of more than one day
  SELECT process, number, CASE WHEN bool_or(latest > earliest) THEN 0 ELSE 2 END AS more, min(earliest) - more AS day_from, max(latest) + more AS day_to, flatten(list(date_claims)) AS claims
  FROM dated WHERE status IN ('held', 'under_way') GROUP BY process, number HAVING max(latest) - min(earliest) < 7
), copied_from AS (  -- it names the outlet of a report whose words are most of its own
  SELECT c.document, c.id AS claim, min(d.earliest) AS day
  FROM claims c JOIN hints USING (document) JOIN said_documents u ON u.id = c.document JOIN said_documents o ON o.outlet = c.plain
  JOIN published p ON p.document = o.id JOIN days d ON d.edtf = p.published
  WHERE c.kind = 'document' AND c.cell = 'reposts' AND d.width = 1 AND ($day IS NULL OR d.latest <= $day::DATE)
    AND 2 * len(list_intersect(flatten(u.shingles), flatten(o.shingles))) >= len(list_distinct(flatten(u.shingles))) GROUP BY ALL
)
SELECT document, claims, here, CASE WHEN status IN ('held', 'under_way') THEN low ELSE high - 31 END AS day_from,
  CASE WHEN status IN ('held', 'under_way') THEN high + 31 ELSE high END AS day_to
FROM pairs
WHERE dated_from <= high AND dated_to >= low AND coalesce(same_number, same_kind AND coalesce(same_city, high - low < 7))
UNION ALL
SELECT document, list_append(claims, claim), claim, day_from - days, day_to - days FROM today JOIN lasted USING (process, number)
UNION ALL
SELECT document, [claim], claim, day, NULL FROM copied_from;
