-- finds one
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b);

-- finds one
ALTER TABLE t ADD CONSTRAINT k UNIQUE (a) DEFERRABLE;

-- finds nothing
ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD UNIQUE (a);

-- finds nothing
ALTER TABLE t ADD a int UNIQUE;
