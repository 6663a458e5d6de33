-- finds nothing
ALTER TABLE t ADD a int;
