CREATE SCHEMA corpus_left;
CREATE SCHEMA corpus_right;
CREATE TABLE corpus_right.t (id int);
