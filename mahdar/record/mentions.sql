-- Every session as one document tells it, with what decides whether two tellings are of one session.
-- subject: local name of the session
-- document: the document
-- process: its process
-- kind: its kind {codes: session}
-- number: its number
-- status: held where any clause says so, else the firmest status {codes: modality}
-- dates: its dates (EDTF)
-- earliest: first day they allow, with the part of the period that is said (start, middle, end)
-- latest: last day they allow, likewise
-- md_first: first month and day, where the year is not known
-- md_last: last month and day, where the year is not known
-- date_claims: the claims that state these dates
-- city: its city
-- country: its country
-- sides: delegations that took part, sorted
-- people: `side:person` for each person named, sorted
-- article: which of several glued articles it stands in
-- begins: place in the text of its first word
-- told: last day on which the document may have been published
CREATE OR REPLACE TABLE mentions AS
WITH said AS (
  SELECT c.subject, min(c.document) AS document,
    first(plain ORDER BY c.span_start, id) FILTER (cell = 'process') AS process,
    first(plain ORDER BY c.span_start, id) FILTER (cell = 'kind') AS kind,
    try_cast(first(plain ORDER BY c.span_start, id) FILTER (cell = 'number') AS INTEGER) AS number,
    first(plain ORDER BY c.span_start, id) FILTER (cell = 'city') AS city,
    first(plain ORDER BY c.span_start, id) FILTER (cell = 'country') AS country,
    first(plain ORDER BY c.span_start, id) FILTER (cell = 'part') AS part,
    min(c.article) AS article, min(c.span_start) AS begins, coalesce(arg_max(r.modality, r.firmness), min(c.modality)) AS status
  FROM claims c LEFT JOIN firmness r USING (modality)
  WHERE c.kind = 'session' GROUP BY c.subject
), dated AS (
  SELECT c.subject, d.*, list_sort([c.id]) AS claims
  FROM claims c JOIN days d ON d.edtf = c.plain LEFT JOIN firmness r USING (modality)
  WHERE c.kind = 'session' AND c.cell = 'dates'
  QUALIFY row_number() OVER (PARTITION BY c.subject ORDER BY r.firmness DESC NULLS LAST, d.earliest IS NULL, d.width, d.edtf, c.span_start, c.id) = 1
), parted AS (  -- a part is generous: the middle of a month is its 10th to 22nd
  SELECT s.subject, coalesce(d.earliest, try_cast('2000-' || d.md_first AS DATE)) AS low, coalesce(d.latest, try_cast('2000-' || d.md_last AS DATE)) AS high,
    CASE s.part WHEN 'middle' THEN 0.3 WHEN 'end' THEN 0.6 ELSE 0 END AS share_from,
    CASE s.part WHEN 'start' THEN 0.4 WHEN 'middle' THEN 0.7 ELSE 1 END AS share_to
  FROM said s JOIN dated d USING (subject)
), narrowed AS (
  SELECT subject, low + CAST(floor((high - low) * share_from) AS INTEGER) AS low, low + CAST(ceil((high - low) * share_to) AS INTEGER) AS high FROM parted
), present AS (
  SELECT subject, list_sort(list(DISTINCT side)) AS sides, list_sort(list(DISTINCT side || ':' || person) FILTER (person IS NOT NULL)) AS people
  FROM attendance WHERE role IS NULL OR role NOT IN ('absent', 'proposer', 'addressee', 'signatory') GROUP BY subject
)
SELECT s.subject, s.document, s.process, s.kind, s.number, s.status, d.edtf AS dates,
  CASE WHEN d.earliest IS NOT NULL THEN n.low END AS earliest, CASE WHEN d.latest IS NOT NULL THEN n.high END AS latest,
  CASE WHEN d.earliest IS NULL THEN strftime(n.low, '%m-%d') END AS md_first, CASE WHEN d.latest IS NULL THEN strftime(n.high, '%m-%d') END AS md_last,
  coalesce(d.claims, []) AS date_claims, s.city, s.country, coalesce(p.sides, []) AS sides, coalesce(p.people, []) AS people, s.article, s.begins, pd.latest AS told
FROM said s LEFT JOIN dated d USING (subject) LEFT JOIN narrowed n USING (subject) LEFT JOIN present p USING (subject)
LEFT JOIN published b ON b.document = s.document LEFT JOIN days pd ON pd.edtf = b.published
ORDER BY s.document, s.subject;
