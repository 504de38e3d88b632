-- What the steps go by: how firmly each status tells of an event, and how each cell is to be treated.
-- From firmness 6 a clause tells what happened, below it what is to come; 0 says that it did not, or only might.
CREATE OR REPLACE TEMP TABLE firmness AS FROM (VALUES
  ('asserted', 7), ('held', 7), ('under_way', 6), ('cancelled', 5), ('postponed', 4), ('suspended', 3), ('planned', 2), ('proposed', 1),
  ('denied', 0), ('hypothetical', 0)
) AS f(modality, firmness);

-- dated: its values are dates; strict: only one value can be true; many: it holds several values at once. Other cells: one value, any wording.
CREATE OR REPLACE TEMP TABLE cell_rules AS
SELECT cell, cell IN ('dates', 'due', 'began', 'published', 'in_force') AS dated,
  cell IN ('process', 'kind', 'number', 'dates', 'city', 'country', 'due', 'began', 'published', 'session', 'change', 'actor', 'from_actor',
    'place', 'symbol', 'in_force') AS strict,
  cell IN ('outcome', 'by', 'signatory', 'content', 'mode', 'statement') AS many
FROM (SELECT DISTINCT cell FROM said_claims);

-- Words that leave open which of the others is meant: any other value of the cell is more exact.
CREATE OR REPLACE TEMP TABLE vague AS FROM (VALUES ('kind', 'meeting')) AS v(cell, plain);

-- What speaks for a value, the weightiest first: the choice of every cell. The first in which two values differ is why one won and one lost.
-- Exact is what is known to the day, then to the month and so on: days that a session lasted are as exact as one day.
CREATE OR REPLACE TEMP TABLE merits AS FROM (VALUES
  (1, 'said to be so', 'denied, or said only as a possibility'),
  (2, 'the most exact value; the others fit around it', 'a more exact value fits inside it'),
  (3, 'what took place, not what was planned', 'a plan overtaken by events'),
  (4, 'the firmer report', 'a less firm report'),
  (5, 'more independent sources', 'fewer independent sources'),
  (6, 'its origin is closer to the event', 'its origin is further from the event'),
  (7, 'more exact', 'less exact'),
  (8, 'reported later', 'reported earlier'),
  (9, 'nothing decides between the values: the first in order', 'nothing decides between the values: not the first in order')
) AS m(place, won, lost);
