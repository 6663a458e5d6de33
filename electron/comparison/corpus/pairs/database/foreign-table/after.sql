CREATE FOREIGN DATA WRAPPER corpus_fdw OPTIONS (kind 'x');
CREATE SERVER corpus_server FOREIGN DATA WRAPPER corpus_fdw OPTIONS (place 'here');
CREATE FOREIGN TABLE far (id int NOT NULL, note text) SERVER corpus_server OPTIONS (name 'far');
