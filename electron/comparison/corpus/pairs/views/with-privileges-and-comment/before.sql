CREATE TABLE t (id int, note text);
CREATE VIEW v AS SELECT id, note FROM t;
GRANT SELECT ON v TO corpus_reader;
COMMENT ON VIEW v IS 'kept';
