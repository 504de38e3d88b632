-- Statements by their words: bare (marks of letters left out), who said them, and the days on which they were said.
-- One without a day was said in the week before its report. The same words of the same days are one row however many tell them;
-- short ones are a row for each report.
CREATE OR REPLACE TEMP TABLE wordings AS
WITH compared AS (
  SELECT o.subject, o.document, o.earliest, o.latest, strip_accents(o.words) AS bare, coalesce(o.speaker, array_to_string(o.people, '+'), '') AS who,
    coalesce(o.earliest, d.date_start - 7) AS said_from, coalesce(o.latest, d.date_end) AS said_to
  FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'statement' AND o.words <> ''
), counted AS (SELECT *, string_split(bare, ' ') AS words FROM compared),
rows AS (
  SELECT min(subject) AS subject, min(document) AS document, list_sort(list(subject)) AS subjects, who, bare, any_value(words) AS words, earliest, latest, said_from, said_to
  FROM counted GROUP BY who, bare, earliest, latest, said_from, said_to, CASE WHEN len(words) < 6 THEN document END
)
SELECT *, len(words) AS n, list_sort(regexp_extract_all(bare, '\p{N}+')) AS digits FROM rows;

-- Pairs worth a look: the same speaker and the same words, or five words in a row, of which the first row of a month speaks for all with
-- these words. Words in a row that stand in more than 20 rows of a speaker are a formula: each is compared with the first 20 only.
CREATE OR REPLACE TEMP TABLE akin AS
WITH firsts AS (
  SELECT first(subject ORDER BY said_from, subject) AS subject FROM wordings GROUP BY who, bare, date_trunc('month', said_from)
), runs AS (
  SELECT subject, who, hash(bare) AS run FROM wordings
  UNION SELECT subject, who, hash(words[i:i + 4]) FROM (SELECT *, unnest(range(1, n - 3)) AS i FROM wordings SEMI JOIN firsts USING (subject) WHERE n >= 5)
), shared AS (SELECT who, run FROM runs GROUP BY ALL HAVING count(*) > 1),
placed AS (SELECT *, row_number() OVER (PARTITION BY who, run ORDER BY subject) AS place FROM runs SEMI JOIN shared USING (who, run))
SELECT DISTINCT x.subject AS a, y.subject AS b FROM placed x JOIN placed y ON x.who = y.who AND x.run = y.run AND x.subject <> y.subject
WHERE least(x.place, y.place) <= 20;
