-- Things of which something is told otherwise than it was then, by others, of something else, or not any more.
INSERT INTO scratch.touched
WITH otherwise AS (SELECT document, id FROM heard_anew UNION SELECT document, id FROM named_anew),
elsewhere AS (  -- what bears another name now, to those that point to it
  SELECT subject FROM identities i ANTI JOIN kept.identities k USING (subject, kind, thing)
), now AS (
  SELECT c.thing, c.kind FROM claims c SEMI JOIN otherwise USING (document, id)
  UNION SELECT c.thing, c.kind FROM claims c SEMI JOIN elsewhere e ON e.subject = c.plain
  UNION SELECT c.thing, c.kind FROM claims c WHERE c.id IN (SELECT unnest(flatten(claims)) FROM said_corrections WHERE "do" = 'settle')
), before AS (
  SELECT k.thing, k.kind FROM kept.claims k SEMI JOIN otherwise USING (document, id)
  UNION SELECT k.thing, k.kind FROM kept.claims k ANTI JOIN scratch.unchanged USING (document)
)
FROM (FROM now UNION FROM before) WHERE thing IS NOT NULL;
