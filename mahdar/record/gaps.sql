-- What must exist and no document of this collection reports: not found in these sources, which is not to say that it did not happen.
-- process: the process
-- what: what was not found
-- because: why it must exist
-- searched: how many sources were searched
CREATE OR REPLACE TABLE gaps AS
WITH searched AS (SELECT count(*) FILTER (read) AS n FROM documents),
rounds AS (SELECT process, kind, number, id, date_start FROM sessions WHERE process IS NOT NULL AND number IS NOT NULL),
known AS (SELECT process, kind, min(number) AS low, max(number) AS high FROM rounds GROUP BY ALL HAVING high - low < 1000),
missing AS (
  SELECT k.process, k.kind, n.number, (SELECT max(r.number) FROM rounds r WHERE r.process = k.process AND r.kind = k.kind AND r.number < n.number) AS before,
    (SELECT min(r.number) FROM rounds r WHERE r.process = k.process AND r.kind = k.kind AND r.number > n.number) AS after
  FROM known k, LATERAL (SELECT unnest(range(k.low, k.high)) AS number) n
  WHERE NOT EXISTS (FROM rounds r WHERE r.process = k.process AND r.kind = k.kind AND r.number = n.number)
)
SELECT process, kind || ' ' || number || ': not found in these ' || n || ' sources' AS what,
  kind || 's ' || before || ' and ' || after || ' of the process are reported' AS because, n::INTEGER AS searched FROM missing, searched
UNION ALL
SELECT process, 'outcome document of ' || id || ': not found in these ' || n || ' sources', 'the session was held', n::INTEGER
FROM sessions, searched WHERE process IS NOT NULL AND status = 'held' AND kind = 'round' AND len(outcomes) = 0
ORDER BY ALL;
