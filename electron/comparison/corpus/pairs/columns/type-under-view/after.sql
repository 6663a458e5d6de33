CREATE TABLE t (id int PRIMARY KEY, size bigint);
CREATE VIEW v AS SELECT id, size FROM t;
