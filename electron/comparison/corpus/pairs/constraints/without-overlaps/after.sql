CREATE TABLE t (id int4range, during int4range, CONSTRAINT once PRIMARY KEY (id, during WITHOUT OVERLAPS));
