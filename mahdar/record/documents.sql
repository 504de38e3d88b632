-- Every document that counts on the day of the record.
-- id: readable stem and text hash {null: never}
-- path: where it was read from
-- url: its address
-- archived_url: address of an archived copy
-- retrieved_at: when it was retrieved
-- sha256: hash of the text
-- outlet: the outlet, by metadata or as the text names it
-- reposts: the outlet whose report it repeats, as the text names it
-- title: the title, by metadata or as the text has it
-- language: language of the text
-- read: whether its language has a pack {null: never}
-- why_not: why it was not read
-- published: day published (EDTF)
-- published_basis: what that day rests on {codes: published_basis; null: the day is not known}
-- published_at: that day with the hour and zone, where metadata give them {unit: ISO 8601}
-- date_start: first day it may have been published
-- date_end: last day it may have been published
-- date_precision: how exact they are {codes: precision; null: never}
-- sensitivity: as the sidecar states it
-- sections: roles, articles, outlets and days of the sections, with their spans (JSON)
-- text: the untouched text
-- sentences: where each of its sentences starts {unit: code points}
-- shingles: of each sentence, hashes of its words, three in a row
-- family: its voice (see families)
-- because: why it is of that voice {null: never}
-- copy_of: the document it copies {null: it copies none that is here}
-- copied: how much of its words stand in that document, as a share of 1 {null: it copies none, or names the one it copies}
CREATE OR REPLACE TABLE documents AS
WITH told AS (
  SELECT document,
    first(plain ORDER BY span_start, id) FILTER (cell = 'outlet') AS outlet,
    first(plain ORDER BY span_start, id) FILTER (cell = 'reposts') AS reposts,
    first(plain ORDER BY span_start, id) FILTER (cell = 'title') AS title,
    first(plain ORDER BY span_start, id) FILTER (cell = 'language') AS language
  FROM claims WHERE kind = 'document' AND plain IS NOT NULL GROUP BY document
)
SELECT s.id, s.path, s.url, s.archived_url, s.retrieved_at, s.sha256, coalesce(s.outlet, t.outlet) AS outlet, t.reposts,
  coalesce(s.title, t.title) AS title, coalesce(s.language, t.language) AS language, s.read, s.why_not,
  p.published, p.published_basis, s.published_at, d.earliest AS date_start, d.latest AS date_end, coalesce(d.date_precision, 'open') AS date_precision,
  s.sensitivity, s.sections, s.text, s.sentences, s.shingles, NULL::VARCHAR AS family, NULL::VARCHAR AS because, NULL::VARCHAR AS copy_of, NULL::DOUBLE AS copied
FROM said_documents s JOIN published p ON p.document = s.id
LEFT JOIN told t ON t.document = s.id LEFT JOIN days d ON d.edtf = p.published
WHERE p.counts AND s.id NOT IN (SELECT document FROM scratch.unchanged) ORDER BY s.id;
