-- Every session: a meeting of a process, or a bilateral, call or conference around it.
-- id: readable and stable {null: never}
-- process: its process; null for none
-- kind: which kind {codes: session}
-- number: its number in the process
-- dates: when (EDTF)
-- part: which part of that period {codes: part}
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- city: where
-- country: ISO 3166-1 alpha-2 code
-- venue: the building
-- margins_of: the session or event on whose margins it was, as its id or in words
-- status: how it stands {codes: status}
-- outcomes: its outcome documents, sorted
CREATE OR REPLACE TABLE sessions AS
WITH shown AS (
  SELECT thing AS id, max(value ->> '$') FILTER (cell = 'process') AS process, max(value ->> '$') FILTER (cell = 'kind') AS kind,
    max(value ->> '$') FILTER (cell = 'number') AS number, max(value ->> '$') FILTER (cell = 'dates') AS dates,
    max(date_start) FILTER (cell = 'dates') AS date_start, max(date_end) FILTER (cell = 'dates') AS date_end, max(date_precision) FILTER (cell = 'dates') AS date_precision,
    max(value ->> '$') FILTER (cell = 'city') AS city, max(value ->> '$') FILTER (cell = 'country') AS country, max(value ->> '$') FILTER (cell = 'venue') AS venue,
    max(value ->> '$') FILTER (cell = 'margins_of') AS margins_of, max(value ->> '$') FILTER (cell = 'status') AS status
  FROM cells WHERE kind = 'session' AND chosen GROUP BY thing
), parts AS (  -- a part belongs to the dates that it was said with
  SELECT c.thing AS id, first(p.plain ORDER BY p.plain) AS part
  FROM cells c JOIN claims d ON d.thing = c.thing AND d.cell = 'dates' AND d.value = c.value JOIN claims p ON p.subject = d.subject AND p.cell = 'part'
  WHERE c.kind = 'session' AND c.cell = 'dates' AND c.chosen GROUP BY ALL
), documents_of AS (SELECT value ->> '$' AS id, thing FROM cells WHERE kind = 'session' AND cell = 'outcome' AND chosen
  UNION SELECT thing, value ->> '$' FROM cells WHERE kind = 'outcome' AND cell = 'session' AND chosen),
issued AS (SELECT thing AS id, list_sort(list(id)) AS outcomes FROM documents_of GROUP BY ALL)
SELECT s.id, s.process, s.kind, try_cast(s.number AS INTEGER) AS number, s.dates, p.part, s.date_start, s.date_end, coalesce(s.date_precision, 'open') AS date_precision,
  s.city, s.country, s.venue, s.margins_of, s.status, coalesce(i.outcomes, []) AS outcomes
FROM (SELECT DISTINCT thing AS id FROM identities WHERE kind = 'session') t JOIN shown s USING (id) LEFT JOIN parts p USING (id) LEFT JOIN issued i USING (id)
ORDER BY s.date_start NULLS LAST, s.id;
