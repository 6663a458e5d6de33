-- finds one
ALTER TABLE t ADD PRIMARY KEY (a);

-- finds one
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, b);

-- finds nothing
ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX i;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD PRIMARY KEY (a);

-- finds nothing
ALTER TABLE t ADD UNIQUE (a);
