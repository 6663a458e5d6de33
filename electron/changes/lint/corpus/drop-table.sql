-- finds one
DROP TABLE t;

-- finds one
DROP TABLE IF EXISTS s.t CASCADE;

-- finds one
CREATE TABLE t (a int);
DROP TABLE t, u;

-- finds nothing
CREATE TABLE t (a int);
DROP TABLE t;

-- finds nothing
DROP INDEX CONCURRENTLY t;

-- finds nothing
DROP TRIGGER g ON t;

-- finds nothing: down
DROP TABLE t;

-- finds nothing
DROP VIEW t;
