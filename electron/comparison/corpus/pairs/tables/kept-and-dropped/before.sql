CREATE TABLE kept (id int PRIMARY KEY, note text);
CREATE TABLE spare (id int);
