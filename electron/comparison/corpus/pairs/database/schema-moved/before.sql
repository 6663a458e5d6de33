CREATE SCHEMA corpus_left;
CREATE SCHEMA corpus_right;
CREATE TABLE corpus_left.t (id int);
