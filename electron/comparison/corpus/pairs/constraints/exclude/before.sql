CREATE TABLE t (id int, during int4range);
