-- lower() of a column
-- expect: users: btree (lower(email))

CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, filler text NOT NULL);
INSERT INTO users SELECT n, 'User' || n || '@Example.com', repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM users WHERE lower(email) = 'user77@example.com';
