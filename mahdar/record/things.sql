-- What is known of the world: people, states, organisations, offices, places, outlets, processes. An input: nothing derives it.
-- id: stable id; with the class unique {null: never}
-- class: which class {codes: class; null: never}
-- kind: finer kind, as the entry states it
-- names: names by language (JSON)
-- country: ISO 3166-1 alpha-2 code, of places
-- of: the state it belongs to, of organisations
-- holds: the states and organisations in which a person holds an office
-- entry: the whole entry (JSON)
CREATE TABLE IF NOT EXISTS things (id VARCHAR, class VARCHAR, kind VARCHAR, names VARCHAR, country VARCHAR, "of" VARCHAR, holds VARCHAR[], entry VARCHAR);
