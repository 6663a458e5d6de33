CREATE TABLE up (id int PRIMARY KEY);
CREATE TABLE t (id int, at int REFERENCES up);
