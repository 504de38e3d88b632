-- Values that cannot both be true. A plan overtaken by events is history, and a vaguer value is no conflict: neither is here.
-- subject: the thing
-- kind: kind of the thing {codes: thing; null: never}
-- cell: which cell of it
-- class: how they differ {codes: dissent; null: never}
-- value: one of the values, as canonical JSON; for a weekday that does not fit its date, the date and the weekday that is said
-- chosen: whether it is the value that the record shows {null: never}
-- backing: number of independent sources {unit: families; null: never}
-- families: the independent sources, sorted
-- claims: the claims behind it, sorted
CREATE OR REPLACE TABLE disagreements AS
WITH said AS (
  SELECT thing, kind, cell, value, unnest(claims) AS claim FROM cells SEMI JOIN conflicts USING (thing, kind, cell, value)
), voices AS (
  SELECT s.thing, s.kind, s.cell, s.value, bool_and(c.role = 'title') AS headline, list(DISTINCT c.document) AS documents
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.thing GROUP BY ALL
), classes AS (
  SELECT thing, kind, cell, CASE WHEN len(list_distinct(flatten(list(documents)))) > 1 THEN 'different value'
    WHEN bool_or(headline) AND NOT bool_and(headline) THEN 'headline against body' ELSE 'contradiction inside one source' END AS class
  FROM voices GROUP BY ALL
)
, weekdays AS (
  SELECT thing, kind, cell, value, family, id, to_json(lower(dayname(DATE '2001-01-01' + (when_form->>'$.wd')::INTEGER)))::VARCHAR AS weekday
  FROM claims WHERE thing IS NOT NULL AND json_type(when_form, '$.wd') IN ('UBIGINT', 'BIGINT') AND regexp_full_match(plain, '\d{4}-\d\d-\d\d')
    AND isodow(TRY_CAST(plain AS DATE)) <> (when_form->>'$.wd')::INTEGER + 1
), misfits AS (
  SELECT w.thing, w.kind, w.cell, w.value, c.chosen, c.backing, c.families, c.claims
  FROM cells c JOIN (SELECT DISTINCT thing, kind, cell, value FROM weekdays) w USING (thing, kind, cell, value)
  UNION ALL
  SELECT thing, kind, cell, weekday, false, count(DISTINCT family)::INTEGER, list_sort(list(DISTINCT family)), list_sort(list(DISTINCT id))
  FROM weekdays GROUP BY thing, kind, cell, weekday
)
SELECT c.thing AS subject, c.kind, c.cell, k.class, c.value, c.chosen, c.backing, c.families, c.claims
FROM cells c SEMI JOIN conflicts USING (thing, kind, cell, value) JOIN classes k USING (thing, kind, cell)
UNION ALL
SELECT thing, kind, cell, 'weekday does not fit', value, chosen, backing, families, claims FROM misfits
ORDER BY subject, kind, cell, class, chosen DESC, backing DESC, value;
