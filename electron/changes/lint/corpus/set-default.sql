-- finds one
ALTER TABLE t ALTER a SET DEFAULT 1;

-- finds one
ALTER TABLE t ALTER a DROP DEFAULT;

-- finds nothing
ALTER TABLE t ADD a int DEFAULT 1;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ALTER a SET DEFAULT 1;
