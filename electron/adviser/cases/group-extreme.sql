-- the maximum of each group
-- expect: readings: btree (sensor, at) | readings: btree (sensor) include (at)
-- measured: only

CREATE TABLE readings (id int PRIMARY KEY, sensor int NOT NULL, at int NOT NULL, filler text NOT NULL);
INSERT INTO readings SELECT n, n % 20, n, repeat('x', 300) FROM generate_series(1, 20000) n;
ALTER TABLE readings SET (parallel_workers = 0);

-- query
SELECT sensor, max(at) FROM readings GROUP BY sensor;
