CREATE TABLE t (id int, size int, CONSTRAINT one CHECK (size > 0));
