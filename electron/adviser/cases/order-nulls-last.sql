-- NULLS LAST needs an order of its own
-- expect: tasks: btree (due DESC NULLS LAST)

CREATE TABLE tasks (id int PRIMARY KEY, due date, filler text NOT NULL);
INSERT INTO tasks SELECT n, CASE WHEN n % 4 > 0 THEN date '2026-01-01' + (n * 7919 % 9000) END, repeat('x', 80) FROM generate_series(1, 30000) n;
CREATE INDEX tasks_due ON tasks (due);

-- query
SELECT * FROM tasks ORDER BY due DESC NULLS LAST LIMIT 20;
