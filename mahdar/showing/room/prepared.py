"""The tables that are held of a record beside its listings: what pages show, found once and then taken by number or by name."""

CLOSE = 3  # days between two sessions that may be one
HEARD = 4  # claims of each value in doubt of which the lines are looked up: some stand on one line
# The values of the fields on which reports conflict, in the order of a page, with one claim of each of their sources: those that say just
# this before those of a vaguer value that fits. `place` is the row of a claim among the claims, `field` the number of the field.
VERSIONS = """CREATE OR REPLACE TABLE held.versions AS
WITH said AS (SELECT d.* EXCLUDE (claims), d.value ->> '$.actor' AS about, unnest(d.claims) AS claim FROM disagreements d),
heard AS (
  SELECT s.* EXCLUDE (claim), c.family, min(r.date_start) AS told, bool_and(c.value <> s.value AND s.cell <> 'participant') AS vaguer,
    first(c.rowid ORDER BY c.value <> s.value, r.date_start NULLS LAST, c.document, c.span_start) AS place
  FROM said s JOIN claims c ON c.id = s.claim AND c.thing = s.subject JOIN documents r ON r.id = c.document
  WHERE list_contains(s.families, c.family) GROUP BY ALL
), valued AS (
  SELECT * EXCLUDE (family, told, vaguer, place),
    list({family: family, vaguer: vaguer, place: place} ORDER BY vaguer, told NULLS LAST, family) AS voices
  FROM heard GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY subject, kind, cell, class, about, chosen DESC, backing DESC, value) AS n,
  dense_rank() OVER (ORDER BY subject, kind, cell) AS field, * FROM valued ORDER BY n"""
