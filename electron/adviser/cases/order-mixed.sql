-- mixed directions
-- expect: scores: btree (points DESC, name)

CREATE TABLE scores (id int PRIMARY KEY, points int NOT NULL, name text NOT NULL, filler text NOT NULL);
INSERT INTO scores SELECT n, n * 7919 % 500, md5(n::text), repeat('x', 60) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM scores ORDER BY points DESC, name LIMIT 20;
