CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE PUBLICATION corpus_pub3 FOR TABLE t (id) WHERE (id > 0);
