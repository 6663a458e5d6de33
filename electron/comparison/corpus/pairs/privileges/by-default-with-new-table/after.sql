CREATE TABLE t (id int);
ALTER DEFAULT PRIVILEGES IN SCHEMA privileges_by_default_with_new_table GRANT SELECT ON TABLES TO corpus_reader;
