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
  SELECT s.thing, s.kind, s.cell, s.value, bool_and(c.role = 'title') AS headline, list_distinct(list(c.family)) AS families
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.thing GROUP BY ALL
), classes AS (  -- two documents of one voice are one source
  SELECT thing, kind, cell, CASE WHEN len(list_distinct(flatten(list(families)))) > 1 THEN 'different value'
    WHEN bool_or(headline) AND NOT bool_and(headline) THEN 'headline against body' ELSE 'contradiction inside one source' END AS class
  FROM voices GROUP BY ALL
), seats AS (  -- who took part by one source and stayed away by another
  SELECT c.thing, a.actor, a.role = 'absent' AS away, c.family, c.id, coalesce(c.role = 'title', false) AS headline
  FROM attendance a JOIN claims c ON c.document = a.document AND c.id = a.claim SEMI JOIN scratch.touched t ON t.thing = c.thing AND t.kind = c.kind
  WHERE a.actor IS NOT NULL AND a.modality IN ('held', 'under_way') AND (a.person IS NULL OR a.role IS DISTINCT FROM 'absent')
), turned AS (
  SELECT thing, actor, coalesce(away, false) AS away, list_sort(list_distinct(list(family))) AS families, list_sort(list_distinct(list(id))) AS claims, bool_and(headline) AS headline
  FROM seats GROUP BY ALL
), presence AS (
  SELECT t.thing, to_json({actor: t.actor, role: CASE WHEN t.away THEN 'absent' END})::VARCHAR AS value, t.families, t.claims,
    EXISTS (FROM participants p WHERE p.session = t.thing AND p.actor = t.actor AND p.chosen AND (p.role IS NOT DISTINCT FROM 'absent') = t.away) AS chosen,
    CASE WHEN len(list_distinct(list_concat(t.families, o.families))) > 1 THEN 'different value'
      WHEN t.headline <> o.headline THEN 'headline against body' ELSE 'contradiction inside one source' END AS class
  FROM turned t JOIN turned o ON o.thing = t.thing AND o.actor = t.actor AND o.away <> t.away
), weekdays AS (
  SELECT thing, kind, cell, value, family, id, to_json(lower(dayname(DATE '2001-01-01' + (when_form->>'$.wd')::INTEGER)))::VARCHAR AS weekday
  FROM claims SEMI JOIN scratch.touched USING (thing, kind) WHERE json_type(when_form, '$.wd') IN ('UBIGINT', 'BIGINT') AND regexp_full_match(plain, '\d{4}-\d\d-\d\d')
    AND isodow(TRY_CAST(plain AS DATE)) <> (when_form->>'$.wd')::INTEGER + 1
), misfits AS (
  SELECT w.thing, w.kind, w.cell, w.value, c.chosen, c.backing, c.families, c.claims
  FROM cells c JOIN (SELECT DISTINCT thing, kind, cell, value FROM weekdays) w USING (thing, kind, cell, value)
  UNION ALL
  SELECT thing, kind, cell, weekday, false, len(list_distinct(list(family)))::INTEGER, list_sort(list_distinct(list(family))), list_sort(list_distinct(list(id)))
  FROM weekdays GROUP BY thing, kind, cell, weekday
)
SELECT c.thing AS subject, c.kind, c.cell, k.class, c.value, c.chosen, c.backing, c.families, c.claims
FROM cells c SEMI JOIN conflicts USING (thing, kind, cell, value) JOIN classes k USING (thing, kind, cell)
UNION ALL
SELECT thing, kind, cell, 'weekday does not fit', value, chosen, backing, families, claims FROM misfits
UNION ALL
SELECT thing, 'session', 'participant', class, value, chosen, len(families)::INTEGER, families, claims FROM presence
ORDER BY subject, kind, cell, class, chosen DESC, backing DESC, value;
