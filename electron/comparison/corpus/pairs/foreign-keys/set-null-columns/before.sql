CREATE TABLE a (t int, id int, PRIMARY KEY (t, id));
CREATE TABLE b (t int, a int);
