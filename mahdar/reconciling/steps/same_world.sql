-- Whether the record that is there was made by the same rules, of the same world and with the same corrections.
SELECT (SELECT value FROM kept.about WHERE key = 'layout') = $layout
  AND (SELECT sum(hash(t)) FROM things t) IS NOT DISTINCT FROM (SELECT sum(hash(t)) FROM kept.things t)
  AND (SELECT sum(hash(c)) FROM said_corrections c) IS NOT DISTINCT FROM (SELECT sum(hash(c)) FROM kept.said_corrections c);
