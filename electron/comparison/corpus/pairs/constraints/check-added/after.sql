CREATE TABLE t (id int PRIMARY KEY, size int, CONSTRAINT positive CHECK (size > 0));
