CREATE TABLE t (a int, b int);
CREATE INDEX old_name ON t (a);
