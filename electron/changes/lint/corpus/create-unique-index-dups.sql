-- finds one
CREATE UNIQUE INDEX i ON t (a);

-- finds one
CREATE UNIQUE INDEX CONCURRENTLY i ON t (lower(a));

-- finds nothing
CREATE INDEX i ON t (a);

-- finds nothing
CREATE TABLE t (a int);
CREATE UNIQUE INDEX i ON t (a);

-- finds nothing: down
CREATE UNIQUE INDEX i ON t (a);
