CREATE TABLE t (id int);
CREATE TABLE v (id int);
