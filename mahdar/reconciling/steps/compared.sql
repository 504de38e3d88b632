-- What was compared is kept for the next time, of the pairs that are there now.
DELETE FROM compared;

INSERT INTO compared
SELECT x.document, place, y.document, there, shared, size FROM alike a JOIN arrivals x ON x.n = a.n JOIN arrivals y ON y.n = a.other ORDER BY ALL;
