CREATE TABLE t (id int, size int);
