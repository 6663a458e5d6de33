-- finds one
ALTER TABLE t DROP CONSTRAINT t_a_fkey;

-- finds nothing
ALTER TABLE t DROP CONSTRAINT t_pkey;

-- finds nothing
ALTER TABLE t DROP CONSTRAINT positive;
