CREATE TABLE t (a int, b int);
CREATE INDEX new_name ON t (a);
