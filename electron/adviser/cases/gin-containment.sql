-- JSONB containment
-- expect: events: gin (payload jsonb_path_ops)

CREATE TABLE events (id int PRIMARY KEY, payload jsonb NOT NULL);
INSERT INTO events SELECT n, jsonb_build_object('kind', 'k' || n * 7919 % 3000, 'filler', repeat('x', 60)) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM events WHERE payload @> '{"kind": "k77"}';
