CREATE DOMAIN size AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE t (id int, size size);
