-- finds one: no-down
SELECT 1;

-- finds one: down
DROP TABLE t;

-- finds one: down
ALTER TABLE t DROP COLUMN a;

-- finds nothing
SELECT 1;

-- finds nothing: down
DROP INDEX CONCURRENTLY i;
