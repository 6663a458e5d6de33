CREATE TABLE t (id int, note text, secret text);
GRANT SELECT (id, note), UPDATE (note) ON t TO corpus_reader;
