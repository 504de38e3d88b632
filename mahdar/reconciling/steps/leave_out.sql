-- On a day that was asked for, a document counts from its latest possible day; one of unknown day is left out.
UPDATE published SET counts = false, why_left_out = o.why FROM (
  SELECT p.document, CASE WHEN d.latest IS NULL THEN 'the day it was published is not known' ELSE 'published later' END AS why
  FROM published p LEFT JOIN days d ON d.edtf = p.published WHERE d.latest IS NULL OR d.latest > (SELECT day FROM as_of)
) o WHERE o.document = published.document;
