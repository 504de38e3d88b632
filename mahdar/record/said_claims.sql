-- Every claim as it was read. An input: nothing derives it.
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
-- origin: what an inferred claim came from
-- modality: how the clause puts it; of sessions their status in it {codes: modality; null: never}
-- chain: transmitters, from the one nearest to the outlet to the origin
-- pattern: the pattern that found it
-- when_form: symbolic form of a date, so that it can be resolved again (JSON)
CREATE TABLE IF NOT EXISTS said_claims (
  id VARCHAR, document VARCHAR, subject VARCHAR, kind VARCHAR, cell VARCHAR, value VARCHAR, plain VARCHAR, spans INTEGER[][],
  span_start INTEGER, span_end INTEGER, basis VARCHAR, origin VARCHAR[], modality VARCHAR, chain VARCHAR[], pattern VARCHAR, when_form VARCHAR
);
