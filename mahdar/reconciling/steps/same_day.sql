-- Whether the same documents count as then, each of the same day, and no day is linked.
SELECT (SELECT sum(hash(document, published, published_basis, counts)) FROM published)
    IS NOT DISTINCT FROM (SELECT sum(hash(document, published, published_basis, counts)) FROM kept.published)
  AND NOT EXISTS (FROM linked_claims) AND NOT EXISTS (FROM kept.linked_claims);
