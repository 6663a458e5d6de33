-- OR over two columns needs both
-- expect: people: btree (email) + people: btree (phone)

CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL, phone text NOT NULL, filler text NOT NULL);
INSERT INTO people SELECT n, 'e' || n, 'p' || n, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM people WHERE email = 'e77' OR phone = 'p99';
