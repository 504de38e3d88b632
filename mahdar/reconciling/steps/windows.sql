-- For each session of such a document that another document dates, the days on which it can have been written.
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
)
SELECT document, claims, here, CASE WHEN status IN ('held', 'under_way') THEN low ELSE high - 31 END AS day_from,
  CASE WHEN status IN ('held', 'under_way') THEN high + 31 ELSE high END AS day_to
FROM pairs
WHERE dated_from <= high AND dated_to >= low AND coalesce(same_number, same_kind AND coalesce(same_city, high - low < 7));
