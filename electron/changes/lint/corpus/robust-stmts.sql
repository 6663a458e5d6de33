-- finds one: other
CREATE TABLE t (a int);
CREATE INDEX CONCURRENTLY i ON u (a);

-- finds nothing: other
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);

-- finds nothing: other
CREATE TABLE IF NOT EXISTS t (a int);
CREATE INDEX CONCURRENTLY i ON u (a);

-- finds nothing
CREATE TABLE t (a int);
CREATE INDEX CONCURRENTLY i ON u (a);
