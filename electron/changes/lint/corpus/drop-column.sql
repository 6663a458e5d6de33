-- finds one
ALTER TABLE t DROP COLUMN a;

-- finds one
ALTER TABLE t DROP a, ADD b int;

-- finds nothing
ALTER TABLE t DROP CONSTRAINT a;

-- finds nothing
ALTER TABLE t ALTER a DROP DEFAULT;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t DROP a;

-- finds nothing: down
ALTER TABLE t DROP COLUMN a;
