-- finds nothing
ALTER TABLE t ALTER a TYPE bigint;
