CREATE TABLE t (id int PRIMARY KEY, size text DEFAULT '5');
