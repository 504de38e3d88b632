-- The day of the record: as asked for, else the latest day on which a document was published.
INSERT INTO as_of
SELECT coalesce($day::DATE, max(d.latest) FILTER (d.width = 1), max(d.latest)), $day IS NOT NULL FROM published p LEFT JOIN days d ON d.edtf = p.published;
