GRANT USAGE, CREATE ON SCHEMA privileges_schema TO corpus_reader;
