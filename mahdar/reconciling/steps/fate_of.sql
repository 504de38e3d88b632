-- What had come of each commitment by the day of the record. Silence is never a fact: overdue needs a later source that covers the process.
-- A promise that was moved before it fell due is superseded, one that was kept only afterwards is late; the reason names both values (see sentences.toml).
CREATE OR REPLACE TEMP TABLE fate_of AS
WITH judged AS (
  SELECT p.thing, (SELECT day FROM as_of) AS today, p.due, p.date_end, p.meant_for, p."by", c.last_report, m.by_promise, m.day AS moved_to, m.told AS moved,
    m.claims AS move, k.session AS kept, k.dates, k.day_from, coalesce(k.city, k.country) AS city, k.late, k.early, k.elsewhere, coalesce(k.absent, []) AS absent,
    k.claims AS held, x.claims AS called_off, x.told AS cancelled, n.claims AS not_kept, d.done, d.not_done, d.doers,
    coalesce(p.date_end >= m.told, m.thing IS NOT NULL AND p.date_end IS NULL) AS in_time
  FROM promised p LEFT JOIN kept k USING (thing) LEFT JOIN moved m USING (thing) LEFT JOIN called_off x USING (thing) LEFT JOIN not_kept n USING (thing)
  LEFT JOIN deeds d USING (thing) LEFT JOIN covered c ON c.process = p.process
), fated AS (
  SELECT *, CASE
      WHEN kept IS NOT NULL AND NOT (late OR early OR elsewhere OR (day_from IS NULL AND in_time)) THEN CASE WHEN len(absent) > 0 THEN 'partly' ELSE 'fulfilled' END
      WHEN kept IS NOT NULL AND late AND NOT in_time THEN 'late'
      WHEN kept IS NOT NULL THEN 'superseded'
      WHEN done IS NOT NULL AND not_done IS NULL THEN CASE WHEN len(doers) < len("by") THEN 'partly' ELSE 'fulfilled' END
      WHEN not_kept IS NOT NULL OR (not_done IS NOT NULL AND done IS NULL) THEN 'not_fulfilled'
      WHEN called_off IS NOT NULL AND coalesce(by_promise IS NULL OR cancelled >= moved, true) THEN 'cancelled'
      WHEN moved IS NOT NULL THEN 'superseded'
      WHEN date_end IS NULL OR date_end >= today THEN 'pending'
      WHEN last_report > date_end THEN 'overdue' ELSE 'no_later_source' END AS fate
  FROM judged
)
SELECT thing, fate, by_promise, list_filter(CASE
    WHEN kept IS NOT NULL THEN [CASE WHEN dates IS NULL THEN ['held'] ELSE ['held_on', dates] END, CASE WHEN in_time AND moved_to IS NOT NULL THEN ['moved_to', moved_to] END,
      CASE WHEN (late OR early OR in_time) AND due IS NOT NULL THEN ['promised_for', due] END, CASE WHEN elsewhere THEN ['elsewhere', city, meant_for] END,
      CASE WHEN fate = 'partly' THEN ['without', array_to_string(absent, ', ')] END]
    WHEN fate = 'fulfilled' THEN [['done']] WHEN fate = 'partly' THEN [['done_by', array_to_string(doers, ', ')]]
    WHEN fate = 'not_fulfilled' THEN [['not_done']] WHEN fate = 'cancelled' THEN [['cancelled']]
    WHEN fate = 'superseded' THEN [CASE WHEN moved_to IS NULL THEN ['put_off'] ELSE ['moved_to', moved_to] END, CASE WHEN due IS NOT NULL THEN ['promised_for', due] END]
    WHEN date_end IS NOT NULL THEN [['due_by', date_end::VARCHAR],
      CASE fate WHEN 'overdue' THEN ['silent', last_report::VARCHAR] WHEN 'no_later_source' THEN ['no_later'] END]
    WHEN due IS NOT NULL THEN [['due_open', due]] ELSE [['no_day']] END, lambda c: c IS NOT NULL) AS coded,
  coalesce(CASE WHEN kept IS NOT NULL THEN list_sort(list_distinct(list_concat(held, CASE WHEN in_time THEN move END))) WHEN fate IN ('fulfilled', 'partly') THEN done
    WHEN fate = 'not_fulfilled' THEN list_concat(not_kept, not_done) WHEN fate = 'cancelled' THEN called_off WHEN fate = 'superseded' THEN move END, []) AS settled_by
FROM fated;
