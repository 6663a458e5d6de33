-- of two ranges the more selective one
-- expect: readings: btree (value)
-- measured: only

CREATE TABLE readings (id bigint PRIMARY KEY, value int NOT NULL, at int NOT NULL, note text NOT NULL);
INSERT INTO readings SELECT n, n * 7919 % 30000, n * 7907 % 30000, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM readings WHERE at > 10000 AND value < 30;
