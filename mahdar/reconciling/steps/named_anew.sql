-- Claims that are of another thing than was known, or whose thing was not known.
CREATE OR REPLACE TEMP TABLE named_anew AS
SELECT c.document, c.id, i.thing FROM claims c LEFT JOIN identities i ON i.subject = c.subject AND i.kind = c.kind
WHERE c.thing IS DISTINCT FROM i.thing;
