CREATE TABLE t (id int, at int);
