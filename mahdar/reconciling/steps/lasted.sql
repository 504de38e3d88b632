-- Claims of a session's days from which the days follow that it lasted, where no report says them all: its first and last, of up to three days of which
-- reports of that day or the next tell. A day that by far fewer voices tell of is taken for an error (the same three times as in groups.py).
CREATE OR REPLACE TEMP TABLE lasted AS
WITH told AS (
  SELECT c.thing, c.id, c.family, d.earliest AS day FROM claims c JOIN days d ON d.edtf = c.plain JOIN documents r ON r.id = c.document
  WHERE c.kind = 'session' AND c.cell = 'dates' AND c.modality IN ('held', 'under_way') AND d.width = 1 AND r.date_end - d.earliest BETWEEN 0 AND 1
), heard AS (SELECT thing, day, count(DISTINCT family) AS voices FROM told GROUP BY ALL),
spans AS (
  SELECT thing, min(day) || '/' || max(day) AS days FROM heard GROUP BY thing HAVING max(day) - min(day) BETWEEN 1 AND 2 AND max(voices) <= 3 * min(voices)
)
SELECT thing, id AS claim, days FROM told JOIN spans USING (thing);
