CREATE TABLE t (a text);
CREATE STATISTICS low ON lower(a), length(a) FROM t;
