-- finds one
ALTER TABLE t ADD a bigserial;

-- finds one
ALTER TABLE t ADD a serial NOT NULL;

-- finds nothing
ALTER TABLE t ADD a bigint;

-- finds nothing
CREATE TABLE t (a serial);
