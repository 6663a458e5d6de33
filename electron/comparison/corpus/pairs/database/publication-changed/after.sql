CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY);
CREATE PUBLICATION corpus_pub2 FOR TABLE u WITH (publish = 'delete');
