-- Every date that a claim or a document states, with what it means; one row per value.
-- edtf: the value
-- earliest: first day it allows
-- latest: last day it allows
-- width: from the first day to the last {unit: days; null: open}
-- date_precision: how exact they are {codes: precision; null: never}
-- form: what the value means {codes: form; null: never}
-- md_first: month and day it begins with, where the year is not known
-- md_last: month and day it ends with, where the year is not known
CREATE TABLE IF NOT EXISTS days (
  edtf VARCHAR, earliest DATE, latest DATE, width INTEGER, date_precision VARCHAR, form VARCHAR, md_first VARCHAR, md_last VARCHAR
);
