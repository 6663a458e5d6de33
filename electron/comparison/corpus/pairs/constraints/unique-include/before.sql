CREATE TABLE t (id int, code text, note text);
