-- finds one: other
ALTER TABLE t ADD a int;

-- finds one: other
SET statement_timeout = '0';
CREATE INDEX i ON t (a);

-- finds nothing: other
SET statement_timeout = 5000;
ALTER TABLE t ADD a int;

-- finds nothing
ALTER TABLE t ADD a int;
