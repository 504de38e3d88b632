-- Claims that are of another voice than was known, or whose voice was not known.
CREATE OR REPLACE TEMP TABLE heard_anew AS
SELECT v.* FROM claim_voices v JOIN claims c USING (document, id)
WHERE c.family IS DISTINCT FROM v.family OR c.because IS DISTINCT FROM v.reason OR c.copy_of IS DISTINCT FROM v.copy_of;
