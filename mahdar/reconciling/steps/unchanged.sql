-- Documents that say now what they said then: they came as they came then, count as they did, are of the same day, and none of their dates is linked.
INSERT INTO scratch.unchanged
SELECT p.document
FROM published p JOIN scratch.same_inputs USING (document) JOIN kept.published k ON k.document = p.document AND k.counts
  AND k.published IS NOT DISTINCT FROM p.published AND k.published_basis IS NOT DISTINCT FROM p.published_basis
WHERE p.counts AND p.document NOT IN (SELECT document FROM linked_claims UNION ALL SELECT document FROM kept.linked_claims);
