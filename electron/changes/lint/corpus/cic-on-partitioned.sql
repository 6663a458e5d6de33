-- finds one
CREATE TABLE p (a int) PARTITION BY RANGE (a);
CREATE INDEX CONCURRENTLY i ON p (a);

-- finds nothing
CREATE TABLE p (a int) PARTITION BY RANGE (a);
CREATE INDEX i ON p (a);

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);
