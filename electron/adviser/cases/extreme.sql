-- the largest value
-- expect: readings: btree (at)

CREATE TABLE readings (id int PRIMARY KEY, sensor int NOT NULL, at int NOT NULL, filler text NOT NULL);
INSERT INTO readings SELECT n, n % 20, n * 7919 % 90001, repeat('x', 80) FROM generate_series(1, 20000) n;

-- query
SELECT max(at) FROM readings;
