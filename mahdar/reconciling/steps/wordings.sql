-- Statements by their words: bare (marks of letters left out), who said them, and the days on which they were said.
-- One without a day was said in the week before its report.
CREATE OR REPLACE TEMP TABLE wordings AS
WITH compared AS (
  SELECT o.subject, o.document, o.earliest, o.latest, strip_accents(o.words) AS bare, coalesce(o.speaker, array_to_string(o.people, '+'), '') AS who,
    coalesce(o.earliest, d.date_start - 7) AS said_from, coalesce(o.latest, d.date_end) AS said_to
  FROM others o JOIN documents d ON d.id = o.document WHERE o.kind = 'statement' AND o.words <> ''
)
SELECT *, string_split(bare, ' ') AS words, len(string_split(bare, ' ')) AS n, list_sort(regexp_extract_all(bare, '\p{N}+')) AS digits FROM compared;

-- Pairs worth a look: the same speaker and the same words, or five words in a row. Words in a row that stand in more than 20 tellings of a
-- speaker are a formula: each is compared with the first 20 only.
CREATE OR REPLACE TEMP TABLE alike AS
WITH runs AS (
  SELECT subject, who, hash(bare) AS run FROM wordings
  UNION SELECT subject, who, hash(array_to_string(words[i:i + 4], ' ')) FROM (SELECT *, unnest(range(1, n - 3)) AS i FROM wordings WHERE n >= 5)
), placed AS (SELECT *, row_number() OVER (PARTITION BY who, run ORDER BY subject) AS place FROM runs)
SELECT DISTINCT x.subject AS a, y.subject AS b FROM placed x JOIN placed y ON x.who = y.who AND x.run = y.run AND x.subject <> y.subject
WHERE least(x.place, y.place) <= 20;
