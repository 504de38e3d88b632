-- Documents that came as they came then, with the same claims.
INSERT INTO scratch.same_inputs
WITH claimed AS (SELECT document, sum(hash(c)) AS said FROM said_claims c GROUP BY document),
claimed_then AS (SELECT document, sum(hash(c)) AS said FROM kept.said_claims c GROUP BY document)
SELECT s.id AS document
FROM said_documents s JOIN kept.said_documents o ON o.id = s.id AND hash(o) = hash(s)
LEFT JOIN claimed c ON c.document = s.id LEFT JOIN claimed_then t ON t.document = s.id
WHERE c.said IS NOT DISTINCT FROM t.said;
