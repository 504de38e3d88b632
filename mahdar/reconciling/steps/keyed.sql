-- The key of a thing is what makes it the same thing; one that has none stands by itself.
CREATE OR REPLACE TEMP TABLE keyed AS
WITH reports AS (  -- an undated change of control happened in the three days before it was reported
  SELECT o.*, coalesce(o.earliest, d.date_start - 3) AS low, coalesce(o.latest, d.date_end) AS high
  FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'control' AND o.place IS NOT NULL AND o.change IS NOT NULL
), steps AS (
  SELECT *, (low > max(high) OVER (in_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))::INTEGER AS later
  FROM reports WHERE high - low < 31 WINDOW in_time AS (PARTITION BY place, actor, change ORDER BY low, high, subject)
), spells AS (
  SELECT *, concat_ws('-', place, change, actor) AS label, sum(coalesce(later, 0)) OVER (PARTITION BY place, actor, change ORDER BY low, high, subject) AS spell FROM steps
), begun AS (SELECT *, strftime(min(earliest) OVER (PARTITION BY label, spell), '%Y-%m-%d') AS since FROM spells)
SELECT subject, kind, document, place_in_text, 'the same session and kind of document' AS reason,
  concat_ws('-', session, of_kind, CASE WHEN of_kind NOT IN ('joint_statement', 'communique') THEN left(md5(words), 8) END) AS key, concat_ws('-', session, of_kind) AS label
FROM others WHERE kind = 'outcome' AND session IS NOT NULL
UNION ALL
SELECT subject, kind, document, place_in_text, 'the same kind, day and title',
  CASE WHEN coalesce(dates, words) IS NULL THEN 'alone:' || subject ELSE 'day:' || concat_ws('-', of_kind, dates, words) END, concat_ws('-', coalesce(of_kind, 'document'), dates)
FROM others WHERE kind = 'outcome' AND session IS NULL
UNION ALL
SELECT o.subject, o.kind, o.document, o.place_in_text, g.reason, coalesce('words:' || g.root, 'alone:' || o.subject),
  concat_ws('-', coalesce(speaker, array_to_string(people[:2], '-'), 'statement'), left(md5(coalesce(words, o.subject)), 8))
FROM others o LEFT JOIN grouped_statements g USING (subject) WHERE o.kind = 'statement'
UNION ALL
SELECT o.subject, o.kind, o.document, o.place_in_text, g.reason, coalesce('promise:' || g.root || CASE WHEN p.turn > 1 THEN '|' || p.month ELSE '' END, 'alone:' || o.subject),
  concat_ws('-', 'commitment', coalesce(o.session || CASE WHEN p.turn > 1 THEN strftime(p.month, '-%Y-%m') ELSE '' END, concat_ws('-', people[1], left(md5(coalesce(words, o.subject)), 8))))
FROM others o LEFT JOIN grouped_commitments g USING (subject) LEFT JOIN months_due p USING (subject) WHERE o.kind = 'commitment'
UNION ALL
SELECT o.subject, o.kind, o.document, o.place_in_text, 'the same place, actor and change on the same days',
  coalesce('spell:' || b.label || b.spell, 'alone:' || o.subject), coalesce(concat_ws('-', b.label, b.since), concat_ws('-', o.place, o.change, o.actor), 'control')
FROM others o LEFT JOIN begun b USING (subject) WHERE o.kind = 'control'
UNION ALL
SELECT o.subject, o.kind, o.document, o.place_in_text, 'the same position of the same actor on one day',
  concat_ws('|', o.actor, o.issue, o.stance, coalesce(o.earliest::VARCHAR, d.date_start::VARCHAR, o.document)),
  concat_ws('-', o.actor, o.stance, o.issue, coalesce(o.earliest, d.date_start))
FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'stance';
