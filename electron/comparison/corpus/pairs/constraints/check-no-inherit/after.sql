CREATE TABLE t (id int, size int, CONSTRAINT own CHECK (size > 0) NO INHERIT);