# Of each promise one claim of every source that settled it: the day, where that is told.
SETTLED = """CREATE OR REPLACE TABLE held.settled AS
WITH settling AS (SELECT id, unnest(settled_by) AS claim FROM commitments),
of_source AS (
  SELECT s.id, d.date_start, d.id AS document, first(c.rowid ORDER BY c.cell <> 'dates', c.span_start, c.id) AS place
  FROM settling s JOIN claims c ON c.id = s.claim JOIN documents d ON d.id = c.document GROUP BY ALL
)
SELECT id, list(place ORDER BY date_start NULLS LAST, document) AS claims FROM of_source GROUP BY id"""
# A doubt is about a field of a thing, about a name, or about two sessions. What a reader settled is in doubt no more. In their order:
# fields whose versions have equally many sources or between which nothing decides, names that the world does not know, sessions that may
# be one, what only one source wants, what no source says in so many words. Within each the better backed first: more depends on it.
DOUBTS = f"""CREATE OR REPLACE TABLE held.doubts AS
WITH settled AS (SELECT DISTINCT thing, kind, cell FROM cells WHERE settled_by IS NOT NULL),
tied AS (
  SELECT subject AS thing, kind, cell, max(backing) AS backing FROM disagreements
  GROUP BY ALL HAVING max(backing) FILTER (NOT chosen) >= max(backing) FILTER (chosen)
), undecided AS (
  SELECT thing, kind, cell, backing FROM cells
  WHERE chosen AND starts_with(reason, 'nothing decides') AND (thing, kind, cell) NOT IN (SELECT (thing, kind, cell) FROM tied)
), unnamed AS (
  SELECT a.id AS thing, sum(c.backing) AS backing FROM actors a JOIN cells c ON c.value = to_json(a.id)::VARCHAR
  WHERE a.kind = 'unknown' AND c.chosen AND c.cell IN ('speaker', 'by', 'signatory', 'actor', 'from_actor', 'addressee', 'target')
  GROUP BY a.id
), alike AS (
  SELECT a.id AS thing, b.id AS other FROM sessions a JOIN sessions b ON a.process = b.process AND a.kind = b.kind AND a.id < b.id
    AND a.date_start <= b.date_end + {CLOSE} AND b.date_start <= a.date_end + {CLOSE}
  WHERE a.date_precision = 'day' AND b.date_precision = 'day' AND coalesce(a.number = b.number, true)
), wanted AS (
  SELECT thing, kind, cell, backing FROM cells
  WHERE cell = 'status' AND chosen AND backing = 1 AND value IN ('"proposed"', '"postponed"', '"suspended"')
), guessed AS (
  SELECT thing, kind, unnest(inferred) AS cell, len(families) AS backing FROM behind WHERE kind NOT IN ('document', 'stance')
), doubts AS (
  SELECT 1 AS place, 'tied' AS doubt, thing, kind, cell, NULL AS other, backing FROM tied
  UNION ALL SELECT 2, 'undecided', thing, kind, cell, NULL, backing FROM undecided
  UNION ALL SELECT 3, 'unnamed', thing, 'name', NULL, NULL, backing FROM unnamed
  UNION ALL SELECT 4, 'alike', thing, 'session', 'dates', other, 0 FROM alike
  UNION ALL SELECT 5, 'wanted', thing, kind, cell, NULL, backing FROM wanted
  UNION ALL SELECT 6, 'guessed', thing, kind, cell, NULL, backing FROM guessed
), open AS (
  SELECT row_number() OVER (ORDER BY place, backing DESC, thing, cell, other) AS n, * FROM doubts
  WHERE (thing, kind, cell) NOT IN (SELECT (thing, kind, cell) FROM settled)
), asked AS (
  SELECT n, thing, kind, cell FROM open UNION ALL SELECT n, other, kind, cell FROM open WHERE other IS NOT NULL
), said AS (  -- the values of the fields in doubt; of a name, that name as if it were the value of a field
  SELECT n, thing, kind, cell, value, chosen, c.backing, families, reason, claims[:{HEARD}] AS claims
  FROM asked JOIN cells c USING (thing, kind, cell)
  UNION ALL
  SELECT n, a.thing, a.kind, NULL, to_json(a.thing)::VARCHAR, true, count(DISTINCT family), list(DISTINCT family), NULL,
    list(id ORDER BY document, span_start)[:{HEARD}]
  FROM asked a JOIN claims c ON c.plain = a.thing AND a.kind = 'name' GROUP BY ALL
), heard AS (  -- the rows of their claims, as they were published
  SELECT n, s.thing, s.value, list(c.rowid ORDER BY r.date_start NULLS LAST, c.document, c.span_start, c.id) AS places
  FROM (SELECT n, thing, value, unnest(claims) AS claim FROM said) s JOIN claims c ON c.id = s.claim JOIN documents r ON r.id = c.document
  GROUP BY ALL
), valued AS (
  SELECT n, list({{thing: s.thing, kind: kind, cell: cell, value: s.value, chosen: chosen, backing: backing, families: families,
      reason: reason, places: coalesce(places, [])}} ORDER BY s.thing, cell, chosen DESC, backing DESC, s.value) AS "values"
  FROM said s LEFT JOIN heard h USING (n, thing, value) GROUP BY n
)
SELECT o.*, coalesce(v."values", []) AS "values" FROM open o LEFT JOIN valued v USING (n) ORDER BY n"""
# One row for each two that met at a session, and for each transmitter and the speaker whose words came through him.
TIES = """CREATE OR REPLACE TABLE held.ties AS
SELECT 'met' AS tie, d.event AS thing, 'session' AS kind, least(d.source, d.target) AS one, greatest(d.source, d.target) AS other,
  e.date_start AS day, e.date_end AS last_day, e.dates
FROM dyads d JOIN events e ON e.id = d.event AND e.kind = d.kind
WHERE d.kind = 'session' AND d.target IS NOT NULL AND NOT list_contains(e.contexts, 'future')
UNION
SELECT 'spoke', t.thing, 'statement', t.link, s.speaker, coalesce(s.date_start, b.told), coalesce(s.date_end, b.told),
  coalesce(s.dates, b.told::VARCHAR)
FROM (SELECT thing, unnest(chain) AS link FROM tellings WHERE kind = 'statement') t JOIN actors a ON a.id = t.link AND a.kind <> 'unknown'
JOIN statements s ON s.id = t.thing AND s.speaker <> t.link JOIN behind b ON b.thing = s.id AND b.kind = 'statement'"""
# The due span of each promise of a session, and what was planned of a session but came otherwise.
PLANS = """CREATE OR REPLACE TABLE held.plans AS
SELECT c.id AS commitment, coalesce(c.session, n.session) AS session, c.due AS dates, c.date_start, c.date_end, c.fate, c.what
FROM commitments c LEFT JOIN commitments n ON n.id = c.superseded_by
WHERE c.date_start IS NOT NULL AND coalesce(c.session, n.session) IS NOT NULL
UNION ALL
SELECT NULL, c.thing, c.value ->> '$', c.date_start, c.date_end, NULL, NULL FROM cells c
WHERE c.kind = 'session' AND c.cell = 'dates' AND NOT c.chosen AND c.date_start IS NOT NULL
  AND (c.thing, c.value) IN (SELECT (thing, value) FROM claims
    WHERE kind = 'session' AND cell = 'dates' AND modality IN ('planned', 'proposed', 'postponed'))
  AND NOT EXISTS (FROM commitments p WHERE p.session = c.thing AND p.due = c.value ->> '$')"""

TABLES = {"versions": VERSIONS, "settled": SETTLED, "doubts": DOUBTS, "ties": TIES, "plans": PLANS}
