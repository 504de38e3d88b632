-- Every value of every cell of every thing, with the claims and the independent sources behind it.
-- thing: the thing of the record
-- kind: kind of the thing {codes: thing; null: never}
-- cell: which cell of it
-- value: the value as canonical JSON
-- chosen: whether it is the value that the record shows; cells that hold several values may show several {null: never}
-- backing: number of independent sources, those of the vaguer values that it refines included {unit: families; null: never}
-- families: the independent sources, sorted
-- reason: why it was chosen, or was not {null: never}
-- settled_by: the reader who settled the cell, with the day and the reason {null: it was chosen by rule}
-- claims: the claims behind it, those of the vaguer values included, sorted
-- date_start: first day, of date cells
-- date_end: last day, of date cells
-- date_precision: how exact it is, of date cells {codes: precision; null: no date}
CREATE OR REPLACE TABLE cells AS
SELECT thing, kind, cell, value, chosen, len(families)::INTEGER AS backing, families, reason, settled_by, claims, earliest AS date_start, latest AS date_end, date_precision
FROM ranked
UNION ALL
SELECT session, 'session', 'participant', to_json({actor: actor, level: level, person: person, person_role: person_role, role: role})::VARCHAR, chosen, backing, families,
  CASE WHEN chosen THEN 'all that are named' ELSE 'expected, but not among those who came' END, NULL, claims, NULL, NULL, NULL
FROM participants
ORDER BY kind, thing, cell, chosen DESC, backing DESC, value;
