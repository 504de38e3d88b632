-- The last day on which a document that covers a process was published.
CREATE OR REPLACE TEMP TABLE covered AS
SELECT s.process, max(d.date_start) AS last_report FROM claims c JOIN sessions s ON s.id = c.thing AND c.kind = 'session' JOIN documents d ON d.id = c.document
WHERE s.process IS NOT NULL GROUP BY s.process;
