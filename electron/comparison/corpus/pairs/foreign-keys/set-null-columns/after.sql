CREATE TABLE a (t int, id int, PRIMARY KEY (t, id));
CREATE TABLE b (t int, a int, CONSTRAINT own FOREIGN KEY (t, a) REFERENCES a ON DELETE SET NULL (a));
