-- finds one: optional
CREATE TABLE t (a int);

-- finds one: optional
ALTER TABLE t ADD a int;

-- finds nothing
ALTER TABLE t ADD a int;

-- finds nothing: optional
ALTER TABLE s.t ADD a int;

-- finds nothing: optional
SELECT * FROM t;
