-- finds one
REINDEX INDEX i;

-- finds one
REINDEX TABLE s.t;

-- finds one
REINDEX (VERBOSE) TABLE t;

-- finds one
REINDEX SCHEMA s;

-- finds nothing
REINDEX INDEX CONCURRENTLY i;

-- finds nothing
REINDEX (CONCURRENTLY) TABLE t;

-- finds nothing
CREATE TABLE t (a int PRIMARY KEY);
REINDEX TABLE t;
