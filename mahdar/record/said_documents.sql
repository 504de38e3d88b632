-- Every document as it was opened: what is known from outside its text, and the text itself. An input: nothing derives it.
-- id: readable stem and text hash {null: never}
-- text: the untouched text
-- sha256: hash of the text
-- path: where it was read from
-- url: its address
-- archived_url: address of an archived copy
-- retrieved_at: when it was retrieved
-- outlet: outlet by metadata, address or sidecar
-- title: title by metadata
-- language: language of the text
-- published: day published by metadata, address or sidecar (EDTF)
-- published_basis: what that day rests on {codes: published_basis; null: the day is not known}
-- published_at: that day with the hour and zone, where metadata give them {unit: ISO 8601}
-- sensitivity: as the sidecar states it
-- sections: roles, articles, outlets and days of the sections, with their spans (JSON)
-- read: whether its language has a pack {null: never}
-- why_not: why it was not read
-- sentences: where each of its sentences starts {unit: code points}
-- shingles: of each sentence, hashes of its words, three in a row, for finding copies
-- outside: hash of what is known of it from outside its text
CREATE TABLE IF NOT EXISTS said_documents (
  id VARCHAR, text VARCHAR, sha256 VARCHAR, path VARCHAR, url VARCHAR, archived_url VARCHAR, retrieved_at VARCHAR,
  outlet VARCHAR, title VARCHAR, language VARCHAR, published VARCHAR, published_basis VARCHAR, published_at VARCHAR, sensitivity VARCHAR,
  sections VARCHAR, read BOOLEAN, why_not VARCHAR, sentences INTEGER[], shingles UINTEGER[][], outside UBIGINT
);
