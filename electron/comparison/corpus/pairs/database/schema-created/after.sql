CREATE SCHEMA corpus_more;
CREATE TABLE corpus_more.t (id int);
COMMENT ON SCHEMA corpus_more IS 'more';
