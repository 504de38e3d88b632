-- What event data count: who did what to whom on which day. Sessions, statements and changes of control, each once, however many tell it.
-- id: the session, statement or change of control {null: never}
-- kind: kind of the thing {codes: thing; null: never}
-- act: what was done; sessions are consultations, and territory taken or besieged is coercion, left is a retreat, fought over an assault {codes: act; null: never}
-- modes: how it was done, as far as it follows from the record {codes: event_mode}
-- contexts: what else tells it from other events {codes: context}
-- sources: who did it, sorted; of a meeting all who met, but the third that hosts them
-- targets: to whom, sorted; of a visit the host
-- mutual: whether all sources did it with one another {null: never}
-- dates: when it was; of a statement of unknown day the day of the first report of it (EDTF)
-- date_start: first day
-- date_end: last day
-- date_precision: how exact they are {codes: precision; null: never}
-- date_basis: what the day rests on {codes: date_basis; null: no day is known}
-- process: the process, of sessions
-- place: where, of sessions and changes of control
-- backing: number of independent sources that tell it {unit: families; null: never}
-- documents: the sources that tell it, sorted
-- sensitivity: the marks of sensitivity of those sources {null: none is marked}
CREATE OR REPLACE TABLE events AS
WITH told AS (
  SELECT c.kind, c.thing, count(DISTINCT c.family)::INTEGER AS backing, list_sort(list(DISTINCT c.document)) AS documents,
    string_agg(DISTINCT d.sensitivity, '; ' ORDER BY d.sensitivity) AS sensitivity,
    first(d.published ORDER BY d.date_start NULLS LAST, d.id) FILTER (d.published IS NOT NULL) AS published
  FROM claims c JOIN documents d ON d.id = c.document WHERE c.thing IS NOT NULL GROUP BY ALL
), present AS (
  SELECT session, coalesce(list(DISTINCT coalesce(actor, person)) FILTER (role = 'host'), []) AS hosts,
    coalesce(list(DISTINCT coalesce(actor, person)) FILTER (role IS DISTINCT FROM 'host'), []) AS guests
  FROM participants WHERE chosen AND (role IS NULL OR role NOT IN ('absent', 'proposer', 'addressee', 'signatory')) GROUP BY session
), met AS (
  SELECT s.*, len(guests) = 1 AND len(hosts) = 1 AS visit, len(guests) > 1 AND len(hosts) > 0 AS hosted, len(guests) > 2 AS many, hosts, guests
  FROM sessions s JOIN present p ON p.session = s.id WHERE s.status IN ('held', 'under_way', 'planned')
), changed (change, act, modes) AS (
  VALUES ('took', 'coerce', ['confiscate']), ('besieged', 'coerce', ['restrict']), ('withdrew', 'retreat', ['withdraw']), ('contested', 'assault', [])
), done AS (
  SELECT id, 'session' AS kind, 'consult' AS act,
    [x FOR x IN [CASE WHEN kind = 'call' THEN 'phone' END, CASE WHEN visit THEN 'visit' END, CASE WHEN hosted THEN 'third-party' END, CASE WHEN many THEN 'multilateral' END] IF x IS NOT NULL] AS modes,
    CASE WHEN status = 'planned' THEN ['future'] ELSE [] END AS contexts,
    CASE WHEN visit OR hosted THEN guests ELSE list_concat(guests, hosts) END AS sources, CASE WHEN visit THEN hosts ELSE [] END AS targets,
    NOT visit AS mutual, dates, process, city AS place
  FROM met
  UNION ALL
  SELECT id, 'statement', act, [], [], CASE WHEN speaker IS NULL THEN "by" ELSE [speaker] END, [x FOR x IN [coalesce(target, addressee)] IF x IS NOT NULL], false, dates, NULL, NULL
  FROM statements WHERE act IS NOT NULL AND (speaker IS NOT NULL OR len("by") > 0)
  UNION ALL
  SELECT id, 'control', act, modes, ['military'], [actor], [x FOR x IN [from_actor] IF x IS NOT NULL], false, dates, NULL, place
  FROM control JOIN changed USING (change) WHERE actor IS NOT NULL
), dated AS (
  SELECT e.*, coalesce(e.dates, CASE WHEN e.kind = 'statement' THEN t.published END) AS shown, t.backing, t.documents, t.sensitivity
  FROM done e JOIN told t ON t.thing = e.id AND t.kind = e.kind
)
SELECT e.id, e.kind, e.act, e.modes, e.contexts, list_sort(e.sources) AS sources, e.targets, e.mutual, e.shown AS dates,
  y.earliest AS date_start, y.latest AS date_end, coalesce(y.date_precision, 'open') AS date_precision,
  CASE WHEN e.dates IS NOT NULL THEN 'said' WHEN e.shown IS NOT NULL THEN 'published' END AS date_basis,
  e.process, e.place, e.backing, e.documents, e.sensitivity
FROM dated e LEFT JOIN days y ON y.edtf = e.shown
ORDER BY date_start NULLS LAST, e.kind, e.id;
