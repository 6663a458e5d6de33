-- ILIKE within one tenant
-- expect: users: gin (name gin_trgm_ops) | users: btree (tenant_id)

CREATE TABLE users (id int PRIMARY KEY, tenant_id int NOT NULL, name text NOT NULL, filler text NOT NULL);
INSERT INTO users SELECT n, n % 3, md5(n::text), repeat('x', 60) FROM generate_series(1, 20000) n;

-- query
SELECT * FROM users WHERE tenant_id = 1 AND name ILIKE '%A1B2C%';
