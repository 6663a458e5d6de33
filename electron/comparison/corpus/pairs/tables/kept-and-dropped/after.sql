CREATE TABLE kept (id int PRIMARY KEY, note text);
