CREATE TABLE t (id int PRIMARY KEY, a int, b text);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (b DESC NULLS LAST);
