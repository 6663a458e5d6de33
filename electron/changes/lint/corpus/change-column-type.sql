-- finds one
ALTER TABLE t ALTER a TYPE bigint;

-- finds one
ALTER TABLE t ALTER COLUMN a SET DATA TYPE text USING a::text;

-- finds nothing
ALTER TABLE t ALTER a SET DEFAULT 1;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ALTER a TYPE bigint;
