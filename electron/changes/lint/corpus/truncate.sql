-- finds one
TRUNCATE t;

-- finds one
TRUNCATE ONLY s.t, u RESTART IDENTITY;

-- finds nothing
DELETE FROM t;

-- finds nothing
CREATE TABLE t (a int);
TRUNCATE t;

-- finds nothing: down
TRUNCATE t;
