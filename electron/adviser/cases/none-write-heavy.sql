-- a table that is written all the time
-- expect: none writeHeavy
-- measured: only

CREATE TABLE counters (id int PRIMARY KEY, value int NOT NULL, filler text NOT NULL);
INSERT INTO counters SELECT n, n * 7919 % 3000, repeat('x', 100) FROM generate_series(1, 6000) n;
DO $$ BEGIN FOR i IN 1..20 LOOP UPDATE counters SET value = (value + 1) % 3000; END LOOP; END $$;

-- query
SELECT * FROM counters WHERE value = 77;
