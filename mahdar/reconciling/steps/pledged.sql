-- Every telling of a promise with the first one that is of the same promise; none for a promise of a session of which nobody is known to have made it.
SELECT subject, session, min(subject) OVER (PARTITION BY session, actor) AS first_told, 'A promise of the same session, by the same actors.' AS reason
FROM (SELECT subject, session, unnest(people) AS actor FROM others WHERE kind = 'commitment' AND session IS NOT NULL)
UNION ALL
SELECT subject, NULL, min(subject) OVER (PARTITION BY words, people), 'The same promise in the same words.' FROM others
WHERE kind = 'commitment' AND session IS NULL AND words IS NOT NULL
UNION ALL
SELECT subject, session, NULL, NULL FROM others WHERE kind = 'commitment' AND session IS NOT NULL AND people IS NULL
ORDER BY ALL;
