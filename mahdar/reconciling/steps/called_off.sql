-- Sessions that a claim says were cancelled.
CREATE OR REPLACE TEMP TABLE called_off AS
SELECT thing AS session, list_sort(list_distinct(list(id))) AS claims FROM claims
WHERE kind = 'session' AND modality = 'cancelled' AND cell = 'status' AND value IS NOT NULL GROUP BY thing;
