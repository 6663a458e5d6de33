CREATE TABLE t (a int, b int);
CREATE STATISTICS pair (mcv) ON a, b FROM t;
