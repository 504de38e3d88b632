-- Claims that became known by linking documents: days published, and dates that are known once the day published is.
-- The columns are those of said_claims.
CREATE TABLE IF NOT EXISTS linked_claims AS FROM said_claims LIMIT 0;
