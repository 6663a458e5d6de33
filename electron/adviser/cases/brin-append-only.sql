-- a wide range of an append-only column
-- expect: log: brin (at)

CREATE TABLE log (id bigint NOT NULL, at timestamptz NOT NULL, filler text NOT NULL);
INSERT INTO log SELECT n, timestamptz '2026-01-01' + n * interval '1 second', repeat('x', 300) FROM generate_series(1, 60000) n;
ALTER TABLE log SET (parallel_workers = 0);

-- query
SELECT count(filler) FROM log WHERE at >= '2026-01-01 02:00' AND at < '2026-01-01 04:00';
