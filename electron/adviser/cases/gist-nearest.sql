-- the nearest neighbours
-- expect: places: gist (location)

CREATE TABLE places (id int PRIMARY KEY, location point NOT NULL, filler text NOT NULL);
INSERT INTO places SELECT n, point(n * 7919 % 1000, n * 7907 % 997), repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM places ORDER BY location <-> point(500, 500) LIMIT 5;
