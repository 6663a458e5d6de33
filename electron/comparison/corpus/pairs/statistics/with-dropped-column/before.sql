CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS pair ON a, b FROM t;
