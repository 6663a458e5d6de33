CREATE TABLE hot (id int PRIMARY KEY, note text);
