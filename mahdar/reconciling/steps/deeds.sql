-- Promises of something else than a session, and who of those who made them did it or did not, as told later: claims on a commitment that say
-- held (done) or denied (not done). The three words after the verb of the deed must stand near the beginning of the promise.
CREATE OR REPLACE TEMP TABLE deeds AS
WITH told AS (
  SELECT c.*, trim(regexp_replace(lower(regexp_replace(c.plain, '[\p{M}\x{0640}]', '', 'g')), '[^\p{L}\p{N}]+', ' ', 'g')).split(' ') AS words
  FROM claims c WHERE c.kind = 'commitment' AND c.cell = 'what'
), done AS (
  SELECT w.subject, w.modality, w.id, w.words[2:4] AS words, r.date_end AS told, a.plain AS actor
  FROM told w JOIN documents r ON r.id = w.document JOIN claims a ON a.subject = w.subject AND a.cell = 'by' WHERE w.modality IN ('held', 'denied') AND len(w.words) >= 4
), matched AS (
  SELECT DISTINCT p.thing, d.modality, d.actor, d.id
  FROM promised p JOIN told w ON w.thing = p.thing AND p.session IS NULL
  JOIN done d ON list_contains(p."by", d.actor) AND d.told > p.first_told AND d.words IN (w.words[2:4], w.words[3:5])
)
SELECT m.thing, list_sort(list_distinct(list(id) FILTER (modality = 'held'))) AS done, list_sort(list_distinct(list(id) FILTER (modality = 'denied'))) AS not_done,
  list_sort(list_distinct(list(actor) FILTER (modality = 'held'))) AS doers
FROM matched m GROUP BY m.thing;
