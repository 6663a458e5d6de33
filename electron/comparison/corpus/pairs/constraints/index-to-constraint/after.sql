CREATE TABLE t (id int, code text, CONSTRAINT one UNIQUE (code));
