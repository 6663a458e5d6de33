CREATE TABLE a (id int PRIMARY KEY, other int NOT NULL UNIQUE);
CREATE TABLE b (id int, a int REFERENCES a (id));
