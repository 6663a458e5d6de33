CREATE TABLE t (id int, size int, CONSTRAINT wish CHECK (size > 0) NOT ENFORCED);
