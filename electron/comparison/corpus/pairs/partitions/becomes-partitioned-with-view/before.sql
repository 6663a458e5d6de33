CREATE TABLE t (id int, at int);
CREATE VIEW v AS SELECT id FROM t;
