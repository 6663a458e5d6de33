-- finds one
ALTER TABLE t ALTER a DROP NOT NULL;

-- finds nothing
ALTER TABLE t ALTER a DROP DEFAULT;

-- finds nothing: down
ALTER TABLE t ALTER a DROP NOT NULL;
