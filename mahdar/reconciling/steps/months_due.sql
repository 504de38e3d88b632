-- Promises of one session that are due in other months are several: `month` is the first of those that belong together, `turn` counts them as
-- they were told. A period longer than a month joins the first month told inside it; a promise without a day joins the one told last.
CREATE OR REPLACE TEMP TABLE months_due AS
WITH told AS (
  SELECT o.subject, o.session, d.date_end AS told, o.latest - o.earliest >= 31 AS wide, date_trunc('month', o.earliest) AS low, date_trunc('month', o.latest) AS high
  FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'commitment' AND o.session IS NOT NULL
), steps AS (
  SELECT *, low > max(high) OVER (PARTITION BY session, wide ORDER BY low, high, subject ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later
  FROM told WHERE wide IS NOT NULL
), runs AS (
  SELECT *, sum(coalesce(later, false)::INTEGER) OVER (PARTITION BY session, wide ORDER BY low, high, subject) AS run FROM steps
), reach AS (SELECT session, wide, run, min(low) AS low, max(high) AS high, min(told) AS told FROM runs GROUP BY ALL),
inside AS (
  SELECT w.session, w.run, first(n.low ORDER BY n.told, n.low) AS month
  FROM reach w JOIN reach n ON n.session = w.session AND w.wide AND NOT n.wide AND n.low <= w.high AND w.low <= n.high GROUP BY ALL
), placed AS (
  SELECT r.subject, r.session, r.told, coalesce(i.month, a.low) AS month
  FROM runs r JOIN reach a USING (session, wide, run) LEFT JOIN inside i ON r.wide AND i.session = r.session AND i.run = r.run
), begun AS (
  SELECT session, month, min(told) AS told, row_number() OVER (PARTITION BY session ORDER BY min(told) NULLS LAST, month) AS turn FROM placed GROUP BY session, month
)
SELECT p.subject, b.month, b.turn FROM placed p JOIN begun b USING (session, month)
UNION ALL
SELECT t.subject, b.month, coalesce(b.turn, 1) FROM told t LEFT JOIN begun b ON b.session = t.session AND (b.turn = 1 OR b.told <= t.told) WHERE t.wide IS NULL
QUALIFY row_number() OVER (PARTITION BY t.subject ORDER BY b.turn DESC) = 1;
