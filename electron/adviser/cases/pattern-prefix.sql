-- LIKE with a fixed start
-- expect: users: btree (name text_pattern_ops)

CREATE TABLE users (id int PRIMARY KEY, name text COLLATE "en-x-icu" NOT NULL, filler text NOT NULL);
INSERT INTO users SELECT n, md5(n::text), repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM users WHERE name LIKE 'a1b2%';
