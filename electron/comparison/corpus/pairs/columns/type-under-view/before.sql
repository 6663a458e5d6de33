CREATE TABLE t (id int PRIMARY KEY, size int);
CREATE VIEW v AS SELECT id, size FROM t;
