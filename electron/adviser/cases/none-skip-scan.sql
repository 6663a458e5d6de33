-- skip scan serves
-- expect: none skipScan
-- measured: only
-- since: 18

CREATE TABLE tickets (id int PRIMARY KEY, status int NOT NULL, created int NOT NULL, filler text NOT NULL);
INSERT INTO tickets SELECT n, n % 5, n * 7919 % 30000, repeat('x', 200) FROM generate_series(1, 30000) n;
CREATE INDEX tickets_status_created ON tickets (status, created);

-- query
SELECT * FROM tickets WHERE created = 77;
