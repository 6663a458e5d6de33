CREATE TABLE t (id int, note text);
CREATE VIEW v AS SELECT id, note FROM t;
