-- What readers corrected, from the file beside the record. An input: nothing derives it.
-- number: its place in the file {null: never}
-- do: what it does {codes: correction; null: never}
-- things: the things it is about, by their ids when it was made
-- claims: some claims of each thing or telling that it is about
-- cell: the cell that it settles
-- value: the value it gives the cell, as canonical JSON
-- name: the name, as texts have it, that it explains
-- actor: who that is
-- document: the source whose day it fixes
-- day: that day (EDTF)
-- who: who made it {null: never}
-- made: on which day {null: never}
-- why: for which reason {null: never}
CREATE TABLE IF NOT EXISTS said_corrections (
  number INTEGER, "do" VARCHAR, things VARCHAR[], claims VARCHAR[][], cell VARCHAR, value VARCHAR, name VARCHAR, actor VARCHAR, document VARCHAR, day VARCHAR,
  who VARCHAR, made VARCHAR, why VARCHAR
);
