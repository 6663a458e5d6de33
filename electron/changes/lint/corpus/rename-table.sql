-- finds one
ALTER TABLE t RENAME TO u;

-- finds one
ALTER VIEW v RENAME TO w;

-- finds one
ALTER SCHEMA s RENAME TO u;

-- finds one
ALTER TABLE t SET SCHEMA archive;

-- finds one
ALTER FUNCTION f(int) RENAME TO g;

-- finds one
ALTER TABLE s."T 1" RENAME TO "T""2";

-- finds nothing
ALTER INDEX i RENAME TO j;

-- finds nothing
ALTER TABLE t RENAME CONSTRAINT c TO d;

-- finds nothing
ALTER TABLE t RENAME a TO b;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t RENAME TO u;

-- finds nothing
ALTER TABLE t RENAME TO u;
CREATE VIEW t AS SELECT * FROM u;

-- finds nothing
ALTER TYPE e RENAME VALUE 'a' TO 'b';
