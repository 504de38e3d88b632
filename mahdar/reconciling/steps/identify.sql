-- Things with the same key are one; ids are their labels, with a number only where labels collide.
INSERT INTO identities
WITH found AS (
  SELECT kind, key, trim(regexp_replace(lower(first(label ORDER BY document, place_in_text, subject)), '[^\p{L}\p{N}]+', '-', 'g'), '-') AS slug,
    min(document || subject) AS first_told, count(*) AS tellings
  FROM keyed GROUP BY kind, key
), numbered AS (SELECT *, row_number() OVER (PARTITION BY kind, slug ORDER BY first_told) AS n FROM found)
SELECT k.subject, k.kind, CASE WHEN n.n > 1 THEN n.slug || '-' || n.n ELSE n.slug END, CASE WHEN n.tellings > 1 THEN k.reason ELSE 'told once' END
FROM keyed k JOIN numbered n USING (kind, key)
UNION ALL
SELECT DISTINCT subject, kind, subject, 'a document is itself' FROM claims WHERE kind = 'document'
UNION ALL
SELECT DISTINCT subject, kind, split_part(subject, '#process-', 2), 'the process is named' FROM claims WHERE kind = 'process';
