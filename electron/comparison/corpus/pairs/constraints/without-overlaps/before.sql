CREATE TABLE t (id int4range, during int4range);
