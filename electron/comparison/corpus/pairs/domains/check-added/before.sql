CREATE DOMAIN size AS int;
CREATE TABLE t (id int, size size);
