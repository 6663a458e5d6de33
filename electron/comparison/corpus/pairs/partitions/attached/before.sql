CREATE TABLE t (id int, at int) PARTITION BY LIST (at);
CREATE TABLE t_1 (id int, at int);
