CREATE DOMAIN code AS text;
CREATE TABLE t (id int, code code);
