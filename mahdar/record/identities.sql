-- Which thing of the record each local thing of a document is, and why.
-- subject: local name of the thing
-- kind: kind of the thing {codes: thing; null: never}
-- thing: its id in the record
-- reason: why it is that thing {null: never}
CREATE OR REPLACE TABLE identities (subject VARCHAR, kind VARCHAR, thing VARCHAR, reason VARCHAR);
