-- finds one
DROP INDEX i;

-- finds one
DROP INDEX IF EXISTS s.i, j;

-- finds one
DROP INDEX i CASCADE;

-- finds one: down
DROP INDEX i;

-- finds nothing
DROP INDEX CONCURRENTLY i;

-- finds nothing
DROP SEQUENCE i;
