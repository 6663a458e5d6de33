CREATE TABLE t (id int, state text);
CREATE INDEX t_open ON t (id) WHERE state = 'open';
