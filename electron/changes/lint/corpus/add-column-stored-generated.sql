-- finds one
ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) STORED;

-- finds one: version=18
ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) STORED;

-- finds nothing
ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) VIRTUAL;

-- finds nothing
CREATE TABLE t (b int);
ALTER TABLE t ADD a int GENERATED ALWAYS AS (b * 2) STORED;

-- finds nothing
ALTER TABLE t ADD a int;
