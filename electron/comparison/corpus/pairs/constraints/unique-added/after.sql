CREATE TABLE t (id int PRIMARY KEY, code text UNIQUE, place int, UNIQUE (place, code));
