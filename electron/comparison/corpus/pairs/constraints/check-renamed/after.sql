CREATE TABLE t (id int, size int, CONSTRAINT two CHECK (size > 0));
