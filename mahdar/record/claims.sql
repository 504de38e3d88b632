-- Every claim of the documents that count: those read, and those that became known by linking (basis linked). Those that a reader rejected are not here.
-- id: hash of text, place in the text, cell and value; unique within a document {null: never}
-- document: the document that says it
-- subject: local name of the thing
-- kind: kind of the thing {codes: thing; null: never}
-- cell: which cell of it
-- value: the value as canonical JSON, null where only a `when` is known
-- plain: the value as bare text, null where it is a structure
-- spans: stretches of the text it rests on, end exclusive {unit: code points; null: []: known from outside the text}
-- span_start: start of the first stretch {unit: code points; null: known from outside the text}
-- span_end: end of the last stretch {unit: code points; null: known from outside the text}
-- basis: what it rests on {codes: basis; null: never}
-- origin: what an inferred or linked claim came from
-- modality: how the clause puts it; of sessions their status in it {codes: modality; null: never}
-- chain: transmitters, from the one nearest to the outlet to the origin
-- pattern: the pattern that found it
-- when_form: symbolic form of a date (JSON)
-- role: role of the section it stands in {codes: section; null: known from outside the text}
-- article: which of several glued articles it stands in; 0 is the document's own
-- section_outlet: outlet of the section, where it is another than the document's
-- family: whose voice it is (see families)
-- because: why it is of that voice {null: never}
-- copy_of: the document whose sentence its own repeats {null: it repeats none}
-- thing: the thing of the record that the subject is (see identities)
CREATE OR REPLACE TABLE claims AS
WITH counted AS MATERIALIZED (SELECT document FROM published WHERE counts AND document NOT IN (SELECT document FROM scratch.unchanged)),
places AS (  -- joined by document, which is faster than ASOF
  SELECT *, coalesce(lead(span_start) OVER (PARTITION BY document ORDER BY span_start), 2147483647) AS next_start FROM sections SEMI JOIN counted USING (document)
)
SELECT c.*, s.role, coalesce(s.article, 0) AS article, s.outlet AS section_outlet, NULL::VARCHAR AS family, NULL::VARCHAR AS because, NULL::VARCHAR AS copy_of, NULL::VARCHAR AS thing
FROM (FROM (FROM said_claims UNION ALL FROM linked_claims) SEMI JOIN counted USING (document)) c
LEFT JOIN places s ON s.document = c.document AND c.span_start >= s.span_start AND c.span_start < s.next_start
WHERE c.id NOT IN (SELECT unnest(flatten(claims)) FROM said_corrections WHERE "do" = 'reject');
