-- the latest of each group by LATERAL
-- expect: readings: btree (sensor_id, at)

CREATE TABLE sensors (id int PRIMARY KEY);
CREATE TABLE readings (id int PRIMARY KEY, sensor_id int NOT NULL, at int NOT NULL, filler text NOT NULL);
INSERT INTO sensors SELECT generate_series(1, 20);
INSERT INTO readings SELECT n, n % 20 + 1, n * 7919 % 90001, repeat('x', 80) FROM generate_series(1, 20000) n;

-- query
SELECT s.id, r.* FROM sensors s CROSS JOIN LATERAL (SELECT * FROM readings r WHERE r.sensor_id = s.id ORDER BY r.at DESC LIMIT 1) r;
