CREATE TABLE t (id int PRIMARY KEY, lot double precision DEFAULT random());
