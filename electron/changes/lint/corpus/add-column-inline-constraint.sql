-- finds one
ALTER TABLE t ADD a int CHECK (a > 0);

-- finds one
ALTER TABLE t ADD a int UNIQUE;

-- finds one
ALTER TABLE t ADD a int REFERENCES u (id);

-- finds nothing
ALTER TABLE t ADD a int NULL;

-- finds nothing
ALTER TABLE t ADD CHECK (a > 0);

-- finds nothing
CREATE TABLE t (a int CHECK (a > 0));

-- finds nothing
CREATE TABLE t (b int);
ALTER TABLE t ADD a int UNIQUE;
