-- finds one
ALTER TABLE t RENAME a TO b;

-- finds one
ALTER TABLE s.t RENAME COLUMN a TO b;

-- finds one
ALTER VIEW v RENAME COLUMN a TO b;

-- finds nothing
ALTER TABLE t RENAME TO u;

-- finds nothing
ALTER TABLE t RENAME CONSTRAINT c TO d;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t RENAME a TO b;
