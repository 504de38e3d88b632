-- Sessions get the ids of their groups.
INSERT INTO identities SELECT g.subject, 'session', n.thing, g.reason FROM joined g JOIN named_sessions n USING (root) ORDER BY g.subject;
