-- deleting a parent row
-- expect: children: btree (parent_id)

CREATE TABLE parents (id int PRIMARY KEY);
CREATE TABLE children (id int PRIMARY KEY, parent_id int NOT NULL REFERENCES parents, filler text NOT NULL);
INSERT INTO parents SELECT generate_series(1, 2000);
INSERT INTO children SELECT n, n * 7919 % 1000 + 1, repeat('x', 100) FROM generate_series(1, 60000) n;

-- query
DELETE FROM parents WHERE id BETWEEN 1995 AND 2000;
