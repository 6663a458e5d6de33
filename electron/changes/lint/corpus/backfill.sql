-- finds one
ALTER TABLE t ADD a int;
UPDATE t SET a = 1 WHERE a IS NULL;

-- finds one
ALTER TABLE t DROP b;
DELETE FROM t WHERE a = 1;

-- finds nothing
UPDATE t SET a = 1 WHERE a IS NULL;

-- finds nothing
ALTER TABLE u ADD a int;
UPDATE t SET a = 1 WHERE a IS NULL;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD b int;
UPDATE t SET a = 1 WHERE a IS NULL;

-- finds nothing: other
BEGIN;
ALTER TABLE t ADD a int;
COMMIT;
UPDATE t SET a = 1 WHERE a IS NULL;
