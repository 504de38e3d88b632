-- A readable id for every group of tellings: process, kind and number; else its day; else who or where. A number follows only where ids collide.
CREATE OR REPLACE TEMP TABLE named_sessions AS
WITH members AS (
  SELECT g.root, m.*, d.date_precision, m.status IN ('held', 'under_way') AS took_place, coalesce(m.city, m.country) AS place,
    list_sort(list_concat(list_transform(people, lambda p: split_part(p, ':', 2)),
      list_filter(sides, lambda s: NOT list_contains(list_transform(people, lambda p: split_part(p, ':', 1)), s)))) AS present
  FROM joined g JOIN mentions m USING (subject) LEFT JOIN days d ON d.edtf = m.dates
), named AS (
  SELECT root, list_mode(list_sort(list(process))) AS process, list_mode(list_sort(list(number))) AS number,
    coalesce(list_mode(list_sort(list(kind) FILTER (took_place))), list_mode(list_sort(list(kind))), 'session') AS kind,
    first(CASE date_precision WHEN 'day' THEN strftime(earliest, '%Y-%m-%d') WHEN 'month' THEN strftime(earliest, '%Y-%m')
        WHEN 'open' THEN regexp_replace(trim(lower(dates), '[]{}'), '[^0-9x-].*', '') ELSE strftime(earliest, '%Y') END
      ORDER BY took_place DESC, latest - earliest, earliest, dates) FILTER (dates IS NOT NULL) AS day,
    list_mode(list_sort(list(place))) AS place, bool_or(took_place) AS took_place,
    first(list_transform(present, lambda n: split_part(n, '-', -1)) ORDER BY len(people) DESC, people, len(sides) DESC, sides) AS names,
    min(document || subject) AS first_told
  FROM members GROUP BY root
), labelled AS (
  SELECT *, kind IN ('bilateral', 'call', 'meeting') AS talks, coalesce(day, CASE WHEN took_place THEN 'undated' ELSE 'planned' END) AS day_or_none FROM named
), slugged AS (
  SELECT root, first_told, concat_ws('-', CASE WHEN NOT talks THEN process END, kind, number, CASE WHEN number IS NULL OR process IS NULL THEN day_or_none END,
    CASE WHEN number IS NULL AND (talks OR process IS NULL) AND len(names) > 0 THEN array_to_string(names[:3], '-')
      WHEN number IS NULL AND (day IS NULL OR process IS NULL) THEN place END) AS label
  FROM labelled
), slugs AS (SELECT root, first_told, trim(regexp_replace(lower(label), '[^\p{L}\p{N}]+', '-', 'g'), '-') AS slug FROM slugged),
numbered AS (SELECT root, slug, row_number() OVER (ORDER BY slug, first_told) - rank() OVER (ORDER BY slug) + 1 AS n FROM slugs)  -- partitions would cost more
SELECT root, CASE WHEN n > 1 THEN slug || '-' || n ELSE slug END AS thing FROM numbered;
