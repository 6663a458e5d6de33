-- finds one
ALTER TABLE t ALTER a TYPE text;
ALTER TABLE t ALTER b TYPE text;

-- finds nothing
ALTER TABLE t ALTER a TYPE text;
ALTER TABLE u ALTER b TYPE text;

-- finds nothing
ALTER TABLE t ALTER a TYPE text, ALTER b TYPE text;

-- finds nothing
ALTER TABLE t ALTER a SET DEFAULT 1;
ALTER TABLE t ALTER b SET DEFAULT 1;
