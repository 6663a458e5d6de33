-- finds one
CREATE STATISTICS s ON a, b FROM t;

-- finds one
ALTER TABLE t ALTER a SET STATISTICS 500;

-- finds one
ALTER TABLE t SET (fillfactor = 70);

-- finds one
ALTER PUBLICATION p ADD TABLE t;

-- finds nothing
ALTER TABLE t ADD a int;

-- finds nothing
ALTER TABLE t VALIDATE CONSTRAINT c;

-- finds nothing
COMMENT ON TABLE t IS 'x';

-- finds nothing
CREATE INDEX CONCURRENTLY i ON t (a);

-- finds nothing
ALTER TABLE t SET (user_catalog_table = true);
