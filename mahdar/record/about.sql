-- What the record was made with. An input: nothing derives it.
-- key: reader (its version), packs (their hash) and the like
-- value: as text
CREATE TABLE IF NOT EXISTS about (key VARCHAR, value VARCHAR);
