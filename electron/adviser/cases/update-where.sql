-- UPDATE ... WHERE
-- expect: accounts: btree (email)

CREATE TABLE accounts (id int PRIMARY KEY, email text NOT NULL, seen int NOT NULL, filler text NOT NULL);
INSERT INTO accounts SELECT n, 'u' || n, 0, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
UPDATE accounts SET seen = seen + 1 WHERE email = 'u777';
