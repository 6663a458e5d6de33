CREATE TABLE t (id int, body text);
ALTER TABLE t ALTER id SET (n_distinct = -0.5);
