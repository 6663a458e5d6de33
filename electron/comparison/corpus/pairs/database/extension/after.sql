CREATE EXTENSION hstore SCHEMA public;
CREATE TABLE t (id int, attributes public.hstore);
