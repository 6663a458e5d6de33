CREATE TABLE t (id int, note text);
GRANT SELECT, INSERT ON t TO corpus_reader;
GRANT ALL ON t TO corpus_owner WITH GRANT OPTION;
