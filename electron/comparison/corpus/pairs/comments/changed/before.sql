CREATE TABLE t (id int CONSTRAINT positive CHECK (id > 0));
COMMENT ON TABLE t IS 'old';
COMMENT ON CONSTRAINT positive ON t IS 'c';
