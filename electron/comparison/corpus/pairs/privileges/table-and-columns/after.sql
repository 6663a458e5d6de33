CREATE TABLE t (id int, note text);
GRANT SELECT ON t TO corpus_reader;
GRANT UPDATE (note) ON t TO corpus_reader;
GRANT INSERT ON t TO corpus_owner;
