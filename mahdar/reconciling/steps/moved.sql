-- What was told after a promise and replaces it: a later promise of the same session, or the day for which most voices plan it now; or only that it is put off.
CREATE OR REPLACE TEMP TABLE moved AS
WITH promises AS (
  SELECT p.thing, q.thing AS by_promise, q.due AS day, q.first_told AS told, [] AS claims, 1 AS rank
  FROM promised p JOIN promised q ON q.session = p.session AND q.thing <> p.thing AND q.first_told > p.last_told
    AND (date_trunc('month', q.date_start) > date_trunc('month', p.date_end) OR date_trunc('month', q.date_end) < date_trunc('month', p.date_start))
), planned AS (
  SELECT p.thing, c.plain, c.id, c.family, r.date_end AS told, d.latest - d.earliest AS width,
    CASE WHEN date_trunc('month', d.earliest) > date_trunc('month', p.date_end) OR date_trunc('month', d.latest) < date_trunc('month', p.date_start) THEN date_trunc('month', d.earliest) END AS month
  FROM promised p JOIN claims c ON c.thing = p.session AND c.kind = 'session' AND c.cell = 'dates' AND c.modality IN ('planned', 'postponed')
  JOIN days d ON d.edtf = c.plain AND d.latest - d.earliest < 31 JOIN documents r ON r.id = c.document AND r.date_end > p.last_told
  WHERE p.date_end IS NOT NULL
), plans AS (  -- the month for which most voices plan it now; null is still that of the promise
  SELECT thing, month, first(plain ORDER BY width, told DESC, plain) AS day, min(told) AS told, list_sort(list(DISTINCT id)) AS claims FROM planned GROUP BY thing, month
  QUALIFY row_number() OVER (PARTITION BY thing ORDER BY count(DISTINCT family) DESC, month NULLS FIRST) = 1
), put_off AS (
  SELECT p.thing, NULL AS by_promise, NULL AS day, min(r.date_end) AS told, list_sort(list(DISTINCT c.id)) AS claims, 3 AS rank
  FROM promised p JOIN claims c ON c.thing = p.session AND c.kind = 'session' AND c.cell = 'status' AND c.modality = 'postponed'
  JOIN documents r ON r.id = c.document AND r.date_end > p.last_told GROUP BY p.thing
)
SELECT m.* REPLACE (min(told) OVER (PARTITION BY thing) AS told, CASE WHEN by_promise IS NULL THEN claims
    ELSE (SELECT list_sort(list(DISTINCT c.id)) FROM claims c WHERE c.thing = by_promise AND c.kind = 'commitment' AND c.cell IN ('what', 'due')) END AS claims)
FROM (FROM promises UNION ALL SELECT thing, NULL, day, told, claims, 2 FROM plans WHERE month IS NOT NULL UNION ALL FROM put_off) m
QUALIFY row_number() OVER (PARTITION BY thing ORDER BY rank, m.told, by_promise) = 1;
