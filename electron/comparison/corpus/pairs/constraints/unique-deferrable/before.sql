CREATE TABLE t (id int, place int, CONSTRAINT place UNIQUE (place));
