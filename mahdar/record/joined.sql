-- Which tellings of sessions were joined, and what that rested on: kept, so that only what rests on something else is joined anew.
-- subject: local name of the session {null: never}
-- root: the first telling of it {null: never}
-- reason: why it is one of them {null: never}
-- rests_on: hash of what it says of the session, and of the tellings that it was weighed against {null: never}
CREATE OR REPLACE TABLE joined AS
SELECT g.subject, g.root, g.reason, r.rests_on FROM grouped_sessions g JOIN (SELECT unnest(subjects) AS subject, rests_on FROM rests) r USING (subject) ORDER BY g.subject;
