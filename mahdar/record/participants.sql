-- Who took part in each session: one row per delegation, several where several of its people are named.
-- session: the session
-- actor: the delegation; null for a person of whom no delegation is named
-- role: role of the delegation {codes: role}
-- level: level of the delegation
-- person: the person
-- person_role: role of the person in it {codes: person_role}
-- basis: what the row rests on {codes: basis; null: never}
-- backing: number of independent sources {unit: families; null: never}
-- families: the independent sources
-- claims: the claims behind the row
-- chosen: whether it stands; a delegation that was only expected does not, once it is said who came {null: never}
CREATE OR REPLACE TABLE participants AS
WITH rows AS (
  SELECT c.thing AS session, a.*, c.family, a.modality IN ('held', 'under_way') AS came
  FROM attendance a JOIN claims c ON c.document = a.document AND c.id = a.claim SEMI JOIN scratch.touched t ON t.thing = c.thing AND t.kind = c.kind
), homes AS (  -- a person named without a delegation belongs to the one that another source names
  SELECT session, person, min(side) AS home FROM rows WHERE actor IS NOT NULL AND person IS NOT NULL GROUP BY ALL HAVING min(side) = max(side)
), seated AS (
  SELECT r.* REPLACE (CASE WHEN r.actor IS NULL THEN coalesce(h.home, r.side) ELSE r.side END AS side) FROM rows r LEFT JOIN homes h USING (session, person)
), sides AS (
  SELECT session, side, list_mode(list_sort(list(actor))) AS actor, bool_or(came) AS came, list(claim) FILTER (person IS NULL) AS bare_claims, list(family) FILTER (person IS NULL) AS bare_families,
    coalesce(len(list_distinct(list(person) FILTER (person IS NOT NULL))), 0) AS people, first(level ORDER BY came DESC, level) FILTER (person IS NULL AND level IS NOT NULL) AS bare_level FROM seated GROUP BY ALL
), named AS (
  SELECT session, side, role, bool_or(came) AS came, len(list_distinct(list(family))) AS voices FROM seated WHERE role IS NOT NULL GROUP BY ALL
), roles AS (
  SELECT session, side, first(role ORDER BY role = 'party', came DESC, voices DESC, role) AS role FROM named GROUP BY ALL
), expected AS (SELECT session, count(*) FILTER (came) >= 2 AS known FROM sides GROUP BY session),
people AS (
  SELECT session, side, person, list(claim) AS claims, list(family) AS families, min(basis = 'inferred') AS inferred, min(basis = 'linked') AS linked,
    first(level ORDER BY came DESC, level) FILTER (level IS NOT NULL) AS level, first(person_role ORDER BY person_role) FILTER (person_role IS NOT NULL) AS person_role
  FROM seated GROUP BY ALL
)
SELECT p.session, s.actor, r.role, coalesce(p.level, CASE WHEN s.people = 1 THEN s.bare_level END) AS level, p.person, p.person_role,
  CASE WHEN p.inferred THEN 'inferred' WHEN p.linked THEN 'linked' ELSE 'said' END AS basis,
  len(list_distinct(list_concat(p.families, s.bare_families))) AS backing, list_sort(list_distinct(list_concat(p.families, s.bare_families))) AS families,
  list_sort(list_distinct(list_concat(p.claims, s.bare_claims))) AS claims, s.came OR NOT e.known AS chosen
FROM people p JOIN sides s USING (session, side) JOIN expected e USING (session) LEFT JOIN roles r USING (session, side)
WHERE p.person IS NOT NULL OR s.people = 0
ORDER BY p.session, s.actor NULLS LAST, p.person;
