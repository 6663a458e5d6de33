CREATE TABLE t (id int PRIMARY KEY, size bigint CHECK (size > 0));
CREATE INDEX t_size ON t (size);
