CREATE TABLE t (a int, b int);
CREATE STATISTICS pair (dependencies, ndistinct) ON a, b FROM t;
