CREATE TABLE t (id int PRIMARY KEY, size int, CONSTRAINT fits CHECK (size > 0 AND size < 100));
