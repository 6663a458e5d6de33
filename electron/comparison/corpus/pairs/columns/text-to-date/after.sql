CREATE TABLE t (id int PRIMARY KEY, day date);
