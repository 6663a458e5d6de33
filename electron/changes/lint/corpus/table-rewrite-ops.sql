-- finds one
ALTER TABLE t SET UNLOGGED;

-- finds one
ALTER TABLE t SET TABLESPACE fast;

-- finds one
CLUSTER t USING i;

-- finds one
VACUUM FULL t;

-- finds one
ALTER TABLE t SET ACCESS METHOD heap;

-- finds one
ALTER TABLE t ALTER a SET EXPRESSION AS (b * 2);

-- finds nothing
VACUUM t;

-- finds nothing
VACUUM ANALYZE t;

-- finds nothing
ALTER TABLE t SET (fillfactor = 70);

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t SET UNLOGGED;
