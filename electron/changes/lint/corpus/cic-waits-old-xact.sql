-- finds one
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds one
DROP INDEX CONCURRENTLY i;

-- finds one
REINDEX INDEX CONCURRENTLY i;

-- finds nothing
CREATE INDEX i ON t (a);

-- finds nothing
ALTER TYPE e ADD VALUE 'x';

-- finds nothing
VACUUM t;
