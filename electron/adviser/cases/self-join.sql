-- the children in a hierarchy
-- expect: nodes: btree (parent_id)

CREATE TABLE nodes (id int PRIMARY KEY, parent_id int, name text NOT NULL);
INSERT INTO nodes SELECT n, n / 8, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT c.* FROM nodes p JOIN nodes c ON c.parent_id = p.id WHERE p.id = 99;
