CREATE TABLE t (id int, note text);
GRANT SELECT ON t TO corpus_reader;
