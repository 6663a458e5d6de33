CREATE TABLE a (id int UNIQUE NOT NULL, other int PRIMARY KEY);
CREATE TABLE b (id int, a int REFERENCES a (other));
