-- Everyone and everything that acts or speaks in the record, outlets included.
-- id: id in the world data; the native name where there is none {null: never}
-- kind: person, state, organisation, outlet or its finer kind; unknown for a name that only texts know
-- names: names by language (JSON)
-- wikidata: Wikidata id
-- iso2: ISO 3166-1 alpha-2 code
-- iso3: ISO 3166-1 alpha-3 code
-- gwno: Gleditsch-Ward number
CREATE OR REPLACE TABLE actors AS
WITH named AS (
  SELECT actor AS id, thing, kind FROM (SELECT actor, session AS thing, 'session' AS kind FROM participants WHERE chosen UNION SELECT person, session, 'session' FROM participants WHERE chosen)
  UNION SELECT value ->> '$', thing, kind FROM cells WHERE cell IN ('speaker', 'by', 'of', 'signatory', 'addressee', 'target', 'actor', 'from_actor') AND chosen
  UNION SELECT unnest(chain), thing, kind FROM tellings
  UNION SELECT outlet, id, 'document' FROM documents UNION SELECT reposts, id, 'document' FROM documents
), spoken AS (  -- the language of a name that only texts know is that of the text
  SELECT n.id, min(coalesce(d.language, 'und')) AS language
  FROM named n LEFT JOIN claims c ON c.thing = n.thing AND c.kind = n.kind LEFT JOIN documents d ON d.id = c.document
  WHERE n.id IS NOT NULL AND n.id NOT IN (SELECT id FROM things WHERE class IN ('person', 'state', 'organisation', 'outlet')) GROUP BY n.id
)
SELECT DISTINCT n.id, coalesce(t.kind, t.class, 'unknown') AS kind, coalesce(t.names, json_object(s.language, [n.id])::VARCHAR) AS names,
  t.entry ->> '$.wikidata' AS wikidata, t.entry ->> '$.iso2' AS iso2, t.entry ->> '$.iso3' AS iso3, try_cast(t.entry ->> '$.gwno' AS INTEGER) AS gwno
FROM named n LEFT JOIN things t ON t.id = n.id AND t.class IN ('person', 'state', 'organisation', 'outlet') LEFT JOIN spoken s ON s.id = n.id
WHERE n.id IS NOT NULL ORDER BY n.id;
