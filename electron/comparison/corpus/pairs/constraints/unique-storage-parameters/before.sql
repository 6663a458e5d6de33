CREATE TABLE t (id int, place int);
