-- Every event between two actors, as a row: the table to count by. A meeting of several is a row for each two of them.
-- event: the event (see events) {null: never}
-- kind: kind of the thing {codes: thing; null: never}
-- act: what was done {codes: act; null: never}
-- source: who did it {null: never}
-- source_kind: what it is (see actors) {null: never}
-- source_side: the state or body that it belongs to: a government or ministry stands for its state, a person for the one state or body in which it holds an office
-- source_iso2: ISO 3166-1 alpha-2 code of its country
-- source_iso3: ISO 3166-1 alpha-3 code of its country
-- source_gwno: Gleditsch-Ward number of its country
-- target: to whom it was done; of meetings the other one {null: no source names anybody}
-- target_kind: what it is (see actors)
-- target_side: the state or body that it belongs to
-- target_iso2: ISO 3166-1 alpha-2 code of its country
-- target_iso3: ISO 3166-1 alpha-3 code of its country
-- target_gwno: Gleditsch-Ward number of its country
-- mutual: whether it holds both ways; such a pair is one row {null: never}
-- dates: when it was (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- date_basis: what the day rests on {codes: date_basis; null: no day is known}
-- process: the process, of sessions
-- place: where, of sessions and changes of control
-- backing: number of independent sources that tell the event {unit: families; null: never}
-- sensitivity: the marks of sensitivity of those sources {null: none is marked}
CREATE OR REPLACE TABLE dyads AS
WITH pairs AS (
  SELECT id, kind, source, target FROM events, LATERAL (SELECT unnest(sources) AS source), LATERAL (SELECT unnest(CASE WHEN len(targets) > 0 THEN targets ELSE [NULL] END) AS target)
  WHERE NOT mutual
  UNION ALL
  SELECT id, kind, source, target FROM events, LATERAL (SELECT unnest(sources) AS source), LATERAL (SELECT unnest(sources) AS target) WHERE mutual AND source < target
), own AS (
  SELECT id, CASE WHEN class = 'organisation' AND kind IN ('government', 'ministry') THEN coalesce("of", id) WHEN class <> 'person' THEN id WHEN len(holds) = 1 THEN holds[1] END AS side
  FROM things WHERE class IN ('person', 'state', 'organisation')
), sides AS (SELECT a.id, coalesce(b.side, a.side) AS side FROM own a LEFT JOIN own b ON b.id = a.side),
known AS (
  SELECT s.id, s.side, c.entry ->> '$.iso2' AS iso2, c.entry ->> '$.iso3' AS iso3, try_cast(c.entry ->> '$.gwno' AS INTEGER) AS gwno
  FROM sides s LEFT JOIN things o ON o.id = s.side AND o.class = 'organisation' LEFT JOIN things c ON c.id = coalesce(o."of", s.side) AND c.class = 'state'
), spoken AS (SELECT id, 'statement' AS kind, "of" AS side FROM statements WHERE speaker IS NOT NULL AND "of" IS NOT NULL)
SELECT e.id AS event, e.kind, e.act,
  p.source, a.kind AS source_kind, coalesce(s.side, f.side) AS source_side, s.iso2 AS source_iso2, s.iso3 AS source_iso3, s.gwno AS source_gwno,
  p.target, b.kind AS target_kind, t.side AS target_side, t.iso2 AS target_iso2, t.iso3 AS target_iso3, t.gwno AS target_gwno,
  e.mutual, e.dates, e.date_start, e.date_end, e.date_precision, e.date_basis, e.process, e.place, e.backing, e.sensitivity
FROM pairs p JOIN events e USING (id, kind) LEFT JOIN spoken f USING (id, kind)
JOIN actors a ON a.id = p.source LEFT JOIN known s ON s.id = coalesce(f.side, p.source)
LEFT JOIN actors b ON b.id = p.target LEFT JOIN known t ON t.id = p.target
ORDER BY e.date_start NULLS LAST, e.kind, e.id, p.source, p.target;
