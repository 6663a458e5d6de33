-- the date of a timestamp
-- expect: visits: btree (((at)::date))

CREATE TABLE visits (id int PRIMARY KEY, at timestamp NOT NULL, filler text NOT NULL);
INSERT INTO visits SELECT n, timestamp '2026-01-01' + (n * 7919 % 30000) * interval '10 minutes', repeat('x', 60) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM visits WHERE at::date = '2026-02-03';
