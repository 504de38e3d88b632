-- Who took part, as each claim says it: one row per participant claim, with the side that the person stands for.
-- claim: the claim
-- document: its document
-- subject: local name of the session
-- actor: the delegation, where it is named
-- person: the person, where one is named
-- side: the delegation (a government or ministry stands for its state), or the state or body in which the person holds an office, or else the person
-- role: role of the delegation {codes: role}
-- level: level of the delegation
-- person_role: role of the person in the delegation {codes: person_role}
-- basis: what it rests on {codes: basis; null: never}
-- modality: status of the session in that clause {codes: modality; null: never}
CREATE OR REPLACE TABLE attendance AS
WITH told AS (
  SELECT id, document, subject, basis, modality, value, span_start, value ->> '$.actor' AS actor, value ->> '$.person' AS person,
    value ->> '$.role' AS role, value ->> '$.level' AS level, value ->> '$.person_role' AS person_role
  FROM claims WHERE kind = 'session' AND cell = 'participant' AND value IS NOT NULL
), settled AS (  -- an actor that is a person is a person
  SELECT t.* REPLACE (CASE WHEN w.class = 'person' THEN NULL ELSE t.actor END AS actor, CASE WHEN w.class = 'person' THEN coalesce(person, w.id) ELSE person END AS person)
  FROM told t LEFT JOIN things w ON w.id = t.actor AND w.class = 'person'
)
SELECT s.id AS claim, s.document, s.subject, s.actor, s.person,
  coalesce(g."of", s.actor, CASE WHEN len(h.holds) = 1 THEN h.holds[1] END, s.person) AS side, s.role, s.level, s.person_role, s.basis, s.modality
FROM settled s LEFT JOIN things h ON h.id = s.person AND h.class = 'person'
LEFT JOIN things g ON g.id = s.actor AND g.class = 'organisation' AND g.kind IN ('government', 'ministry')
WHERE coalesce(s.actor, s.person) IS NOT NULL
ORDER BY s.document, s.subject, s.span_start, s.id;
