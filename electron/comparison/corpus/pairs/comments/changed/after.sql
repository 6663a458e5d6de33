CREATE TABLE t (id int CONSTRAINT positive CHECK (id > 0));
COMMENT ON TABLE t IS 'new';
