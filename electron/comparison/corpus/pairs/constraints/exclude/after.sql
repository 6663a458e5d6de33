CREATE TABLE t (id int, during int4range, CONSTRAINT apart EXCLUDE USING gist (during WITH &&));
