CREATE TABLE a (x int, y int, PRIMARY KEY (x, y));
CREATE TABLE b (x int, y int, CONSTRAINT pair FOREIGN KEY (x, y) REFERENCES a MATCH FULL);
