-- LIKE in the middle
-- expect: users: gin (name gin_trgm_ops)

CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, filler text NOT NULL);
INSERT INTO users SELECT n, md5(n::text), repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM users WHERE name LIKE '%a1b2c%';
