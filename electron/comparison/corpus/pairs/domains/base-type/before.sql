CREATE DOMAIN code AS varchar(10);
CREATE TABLE t (id int, code code);
