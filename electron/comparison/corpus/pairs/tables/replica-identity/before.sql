CREATE TABLE logged (id int PRIMARY KEY, note text);
