-- columns that depend on each other
-- expect: none correlatedColumns
-- measured: only

CREATE TABLE addresses (id int PRIMARY KEY, city text NOT NULL, zip text NOT NULL, filler text NOT NULL);
INSERT INTO addresses SELECT n, 'city' || n % 50, 'zip' || n % 100, repeat('x', 80) FROM generate_series(1, 30000) n;
CREATE INDEX addresses_zip ON addresses (zip);

-- query
SELECT * FROM addresses WHERE city = 'city7' AND zip = 'zip57';
