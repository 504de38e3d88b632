-- Pairs of values of one cell of which `finer` says more than `coarser` and leaves it true.
CREATE OR REPLACE TEMP TABLE refines AS
WITH places AS (SELECT id AS place, country, entry ->> 'name_of' AS name_of FROM things WHERE class = 'place'),
states AS (SELECT id AS state, entry ->> 'iso2' AS iso2 FROM things WHERE class = 'state'),
pairs AS (
  SELECT v.thing, v.kind, v.cell, v AS fine, w AS coarse
  FROM candidates v JOIN candidates w ON v.thing = w.thing AND v.kind = w.kind AND v.cell = w.cell AND v.value <> w.value
  WHERE v.firmness > 0 AND w.firmness > 0
), judged AS (
  SELECT thing, kind, cell, fine.value AS finer, coarse.value AS coarser,
    -- inside a period in which it was some time
    coalesce(coarse.form = 'within' AND fine.earliest >= coarse.earliest AND fine.latest <= coarse.latest
      AND (fine.width < coarse.width OR fine.value < coarse.value), false) AS inside,
    -- the same month and days, with the year
    coalesce(coarse.earliest IS NULL AND try_cast(year(fine.earliest) || '-' || coarse.md_first AS DATE) <= fine.earliest
      AND try_cast(year(fine.latest) || '-' || coarse.md_last AS DATE) >= fine.latest
      AND (NOT contains(coarse.edtf, '/') OR strftime(fine.earliest, '%m-%d') || strftime(fine.latest, '%m-%d') = coarse.md_first || coarse.md_last),
      false) AS with_year,
    -- a day of a month, both without a year
    coalesce(coarse.earliest IS NULL AND fine.earliest IS NULL AND fine.md_first >= coarse.md_first AND fine.md_last <= coarse.md_last
      AND (fine.md_first > coarse.md_first OR fine.md_last < coarse.md_last OR fine.value < coarse.value), false) AS without_year,
    -- on the open side of a bound
    coalesce(coarse.form = 'open' AND coarse.md_first IS NULL AND coalesce(coarse.earliest, coarse.latest) IS NOT NULL AND fine.width IS NOT NULL
      AND fine.earliest >= coalesce(coarse.earliest, fine.earliest) AND fine.latest <= coalesce(coarse.latest, fine.latest), false) AS beyond,
    -- all the days it lasted, where the other names one of them
    coalesce(fine.form = 'lasted' AND fine.date_precision = 'day' AND coarse.date_precision = 'day' AND fine.width > coarse.width
      AND fine.firmness >= coarse.firmness AND coarse.earliest >= fine.earliest AND coarse.latest <= fine.latest, false) AS fuller,
    -- the days it was planned for, where the other is the first of them, told while it was under way
    coalesce(fine.form = 'lasted' AND fine.date_precision = 'day' AND fine.firmness = 2 AND coarse.firmness = 6 AND coarse.width = 1
      AND coarse.earliest = fine.earliest AND coarse.told <= fine.latest, false) AS opened,
    -- a body of the state or body that the other names
    coalesce(cell = 'from_actor' AND g.whole = coarse.plain, false) AS part_of,
    -- a place of the state that the other names, or the place of which the other is a name of another time
    coalesce(cell = 'place' AND h.country = s.iso2, false) AS in_state, coalesce(cell IN ('place', 'city') AND o.name_of = h.place, false) AS renamed,
    (cell, coarse.plain) IN (FROM vague) AND (cell, fine.plain) NOT IN (FROM vague) AS exact_word
  FROM pairs LEFT JOIN (SELECT id, "of" AS whole FROM things WHERE class = 'organisation') g ON g.id = fine.plain
  LEFT JOIN places h ON h.place = fine.plain LEFT JOIN places o ON o.place = coarse.plain LEFT JOIN states s ON s.state = coarse.plain
)
SELECT thing, kind, cell, finer, coarser FROM judged WHERE inside OR with_year OR without_year OR beyond OR fuller OR opened OR part_of OR in_state OR renamed OR exact_word;
