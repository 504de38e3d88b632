-- The day each document was published, as far as it is known, and whether the document counts on the day of the record.
-- document: the document
-- published: the day (EDTF)
-- published_basis: metadata (what the document came with), said, inferred, or linked (through a session that another document dates)
-- counts: whether it was published by the day of the record
-- why_left_out: why it does not count
CREATE TABLE IF NOT EXISTS published (document VARCHAR, published VARCHAR, published_basis VARCHAR, counts BOOLEAN, why_left_out VARCHAR);
