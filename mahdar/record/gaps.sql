-- What must exist and no document of this collection reports: not found in these sources, which is not to say that it did not happen.
-- process: the process
-- what: what was not found
-- because: why it must exist
-- what_coded: the same as codes: the parts of the sentence, each with what stands in its places {null: never}
-- because_coded: likewise {null: never}
-- searched: how many sources were searched
-- subject: the session, outcome document or commitment that it would belong to; null for a session that is missing itself
CREATE OR REPLACE TABLE gaps AS
WITH searched AS (SELECT count(*) FILTER (read) AS n FROM documents),
known AS (
  SELECT process, kind, min(number) AS low, max(number) AS high, list_sort(list_distinct(list(number))) AS numbers FROM sessions
  WHERE process IS NOT NULL AND number IS NOT NULL GROUP BY ALL HAVING high - low < 1000
), neighbours AS (SELECT process, kind, unnest(numbers[:-2]) AS before, unnest(numbers[2:]) AS after FROM known),
missing AS (SELECT *, unnest(range(before + 1, after)) AS number FROM neighbours),
ends AS (  -- those before the first that is reported, and up to as many as the process says that there were
  SELECT k.process, k.kind, 1 AS low, k.low - 1 AS high, ['later_number', k.kind, k.low::VARCHAR] AS because FROM known k WHERE k.kind = 'round'
  UNION ALL
  SELECT k.process, k.kind, k.high + 1, (t.entry ->> '$.expect.rounds')::INTEGER, ['expected', t.entry ->> '$.expect.rounds']
  FROM known k JOIN things t ON t.id = k.process AND t.class = 'process', as_of a WHERE k.kind = 'round' AND NOT a.asked
), issued AS (  -- the days on which an outcome document was told of, and its own day, or that of its session
  SELECT o.id, s.process, coalesce(o.date_start, s.date_start) AS day, max(d.date_end) AS last_told, bool_and(c.modality IN ('planned', 'proposed', 'postponed')) AS announced
  FROM outcomes o LEFT JOIN sessions s ON s.id = o.session JOIN claims c ON c.thing = o.id AND c.kind = 'outcome' JOIN documents d ON d.id = c.document GROUP BY ALL
), found AS (
  SELECT process, ['missing_number', kind, number::VARCHAR, n::VARCHAR] AS what, [['between', kind, before::VARCHAR, after::VARCHAR]] AS because, NULL AS subject FROM missing, searched
  UNION ALL
  SELECT process, CASE WHEN low = high THEN ['missing_number', kind, low::VARCHAR, n::VARCHAR] ELSE ['missing_range', kind, low::VARCHAR, high::VARCHAR, n::VARCHAR] END, [because], NULL
  FROM ends, searched WHERE low <= high
  UNION ALL
  SELECT process, ['no_outcome', id, n::VARCHAR], [['was_held']], id
  FROM sessions, searched WHERE process IS NOT NULL AND status = 'held' AND kind IN ('round', 'summit', 'ministerial') AND len(outcomes) = 0
  UNION ALL
  SELECT process, ['announced', id, n::VARCHAR], [['its_day', i.day::VARCHAR], ['told_until', last_told::VARCHAR]], id
  FROM issued i, searched, as_of a WHERE i.day < a.day AND (announced OR last_told < i.day)
  UNION ALL
  SELECT coalesce(s.process, p.process), ['what_came', c.id, n::VARCHAR], c.fate_coded, c.id
  FROM commitments c JOIN promised p ON p.thing = c.id LEFT JOIN sessions s ON s.id = c.session, searched WHERE c.fate IN ('overdue', 'no_later_source')
)
SELECT process, in_english([f.what]) AS what, in_english(f.because) AS because, [f.what] AS what_coded, f.because AS because_coded, n::INTEGER AS searched, subject
FROM found f, searched ORDER BY ALL;
