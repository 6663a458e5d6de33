-- finds one
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);

-- finds one
ALTER TABLE t ADD CHECK (a > 0);

-- finds one
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) -- why; because
;
SELECT 1;

-- finds nothing
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;

-- finds nothing
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD CHECK (a > 0);

-- finds nothing
ALTER TABLE t ADD a int CHECK (a > 0);
