CREATE TABLE t (id int, code text);
CREATE UNIQUE INDEX one ON t (code);
