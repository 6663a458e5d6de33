-- finds one
DELETE FROM t;

-- finds one
DELETE FROM t WHERE true;

-- finds one
UPDATE t SET a = 1 WHERE 1 = 1;

-- finds nothing
DELETE FROM t WHERE a = 1;

-- finds nothing
UPDATE t SET a = 1 WHERE b = true;

-- finds nothing
CREATE TABLE t (a int);
DELETE FROM t;

-- finds nothing
DELETE FROM t WHERE 1 = 2;

-- finds nothing
TRUNCATE t;
