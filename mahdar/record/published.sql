-- The day each document was published, as far as it is known, and whether the document counts on the day of the record.
-- document: the document
-- published: the day (EDTF)
-- published_basis: what that day rests on {codes: published_basis; null: the day is not known}
-- counts: whether it was published by the day of the record {null: never}
-- why_left_out: why it does not count
CREATE TABLE IF NOT EXISTS published (document VARCHAR, published VARCHAR, published_basis VARCHAR, counts BOOLEAN, why_left_out VARCHAR);
