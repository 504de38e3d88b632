-- Every process that a document names.
-- id: stable id {null: never}
-- names: names by language (JSON)
-- began: when it began (EDTF)
-- rounds_before: how many rounds a source counts before its own
-- date_start: first day it may have begun
-- date_end: last day it may have begun
-- date_precision: how exact they are {codes: precision; null: never}
CREATE OR REPLACE TABLE processes AS
WITH named AS (
  SELECT thing AS id FROM claims WHERE kind = 'process' UNION SELECT value ->> '$' FROM cells WHERE kind = 'session' AND cell = 'process' AND chosen
)
SELECT n.id, coalesce(t.names, '{}') AS names, b.value ->> '$' AS began, try_cast(r.value ->> '$' AS INTEGER) AS rounds_before,
  b.date_start, b.date_end, coalesce(b.date_precision, 'open') AS date_precision
FROM named n LEFT JOIN things t ON t.id = n.id AND t.class = 'process'
LEFT JOIN cells b ON b.thing = n.id AND b.kind = 'process' AND b.cell = 'began' AND b.chosen
LEFT JOIN cells r ON r.thing = n.id AND r.kind = 'process' AND r.cell = 'rounds_before' AND r.chosen
ORDER BY n.id;
