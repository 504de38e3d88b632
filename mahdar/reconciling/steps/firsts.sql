-- How much of a document stands in another, and which came first: of those that no day orders, the one of the earlier hour, where both have one,
-- then the agency, then the one whose first and last words are found in the others (who copies puts a lead or a close of his own to it), then
-- the one in which more of the others is found. Of the first and last words a document can have two more than another, so an agency counts three.
CREATE OR REPLACE TEMP TABLE shares AS
SELECT a.n, other, sum(shared) FILTER (shared >= 0.5 * size) / any_value(words) AS share, count(*) FILTER (place IN (told[1], told[-1]) AND 2 * shared >= size) AS ends
FROM alike JOIN arrivals a USING (n) GROUP BY a.n, other;

CREATE OR REPLACE TEMP TABLE firsts AS
WITH standing AS (
  SELECT x.n,
    sum(CASE WHEN a.instant < b.instant THEN 9 WHEN a.instant > b.instant THEN -9 WHEN a.no_agency <> b.no_agency THEN CASE WHEN b.no_agency THEN 3 ELSE -3 END ELSE x.ends - y.ends END) AS ends,
    sum(y.share) AS share
  FROM shares x JOIN shares y ON y.n = x.other AND y.other = x.n JOIN arrivals a ON a.n = x.n JOIN arrivals b ON b.n = x.other AND b.wave = a.wave
  GROUP BY x.n
)
SELECT a.n, a.document, row_number() OVER (ORDER BY a.wave, coalesce(s.ends, 0) DESC, coalesce(s.share, 0) DESC, a.n) AS came
FROM arrivals a LEFT JOIN standing s USING (n);
