-- finds one: other
ALTER TABLE t ADD a int;

-- finds one: other
SET lock_timeout = 0;
DROP TABLE t;

-- finds one: other
DROP TABLE t;
SET lock_timeout = '1s';

-- finds nothing: other
SET lock_timeout = '1s';
ALTER TABLE t ADD a int;

-- finds nothing: other
CREATE TABLE t (a int);
ALTER TABLE t ADD b int;

-- finds nothing: other
SELECT 1;

-- finds nothing
ALTER TABLE t ADD a int;

-- finds nothing: other
CREATE INDEX CONCURRENTLY i ON t (a);
