-- what is not done yet
-- expect: jobs: btree (done_at) where done_at is null | jobs: btree (priority) where done_at is null

CREATE TABLE jobs (id int PRIMARY KEY, done_at timestamptz, priority int NOT NULL, filler text NOT NULL);
INSERT INTO jobs SELECT n, CASE WHEN n % 400 > 0 THEN now() END, n % 10, repeat('x', 80) FROM generate_series(1, 30000) n;

-- query
SELECT * FROM jobs WHERE done_at IS NULL;
