CREATE TABLE t (id int, a int, b int);
CREATE INDEX t_a ON t (a);
