-- What each local outcome, statement, position, commitment and change of control says that can identify it. Words are compared bare: letters and digits only.
CREATE OR REPLACE TEMP TABLE others AS
WITH said AS (
  SELECT c.*, i.thing AS of_session, d.earliest, d.latest, d.width, lower(regexp_replace(c.plain, '[\p{M}\x{0640}]', '', 'g')) AS bare
  FROM claims c LEFT JOIN identities i ON i.subject = c.plain AND i.kind = 'session' AND c.cell = 'session'
  LEFT JOIN days d ON d.edtf = c.plain AND c.cell IN ('dates', 'due')
  WHERE c.kind IN ('outcome', 'statement', 'stance', 'commitment', 'control') AND NOT (c.kind = 'commitment' AND c.modality IN ('held', 'denied'))
)
SELECT subject, document, kind, min(span_start) AS place_in_text,
  first(of_session ORDER BY span_start, id) FILTER (of_session IS NOT NULL) AS session,
  first(plain ORDER BY span_start, id) FILTER (cell = 'kind') AS of_kind,
  first(plain ORDER BY span_start, id) FILTER (cell = 'dates') AS dates,
  first(plain ORDER BY span_start, id) FILTER (cell = 'speaker') AS speaker,
  list_sort(list_distinct(list(plain) FILTER (cell IN ('by', 'signatory')))) AS people,
  first(trim(regexp_replace(bare, '[^\p{L}\p{N}]+', ' ', 'g')) ORDER BY span_start, id) FILTER (cell IN ('content', 'what', 'title')) AS words,
  first(plain ORDER BY span_start, id) FILTER (cell = 'place') AS place,
  first(plain ORDER BY span_start, id) FILTER (cell = 'actor') AS actor,
  first(plain ORDER BY span_start, id) FILTER (cell = 'change') AS change,
  first(plain ORDER BY span_start, id) FILTER (cell = 'issue') AS issue,
  first(plain ORDER BY span_start, id) FILTER (cell = 'stance') AS stance,
  first(earliest ORDER BY width, id) FILTER (width IS NOT NULL) AS earliest, first(latest ORDER BY width, id) FILTER (width IS NOT NULL) AS latest
FROM said GROUP BY subject, document, kind;
