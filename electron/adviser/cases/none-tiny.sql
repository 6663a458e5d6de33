-- a tiny table
-- expect: none tinyTable

CREATE TABLE countries (id int PRIMARY KEY, code text NOT NULL);
INSERT INTO countries SELECT n, 'c' || n FROM generate_series(1, 200) n;

-- query
SELECT * FROM countries WHERE code = 'c7';
