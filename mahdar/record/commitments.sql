-- What was announced, agreed or promised for later, and what had come of it on the day of the record.
-- id: readable and stable {null: never}
-- by: who promised it, sorted
-- what: what, in the words of a source
-- session: the session that was promised
-- due: when it is due (EDTF)
-- part: which part of that period {codes: part}
-- date_start: first day it is due
-- date_end: last day it is due
-- date_precision: how exact they are {codes: precision; null: never}
-- place: where
-- condition: on what condition, in the words of a source
-- fate: what had come of it {codes: fate; null: never}
-- fate_reason: why, with both values where it came otherwise than promised
-- fate_coded: the same as codes: the parts of the sentence, each with what stands in its places {null: never}
-- story: the first promise of the same session; promises that replace one another are one story {null: never}
-- superseded_by: the promise that replaces it
-- settled_by: the claims that settle it, sorted
CREATE OR REPLACE TABLE commitments AS
WITH parts AS (
  SELECT c.thing AS id, first(p.plain ORDER BY p.plain) AS part
  FROM cells c JOIN claims d ON d.thing = c.thing AND d.cell = 'due' AND d.value = c.value JOIN claims p ON p.subject = d.subject AND p.cell = 'part'
  WHERE c.kind = 'commitment' AND c.cell = 'due' AND c.chosen GROUP BY ALL
), stories AS (SELECT session, first(thing ORDER BY first_told, thing) AS story FROM promised WHERE session IS NOT NULL GROUP BY session)
SELECT p.thing AS id, p."by", p.what, p.session, p.due, t.part, p.date_start, p.date_end, p.date_precision, p.place, p.condition, f.fate, in_english(f.coded) AS fate_reason, f.coded AS fate_coded,
  coalesce(s.story, p.thing) AS story,
  CASE WHEN f.fate = 'superseded' THEN f.by_promise END AS superseded_by, f.settled_by
FROM promised p JOIN fate_of f USING (thing) LEFT JOIN stories s USING (session) LEFT JOIN parts t ON t.id = p.thing ORDER BY p.thing;
