-- finds one
CREATE INDEX CONCURRENTLY ON t (a);

-- finds one
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing
CREATE INDEX ON t (a);
