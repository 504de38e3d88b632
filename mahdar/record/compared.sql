-- Which sentence of a document shares words with which of another: kept, so that no two documents are compared twice.
-- document: the document {null: never}
-- place: which of its sentences, from 1 {null: never}
-- other: the other document {null: never}
-- there: which of its sentences shares most {null: never}
-- shared: runs of three words that both sentences have {null: never}
-- size: runs of three words that the sentence has {null: never}
CREATE TABLE IF NOT EXISTS compared (document VARCHAR, place INTEGER, other VARCHAR, there INTEGER, shared INTEGER, size INTEGER);
