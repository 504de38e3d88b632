-- Documents whose day is not known to the day, and what their text says of it: a weekday, a month, a period.
CREATE OR REPLACE TEMP TABLE hints AS
WITH told AS (
  SELECT document, id, try_cast(when_form ->> '$.wd' AS INTEGER) AS weekday FROM said_claims WHERE kind = 'document' AND cell = 'published'
  QUALIFY row_number() OVER (PARTITION BY document ORDER BY when_form IS NULL, span_start, id) = 1
)
SELECT p.document, d.earliest, d.latest, d.md_first, d.md_last, t.weekday, t.id AS claim
FROM published p LEFT JOIN days d ON d.edtf = p.published LEFT JOIN told t ON t.document = p.document WHERE d.width IS DISTINCT FROM 1;
