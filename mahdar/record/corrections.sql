-- What readers corrected, and whether it still applies.
-- number: its place in the file {null: never}
-- do: what it does {codes: correction; null: never}
-- what: what it is about, in words {null: never}
-- who: who made it {null: never}
-- made: on which day {null: never}
-- why: for which reason {null: never}
-- applies: whether it acts on the record {null: never}
-- because: why it does not
CREATE OR REPLACE TABLE corrections AS
WITH bound AS (  -- of each thing or telling, whether one of its claims is left
  SELECT number, count(*) FILTER (list_has_any(one, (SELECT coalesce(list(DISTINCT id), []) FROM said_claims s
    WHERE s.id IN (SELECT unnest(flatten(claims)) FROM said_corrections)))) AS left_of
  FROM (SELECT number, unnest(claims) AS one FROM said_corrections) GROUP BY number
), judged AS (
  SELECT c.*, CASE "do"
      WHEN 'day' THEN c.document IN (SELECT id FROM said_documents)
      WHEN 'identify' THEN EXISTS (FROM said_claims s WHERE s.plain = c.name OR list_contains(s.chain, c.name) OR contains(s.value, to_json(c.name)::VARCHAR))
      WHEN 'merge' THEN coalesce(b.left_of, 0) >= 2 ELSE coalesce(b.left_of, 0) >= 1 END AS applies
  FROM said_corrections c LEFT JOIN bound b USING (number)
)
SELECT number, "do", CASE "do" WHEN 'day' THEN document || ' was published ' || day WHEN 'identify' THEN name || ' is ' || actor
    WHEN 'settle' THEN things[1] || '.' || cell || ' is ' || (value ->> '$') WHEN 'reject' THEN 'claim ' || array_to_string(flatten(claims), ', ')
    ELSE array_to_string(things, ' and ') END AS what,
  who, made, why, applies, CASE WHEN applies THEN NULL WHEN "do" = 'day' THEN 'the source is not in the record' WHEN "do" = 'identify' THEN 'no source has this name'
    ELSE 'what it rests on is not in the record any more' END AS because
FROM judged ORDER BY number;
