CREATE TABLE t (id int, code text, note text, CONSTRAINT one UNIQUE (code) INCLUDE (note));
