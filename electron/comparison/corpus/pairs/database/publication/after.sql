CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE PUBLICATION corpus_pub FOR TABLE t WITH (publish = 'insert, update');
