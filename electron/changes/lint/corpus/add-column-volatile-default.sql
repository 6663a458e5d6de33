-- finds one
ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid();

-- finds one
ALTER TABLE t ADD a float8 DEFAULT 1 + random();

-- finds one
ALTER TABLE t ADD a timestamptz DEFAULT clock_timestamp() NOT NULL;

-- finds one
ALTER TABLE t ADD COLUMN IF NOT EXISTS "A b" numeric(10, 2) DEFAULT random();

-- finds nothing
ALTER TABLE t ADD a timestamptz DEFAULT now();

-- finds nothing
ALTER TABLE t ADD a timestamptz DEFAULT CURRENT_TIMESTAMP;

-- finds nothing
ALTER TABLE t ADD a int DEFAULT 7;

-- finds nothing
ALTER TABLE t ADD a int;

-- finds nothing
ALTER TABLE t ALTER a SET DEFAULT gen_random_uuid();

-- finds nothing
CREATE TABLE t (b int);
ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid();

-- finds nothing
ALTER TABLE t ADD a bigserial;
