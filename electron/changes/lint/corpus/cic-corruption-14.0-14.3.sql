-- finds one: version=14.2
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds one: version=14.0
REINDEX TABLE CONCURRENTLY t;

-- finds nothing: version=14.4
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing: version=14
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing: version=15.1
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing: version=14.2
DROP INDEX CONCURRENTLY i;

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);
