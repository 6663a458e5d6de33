-- finds one
ALTER TABLE t ADD a int;
ALTER TABLE u ADD a int;

-- finds one
TRUNCATE t, u;

-- finds nothing
ALTER TABLE t ADD a int;
ALTER TABLE t ADD b int;

-- finds nothing
CREATE TABLE t (a int);
ALTER TABLE t ADD b int;
ALTER TABLE u ADD b int;

-- finds nothing: other
BEGIN;
ALTER TABLE t ADD a int;
COMMIT;
BEGIN;
ALTER TABLE u ADD a int;
COMMIT;
