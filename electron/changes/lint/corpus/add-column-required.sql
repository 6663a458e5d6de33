-- finds one
ALTER TABLE t ADD a int NOT NULL;

-- finds one
ALTER TABLE t ADD a int PRIMARY KEY;

-- finds nothing
ALTER TABLE t ADD a int NOT NULL DEFAULT 0;

-- finds nothing
ALTER TABLE t ADD a int;

-- finds nothing
CREATE TABLE t (b int);
ALTER TABLE t ADD a int NOT NULL;

-- finds nothing
ALTER TABLE t ADD a serial NOT NULL;
