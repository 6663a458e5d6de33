-- finds one
DROP TABLE t CASCADE;

-- finds one
DROP TYPE e CASCADE;

-- finds one
TRUNCATE t CASCADE;

-- finds one
ALTER TABLE t DROP COLUMN a CASCADE;

-- finds nothing
DROP TABLE t;

-- finds nothing
TRUNCATE t RESTRICT;

-- finds nothing
ALTER TABLE t DROP COLUMN a;

-- finds nothing
CREATE TABLE t (a int);
DROP TABLE t CASCADE;
