-- soft delete: few are left
-- expect: docs: btree (owner) where deleted_at is null

CREATE TABLE docs (id int PRIMARY KEY, owner int NOT NULL, deleted_at timestamptz, filler text NOT NULL);
INSERT INTO docs SELECT n, n * 7919 % 300, CASE WHEN n % 10 > 0 THEN now() END, repeat('x', 80) FROM generate_series(1, 40000) n;

-- query
SELECT * FROM docs WHERE owner = 7 AND deleted_at IS NULL;
