-- What was compared is kept for the next time, of the pairs that are there now.
CREATE OR REPLACE TEMP TABLE paired AS
SELECT DISTINCT x.document, y.document AS other FROM alike a JOIN arrivals x ON x.n = a.n JOIN arrivals y ON y.n = a.other;

DELETE FROM compared c WHERE NOT EXISTS (FROM paired p WHERE p.document = c.document AND p.other = c.other);

INSERT INTO compared
SELECT x.document, place, y.document, there, shared, size FROM alike a JOIN arrivals x ON x.n = a.n JOIN arrivals y ON y.n = a.other
WHERE NOT EXISTS (FROM compared c WHERE c.document = x.document AND c.other = y.document) ORDER BY ALL;
