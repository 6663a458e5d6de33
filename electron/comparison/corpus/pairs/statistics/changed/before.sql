CREATE TABLE t (a int, b int);
CREATE STATISTICS pair (dependencies) ON a, b FROM t;
